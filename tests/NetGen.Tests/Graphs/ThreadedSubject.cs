using NetGen.Data;
using NetGen.Tests.RandomCases;
using NetGen.Training;

namespace NetGen.Tests.Graphs;

/// <summary>The trainer of a network that is compiled at run time.</summary>
public interface IThreadedSubject
{
    /// <summary>Whether threads share training steps layer by layer.</summary>
    bool SharesSteps { get; }

    /// <summary>Trains the network for two epochs.</summary>
    void Train(Dataset data, Optimizer optimizer, int batchSize, int threads);

    Evaluation Evaluate(Dataset data);
}

/// <inheritdoc cref="IThreadedSubject"/>
public sealed class ThreadedSubject<T>(T network) : TrainableSubject<T>(network), IThreadedSubject where T : class, ITrainableNetwork<T>
{
    public bool SharesSteps => Network.ShareSteps(32, 2) is not null;

    public void Train(Dataset data, Optimizer optimizer, int batchSize, int threads)
    {
        using var trainer = new Trainer<T>(Network, optimizer) { BatchSize = batchSize, Threads = threads, ThreadingThreshold = 0, Seed = 4 };
        trainer.Fit(data, epochs: 2);
    }

    public Evaluation Evaluate(Dataset data) => Evaluation.Of(Network, data);
}
