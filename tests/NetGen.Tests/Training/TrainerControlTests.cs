using NetGen.Data;
using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>What stops training, what is said on the way, and what it costs.</summary>
public class TrainerControlTests
{
    private sealed class Reports(Action<TrainingProgress>? seen = null) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value)
        {
            All.Add(value);
            seen?.Invoke(value);
        }
    }

    [Fact]
    public void Training_stops_at_the_target_loss()
    {
        using var trainer = new Trainer<LinearNetwork>(new LinearNetwork(), new Adam { LearningRate = 0.05 }) { BatchSize = 10 };
        TrainingHistory history = trainer.Fit(LinearData.Draw(100), epochs: 1000, targetLoss: 0.01);
        Assert.True(history.ReachedTarget);
        Assert.InRange(history.Epochs.Count, 2, 999);
        Assert.True(history.Last.Loss <= 0.01);
        Assert.All(history.Epochs.SkipLast(1), epoch => Assert.True(epoch.Loss > 0.01));
        Assert.False(trainer.Fit(LinearData.Draw(100), epochs: 1, targetLoss: -1).ReachedTarget);
    }

    [Fact]
    public void Progress_tells_every_step_and_validation_with_the_last()
    {
        Dataset data = LinearData.Draw(25), validation = LinearData.Draw(9, seed: 3);
        var reports = new Reports();
        using var trainer = new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd { LearningRate = 0.1 }) { BatchSize = 10 };
        TrainingHistory history = trainer.Fit(data, epochs: 2, validation, progress: reports);
        Assert.Equal([(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], reports.All.Select(report => (report.Epoch, report.Step)));
        Assert.All(reports.All, report =>
        {
            Assert.Equal((2, 3), (report.Epochs, report.Steps));
            Assert.True(report.SamplesPerSecond > 0);
            Assert.True(report.TimeLeft >= TimeSpan.Zero);
            Assert.True(double.IsNaN(report.ValidationAccuracy));
        });
        Assert.Equal(TimeSpan.Zero, reports.All[^1].TimeLeft);
        Assert.Equal(history.Epochs.Select(epoch => epoch.Loss), [reports.All[2].Loss, reports.All[5].Loss]);
        double[] validationLosses = [.. reports.All.Select(report => report.ValidationLoss)];
        (double first, double second) = (history.Epochs[0].ValidationLoss, history.Epochs[1].ValidationLoss);
        Assert.Equal([double.NaN, double.NaN, first, first, first, second], validationLosses);
        Assert.Equal(trainer.Evaluate(validation).Loss, second);
    }

    [Fact]
    public void Cancelling_stops_before_the_next_step_and_keeps_what_was_learned()
    {
        using var source = new CancellationTokenSource();
        var reports = new Reports(report =>
        {
            if (report is { Epoch: 2, Step: 2 })
                source.Cancel();
        });
        var network = new LinearNetwork();
        float[] start = TrainerTests.Weights(network);
        using var trainer = new Trainer<LinearNetwork>(network, new Adam()) { BatchSize = 10 };
        var error = Assert.Throws<OperationCanceledException>(() => trainer.Fit(LinearData.Draw(30), 5, progress: reports, cancellationToken: source.Token));
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal(5, trainer.Optimizer.StepCount);
        Assert.Single(trainer.History!.Epochs);
        Assert.NotEqual(start, TrainerTests.Weights(network));
    }

    [Fact]
    public void Learning_rate_can_follow_a_schedule()
    {
        var optimizer = new Sgd { LearningRate = 0.1 };
        LinearNetwork network = new(), short_ = new();
        using var trainer = new Trainer<LinearNetwork>(network, optimizer) { BatchSize = 10 };
        trainer.Fit(LinearData.Draw(40), epochs: 3, progress: new Reports(report => optimizer.LearningRate = report.Epoch == 1 && report.Step < 4 ? 0.1 : 0));
        using var other = new Trainer<LinearNetwork>(short_, new Sgd { LearningRate = 0.1 }) { BatchSize = 10 };
        other.Fit(LinearData.Draw(40), epochs: 1);
        Assert.Equal(TrainerTests.Weights(short_), TrainerTests.Weights(network));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Clipping_scales_the_gradients_to_the_norm(int threads)
    {
        const double Limit = 0.25;
        Dataset data = LinearData.Draw(64);
        LinearNetwork network = new(1), byHand = new(1);
        using var trainer = new Trainer<LinearNetwork>(network, new Sgd { LearningRate = 1 }) { BatchSize = 64, Shuffle = false, GradientClipNorm = Limit, Threads = threads };
        trainer.Fit(data, epochs: 1);

        float[] before = TrainerTests.Weights(byHand);
        Workspace workspace = LinearNetwork.CreateWorkspace(64);
        byHand.ComputeGradients(data.Inputs, data.Targets, workspace);
        float[] g = new float[8];
        workspace.Gradients.CopyTo("linear.weight", g.AsSpan(0, 6));
        workspace.Gradients.CopyTo("linear.bias", g.AsSpan(6));
        double norm = Math.Sqrt(g.Sum(x => (double)x * x));
        Assert.True(norm > 2 * Limit);
        float[] after = TrainerTests.Weights(network);
        for (int i = 0; i < 8; i++)
            Assert.Equal(before[i] - g[i] * Limit / (norm + 1e-6), after[i], 1e-6);
    }

    [Fact]
    public void Clipping_beyond_the_norm_changes_nothing()
    {
        LinearNetwork clipped = new(), free = new();
        foreach ((LinearNetwork network, double limit) in new[] { (clipped, 1e6), (free, 0) })
        {
            using var trainer = new Trainer<LinearNetwork>(network, new Adam()) { GradientClipNorm = limit };
            trainer.Fit(LinearData.Draw(100), epochs: 2);
        }
        Assert.Equal(TrainerTests.Weights(free), TrainerTests.Weights(clipped));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.0)]
    public void Diverging_names_tensor_epoch_and_step(double clip)
    {
        var network = new LinearNetwork();
        // Doubling data that grows: float overflows within a few dozen steps, in the loss, a gradient or a parameter.
        Dataset huge = Dataset.FromArrays([[1e30f, 1, 1]], [[1, 1]]);
        using var trainer = new Trainer<LinearNetwork>(network, new Sgd { LearningRate = 1e30 }) { GradientClipNorm = clip };
        var error = Assert.Throws<TrainingFailedException>(() => trainer.Fit(huge, epochs: 100));
        Assert.StartsWith("linear.", error.Tensor);
        Assert.Equal(1, error.Step);
        Assert.Contains(error.Tensor!, error.Message);
        Assert.Contains($"epoch {error.Epoch}, step 1", error.Message);
        Assert.Contains("LinearNetwork", error.Message);
        Assert.Equal(error.Epoch - 1, trainer.History!.Epochs.Count);
    }

    [Fact]
    public void A_parameter_that_overflows_is_found_at_its_step()
    {
        var network = new LinearNetwork();
        using var trainer = new Trainer<LinearNetwork>(network, new Sgd { LearningRate = 1e38 }) { BatchSize = 4, Shuffle = false };
        var error = Assert.Throws<TrainingFailedException>(() => trainer.Fit(Dataset.FromArrays([[0, 0, 1000]], [[0, 1000]]), epochs: 1));
        Assert.Equal(("linear.weight", 1, 1), (error.Tensor, error.Epoch, error.Step));
        Assert.StartsWith("linear.weight is ", error.Message);
    }

    [Theory]
    [InlineData(0, "input 1 of sample 3 is NaN")]
    [InlineData(1, "target 0 of sample 3 is minus infinity")]
    public void Bad_data_are_named_by_their_sample(int which, string message)
    {
        float[][] inputs = [.. Enumerable.Range(0, 6).Select(_ => new float[3])], targets = [.. inputs.Select(_ => new float[2])];
        if (which == 0)
            inputs[3][1] = float.NaN;
        else
            targets[3][0] = float.NegativeInfinity;
        var network = new LinearNetwork();
        float[] before = TrainerTests.Weights(network);
        using var trainer = new Trainer<LinearNetwork>(network, new Sgd()) { Threads = 2 };
        var error = Assert.Throws<TrainingFailedException>(() => trainer.Fit(Dataset.FromArrays(inputs, targets), epochs: 1));
        Assert.Contains(message, error.Message);
        Assert.Null(error.Tensor);
        Assert.Equal(before, TrainerTests.Weights(network));
    }

    [Fact]
    public void An_exception_in_a_shard_reaches_the_caller_and_the_trainer_lives_on()
    {
        var network = new LinearNetwork();
        using var trainer = new Trainer<LinearNetwork>(network, new Sgd()) { BatchSize = 96, Threads = 3 };
        int calls = 0;
        network.BeforeGradients = _ =>
        {
            if (Interlocked.Increment(ref calls) == 2)
                throw new FormatException("shard");
        };
        Assert.Equal("shard", Assert.Throws<FormatException>(() => trainer.Fit(LinearData.Draw(96), epochs: 1)).Message);
        Assert.Equal(0, trainer.Optimizer.StepCount);
        network.BeforeGradients = _ => { };
        Assert.Single(trainer.Fit(LinearData.Draw(96), epochs: 1).Epochs);
    }

    [Fact]
    public void Disposing_ends_the_threads_and_the_trainer()
    {
        var network = new LinearNetwork();
        var trainer = new Trainer<LinearNetwork>(network, new Sgd()) { BatchSize = 256, Threads = 2 };
        Thread? worker = null;
        Thread caller = Thread.CurrentThread;
        network.BeforeGradients = _ =>
        {
            if (Thread.CurrentThread != caller)
                worker = Thread.CurrentThread;
            else
                SpinWait.SpinUntil(() => worker is not null, TimeSpan.FromSeconds(30));
        };
        trainer.Fit(LinearData.Draw(256), epochs: 1);
        Assert.True(worker!.IsAlive);
        trainer.Dispose();
        trainer.Dispose();
        Assert.False(worker.IsAlive);
        Assert.Throws<ObjectDisposedException>(() => trainer.Fit(LinearData.Draw(10), 1));
        Assert.Throws<ObjectDisposedException>(() => trainer.Evaluate(LinearData.Draw(10)));
    }

    [Theory]
    [InlineData(1, 32)]
    [InlineData(1, 100)]
    [InlineData(3, 100)]
    public void Epochs_after_the_first_allocate_nothing_on_any_thread(int threads, int batchSize)
    {
        const int Epochs = 6;
        var network = new LinearNetwork();
        long allocatedByWorkers = 0;
        int epoch = 1;
        // From the third epoch on: the first pass of the second looks back on the first validation.
        network.BeforeGradients = _ => Allocations.Count(ref allocatedByWorkers, epoch > 2);
        long[] allocated = new long[Epochs + 1];
        var meter = new Meter(report =>
        {
            epoch = report.Step == report.Steps ? report.Epoch + 1 : report.Epoch;
            if (report.Step == report.Steps)
                allocated[report.Epoch] = GC.GetAllocatedBytesForCurrentThread();
        });
        using var trainer = new Trainer<LinearNetwork>(network, new Adam()) { BatchSize = batchSize, Threads = threads, GradientClipNorm = 0.1 };
        trainer.Fit(LinearData.Draw(450), Epochs, LinearData.Draw(100), progress: meter);
        Assert.All(allocated.Skip(2), bytes => Assert.Equal(allocated[1], bytes));
        Assert.Equal(0, allocatedByWorkers);
    }

    private sealed class Meter(Action<TrainingProgress> seen) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => seen(value);
    }

    private static class Allocations
    {
        [ThreadStatic]
        private static long t_before;

        /// <summary>Adds what this thread has allocated since it was last here.</summary>
        public static void Count(ref long total, bool counts)
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            if (counts && t_before != 0)
                Interlocked.Add(ref total, now - t_before);
            t_before = now;
        }
    }

    public static TheoryData<Action, string> Mistakes() => new()
    {
        { () => new Trainer<LinearNetwork>(null!, new Sgd()), "network" },
        { () => new Trainer<LinearNetwork>(new(), null!), "optimizer" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()) { BatchSize = 0 }, "BatchSize" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()) { Threads = 0 }, "Threads" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()) { GradientClipNorm = double.NaN }, "GradientClipNorm" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()).Fit(LinearData.Draw(2), 0), "epochs" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()).Fit(null!, 1), "train" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()).Fit(Dataset.FromArrays([[1]], [[1, 2]]), 1), "takes inputs of 3 numbers; the dataset's have 1" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()).Fit(LinearData.Draw(2), 1, Dataset.FromArrays([[1, 2, 3]], [[1]])), "has 2 outputs; the dataset's targets have 1 numbers" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()).Evaluate(null!), "data" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_are_named(Action action, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message);

    [Fact]
    public void Another_networks_optimizer_is_refused_before_anything_changes()
    {
        var optimizer = new Adam();
        using var first = new Trainer<LinearNetwork>(new LinearNetwork(), optimizer);
        first.Fit(LinearData.Draw(4), 1);
        var network = new LinearNetwork();
        float[] before = TrainerTests.Weights(network);
        using var second = new Trainer<LinearNetwork>(network, optimizer);
        Assert.Throws<InvalidOperationException>(() => second.Fit(LinearData.Draw(4), 1));
        Assert.Equal(before, TrainerTests.Weights(network));
    }
}
