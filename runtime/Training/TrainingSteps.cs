using System.Diagnostics;
using NetGen.Kernels;

namespace NetGen.Training;

/// <summary>Chooses how threads share the steps of a trainer.</summary>
internal static class TrainingSteps
{
    /// <summary>Steps of up to some samples, with the buffers for them.</summary>
    /// <param name="network">The network.</param>
    /// <param name="update">The update of its parameters.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="batchSize">The most samples.</param>
    /// <param name="threshold">The fewest multiply-adds of a shard, forward and backward, for which other threads are used; 0 to use them always.</param>
    /// <param name="areWeighted">Whether samples have weights, which steps that threads share layer by layer do not take.</param>
    /// <param name="carryState">Whether each sample continues that of the same index in the batch before.</param>
    public static ITrainingStep Create<TNetwork>(TNetwork network, (Optimizer Optimizer, GradientRules Rules) update, Workers workers, int batchSize, long threshold, bool areWeighted, bool carryState)
        where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        // Gradients of weights and gradients of inputs each cost as much as the forward pass.
        long shardWork = 3 * TNetwork.Summary.Layers.Sum(layer => layer.MultiplyAdds) * Shards.Range(0, batchSize).Length;
        if (workers.Threads == 1 || shardWork < threshold)
            return By(Workers.One);
        return threshold == 0 ? By(workers) : new ChosenSteps(By(Workers.One), By(workers), new(Stopwatch.Frequency));

        ITrainingStep By(Workers workers)
        {
            // Tiles over a block's rows are wasted on a few samples, which one thread computes one by one.
            SharedStep? shared = batchSize >= Shards.BlockRows && !areWeighted ? network.ShareSteps(batchSize, workers.Threads) : null;
            return shared is not null
                ? new SharedTraining(shared, workers, update.Optimizer, network.Parameters, update.Rules)
                : new GradientPass<TNetwork>(network, workers, batchSize, new(update.Optimizer, network.Parameters, workers, update.Rules), carryState);
        }
    }
}
