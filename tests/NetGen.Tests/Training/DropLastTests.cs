using NetGen.Bits;
using NetGen.Data;
using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>The treatment of the last samples of an epoch, and of batches too small for batch normalisation.</summary>
public class DropLastTests
{
    [Fact]
    public void The_dropped_samples_differ_between_epochs()
    {
        Dataset data = LinearData.Draw(25);
        var network = new LinearNetwork();
        List<int> batches = [];
        network.BeforeGradients = batches.Add;
        using var trainer = new Trainer<LinearNetwork>(network, new Sgd()) { BatchSize = 10, DropLast = true };
        TrainingProgress last = default;
        TrainingHistory history = trainer.Fit(data, epochs: 2, progress: new ProgressListener(report => last = report));
        Assert.Equal([10, 10, 10, 10], batches);
        Assert.Equal((2, 2, TimeSpan.Zero), (last.Step, last.Steps, last.TimeLeft));
        Assert.Equal(history.Last.Loss, last.Loss);

        // Without shuffling, exactly the first twenty in the dataset's order are used.
        LinearNetwork some = new(2), all = new(2);
        using var dropping = new Trainer<LinearNetwork>(some, new Sgd()) { BatchSize = 10, DropLast = true, Shuffle = false };
        using var taking = new Trainer<LinearNetwork>(all, new Sgd()) { BatchSize = 10, Shuffle = false };
        Assert.Equal(taking.Fit(data.Take(20), 3).Last.Loss, dropping.Fit(data, 3).Last.Loss);
        Assert.Equal(TrainerTests.Weights(all), TrainerTests.Weights(some));
    }

    [Fact]
    public void Complete_batches_are_all_used()
    {
        using var trainer = new Trainer<LinearNetwork>(new LinearNetwork(), new Sgd()) { BatchSize = 10, DropLast = true };
        trainer.Fit(LinearData.Draw(30), 1);
        Assert.Equal(3, trainer.Optimizer.StepCount);
    }

    public static TheoryData<int, int, bool, string> Rejected => new()
    {
        { 9, 10, true, "The dataset has 9 samples and a batch 10" },
        { 33, 32, false, "The last of 33 samples by 32 has 1: DropLast = true leaves it out" },
        { 5, 1, false, "needs batches of at least 2 samples" },
        { 5, 1, true, "Its batches have 1: BatchSize is 1" },
        { 1, 32, false, "Its batches have 1: BatchSize is 32, and the dataset has 1" },
    };

    [Theory]
    [MemberData(nameof(Rejected))]
    public void Too_small_a_batch_is_rejected_before_the_first_step(int samples, int batchSize, bool dropLast, string message)
    {
        var network = new Dropped(seed: 1);
        float[] before = network.Parameters.All.ToArray();
        using var trainer = new Trainer<Dropped>(network, new Sgd()) { BatchSize = batchSize, DropLast = dropLast };
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => trainer.Fit(Draw<Dropped>(samples), 1)).Message);
        Assert.Equal(before, network.Parameters.All.ToArray());
    }

    [Fact]
    public void Two_values_per_channel_are_sufficient()
    {
        Fit<Dropped>(33, 32, dropLast: true);
        Fit<Dropped>(34, 32, dropLast: false);
        // A channel of an image has a value for each pixel.
        Fit<Depthwise>(33, 32, dropLast: false);
        Fit<Depthwise>(2, 1, dropLast: false);

        static void Fit<TNetwork>(int samples, int batchSize, bool dropLast) where TNetwork : class, ITrainableNetwork<TNetwork>
        {
            using var trainer = new Trainer<TNetwork>(TNetwork.Create(1), new Sgd()) { BatchSize = batchSize, DropLast = dropLast };
            trainer.Fit(Draw<TNetwork>(samples), 1);
        }
    }

    [Fact]
    public void One_sample_is_rejected_by_every_training_method()
    {
        var network = new Dropped(seed: 1);
        float[] input = new float[Dropped.InputLength], output = [1, 2, 3, 4], before = network.Parameters.All.ToArray();
        Workspace workspace = Dropped.CreateWorkspace(1);
        foreach (Action train in (Action[])
        [
            () => network.ComputeGradients(input, output, workspace), () => network.Descend(input, output, workspace, 0.1),
            () => network.ForwardTraining(input, output, workspace), () => ((ITrainableNetwork<Dropped>)network).ComputeShardPhase(0, input, output, workspace, 1),
        ])
        {
            string message = Assert.Throws<ArgumentException>(train).Message;
            Assert.Contains("norm1", message);
            Assert.Contains("DropLast", message);
        }
        Assert.Equal(before, network.Parameters.All.ToArray());
        Assert.Equal([1, 2, 3, 4], output);
        Assert.Equal(0, workspace.Step);
        // Inference, and a shard of a larger batch, may be of any size.
        network.ForwardBatch(input, output, workspace);
        network.ComputeLoss(input, new float[4], output, workspace);
        ((ITrainableNetwork<Dropped>)network).ComputeShardPhase(0, input, output, workspace, 2);
    }

    private static Dataset Draw<TNetwork>(int samples) where TNetwork : class, ITrainableNetwork<TNetwork> => Dataset.FromArrays(
        [.. Enumerable.Range(0, samples * TNetwork.InputLength).Select(i => MathF.Sin(i))], new float[samples * TNetwork.OutputLength], TNetwork.InputLength, TNetwork.OutputLength);

    private sealed class ProgressListener(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
