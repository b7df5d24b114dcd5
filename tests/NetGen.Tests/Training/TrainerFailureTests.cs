using NetGen.Data;
using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>Failures are reported with their cause, and leave the trainer usable and no thread running.</summary>
public class TrainerFailureTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1.0)]
    public void Diverging_names_tensor_epoch_and_step(double clip)
    {
        var network = new LinearNetwork();
        // Data and a learning rate at which training diverges: float overflows within a few dozen steps, in the loss, a gradient or a parameter.
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
    public void Invalid_data_are_reported_by_sample(int which, string message)
    {
        float[][] inputs = [.. Enumerable.Range(0, 6).Select(_ => new float[3])], targets = [.. inputs.Select(_ => new float[2])];
        if (which == 0)
            inputs[3][1] = float.NaN;
        else
            targets[3][0] = float.NegativeInfinity;
        var network = new LinearNetwork();
        float[] before = TrainerTests.Weights(network);
        using var trainer = new Trainer<LinearNetwork>(network, new Sgd()) { Threads = 2, ThreadingThreshold = 0 };
        var error = Assert.Throws<TrainingFailedException>(() => trainer.Fit(Dataset.FromArrays(inputs, targets), epochs: 1));
        Assert.Contains(message, error.Message);
        Assert.Null(error.Tensor);
        Assert.Equal(before, TrainerTests.Weights(network));
    }

    [Fact]
    public void An_exception_in_a_shard_reaches_the_caller_and_the_trainer_stays_usable()
    {
        var network = new LinearNetwork();
        using var trainer = new Trainer<LinearNetwork>(network, new Sgd()) { BatchSize = 96, Threads = 3, ThreadingThreshold = 0 };
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
        var trainer = new Trainer<LinearNetwork>(network, new Sgd()) { BatchSize = 256, Threads = 2, ThreadingThreshold = 0 };
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

    public static TheoryData<Action, string> Mistakes() => new()
    {
        { () => new Trainer<LinearNetwork>(null!, new Sgd()), "network" },
        { () => new Trainer<LinearNetwork>(new(), null!), "optimizer" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()) { BatchSize = 0 }, "BatchSize" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()) { Threads = 0 }, "Threads" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()) { GradientClipNorm = double.NaN }, "GradientClipNorm" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()).Fit(LinearData.Draw(2), 0), "epochs" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()).Fit(null!, 1), "train" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()).Fit(Dataset.FromArrays([[1]], [[1, 2]]), 1), "takes inputs of 3 elements; the dataset's have 1" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()).Fit(LinearData.Draw(2), 1, Dataset.FromArrays([[1, 2, 3]], [[1]])), "has 2 outputs; the dataset's targets have 1 elements" },
        { () => new Trainer<LinearNetwork>(new(), new Sgd()).Evaluate(null!), "data" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_are_reported(Action action, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message);

    [Fact]
    public void An_optimizer_of_another_network_is_rejected_before_anything_changes()
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
