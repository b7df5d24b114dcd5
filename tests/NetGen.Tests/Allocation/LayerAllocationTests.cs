using NetGen.Bits;
using NetGen.Data;
using NetGen.Tests.Training;
using NetGen.Training;

namespace NetGen.Tests.Allocation;

/// <summary>Training and inference of every kind of layer allocate nothing once every method has run, on any thread.</summary>
public class LayerAllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Convolutions_and_pools(int threads) => Check<Pictures>(threads, batch: 65);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Batch_norm(int threads) => Check<Depthwise>(threads, batch: 65);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Lines(int threads) => Check<Signal>(threads, batch: 40);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Dropout_and_shards_of_several_blocks(int threads) => Check<Dropped>(threads, batch: 300);

    private static void Check<TNetwork>(int threads, int batch) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        const int Epochs = 6;
        Dataset data = Draw<TNetwork>(2 * batch + 3);
        ObservedNetwork<TNetwork> network = ObservedNetwork<TNetwork>.Create(seed: 2);
        long byWorkers = 0;
        int epoch = 1;
        // Counted from the third epoch: by then every method has run, and every worker has a previous pass to compare with.
        network.ShardStarted = () => Allocations.Count(ref byWorkers, epoch > 2);
        var allocated = new long[Epochs + 1];
        var meter = new SynchronousProgress(report =>
        {
            epoch = report.Step == report.Steps ? report.Epoch + 1 : report.Epoch;
            if (report.Step == report.Steps)
                allocated[report.Epoch] = GC.GetAllocatedBytesForCurrentThread();
        });
        using var trainer = new Trainer<ObservedNetwork<TNetwork>>(network, new Sgd { LearningRate = 0.01 }) { BatchSize = batch, Threads = threads, ThreadingThreshold = 0 };
        trainer.Fit(data, Epochs, data, progress: meter);
        Assert.All(allocated.Skip(2), bytes => Assert.Equal(allocated[1], bytes));
        Assert.Equal(0, byWorkers);
        Assert.Equal(threads > 1, network.ShardCount > 0);
    }

    private static Dataset Draw<TNetwork>(int samples) where TNetwork : class, INetwork<TNetwork>
    {
        var random = new Random(4);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
        return Dataset.FromArrays(Values(samples * TNetwork.InputLength), Values(samples * TNetwork.OutputLength), TNetwork.InputLength, TNetwork.OutputLength);
    }
}
