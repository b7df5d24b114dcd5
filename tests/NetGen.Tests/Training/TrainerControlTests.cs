using NetGen.Data;
using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>Stopping of training, and the reports of its progress.</summary>
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
    public void Progress_is_reported_at_every_step_and_validation_at_the_last()
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
        LinearNetwork network = new(1), manual = new(1);
        using var trainer = new Trainer<LinearNetwork>(network, new Sgd { LearningRate = 1 }) { BatchSize = 64, Shuffle = false, GradientClipNorm = Limit, Threads = threads, ThreadingThreshold = 0 };
        trainer.Fit(data, epochs: 1);

        float[] before = TrainerTests.Weights(manual);
        Workspace workspace = LinearNetwork.CreateWorkspace(64);
        manual.ComputeGradients(data.Inputs, data.Targets, workspace);
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
}
