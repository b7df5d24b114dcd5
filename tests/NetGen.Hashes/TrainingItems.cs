using NetGen.Data;
using NetGen.Training;

namespace NetGen.Hashes;

/// <summary>The further results of a trainable network: losses, gradients, running statistics, and weights after some steps.</summary>
internal sealed class TrainingItems<T>(int samples, ulong seed) : InferenceItems<T>(new Data(samples, T.InputLength, T.OutputLength, T.Loss, seed)) where T : class, ITrainableNetwork<T>
{
    private const double LearningRate = 0.02;
    private const int DescentSteps = 3, Epochs = 2;

    public override IEnumerable<Item> All =>
    [
        .. base.All,
        new("losses", Losses),
        new("gradients", Gradients),
        new("backward", Backward),
        new("descended", Descended),
        new("trained.by1", digest => Trained(digest, threads: 1)),
        new("trained.by2", digest => Trained(digest, threads: 2)),
    ];

    private void Losses(Digest digest)
    {
        T network = Network();
        Workspace workspace = T.CreateWorkspace(Data.Samples);
        foreach (int size in Data.Batches(least: 1))
        {
            var outputs = new float[size * T.OutputLength];
            digest.Add(network.ComputeLoss(Data.FirstInputs(size), Data.FirstTargets(size), outputs, workspace));
            digest.Add(outputs);
        }
    }

    private void Gradients(Digest digest)
    {
        T network = Network();
        Workspace workspace = T.CreateWorkspace(Data.Samples);
        foreach (int size in TrainingBatches(network))
        {
            Prepare(workspace, size);
            digest.Add(network.ComputeGradients(Data.FirstInputs(size), Data.FirstTargets(size), workspace));
            digest.Add(workspace.Gradients, workspace.Gradients.Trained());
            digest.Add(network.Parameters, network.Parameters.Statistics());
        }
    }

    private void Backward(Digest digest)
    {
        T network = Network();
        Workspace workspace = T.CreateWorkspace(Data.Samples);
        foreach (int size in TrainingBatches(network))
        {
            Prepare(workspace, size);
            var outputs = new float[size * T.OutputLength];
            network.ForwardTraining(Data.FirstInputs(size), outputs, workspace);
            digest.Add(outputs);
            network.Backward(Data.FirstInputs(size), Data.FirstGradients(size), workspace);
            digest.Add(workspace.Gradients, workspace.Gradients.Trained());
            digest.Add(network.Parameters, network.Parameters.Statistics());
        }
    }

    private void Descended(Digest digest)
    {
        T network = Network();
        Workspace workspace = T.CreateWorkspace(Data.Samples);
        foreach (int size in TrainingBatches(network))
        {
            Prepare(workspace, size);
            for (int step = 0; step < DescentSteps; step++)
                digest.Add(network.Descend(Data.FirstInputs(size), Data.FirstTargets(size), workspace, LearningRate));
            digest.Add(network.Parameters, network.Parameters.Names);
        }
    }

    // Two steps per epoch, with two batch sizes. Gradients are not clipped, since their norm is summed in the order of the layout.
    private void Trained(Digest digest, int threads)
    {
        Dataset data = Dataset.FromArrays(Data.Inputs, Data.Targets, T.InputLength, T.OutputLength);
        using var trainer = new Trainer<T>(Network(), Optimizer())
        {
            BatchSize = Data.Samples - Data.Samples / 3, Seed = Data.Seed, Threads = threads, ThreadingThreshold = 0,
        };
        foreach (EpochResult epoch in trainer.Fit(data, Epochs).Epochs)
            digest.Add(epoch.Loss);
        digest.Add(trainer.Network.Parameters, trainer.Network.Parameters.Names);
        digest.Add(trainer.Evaluate(data).Loss);
    }

    // Each optimizer with the settings that need the most computation, and plain descent, which may be fused.
    private Optimizer Optimizer() => (Data.Seed % 6) switch
    {
        0 => new Sgd { LearningRate = LearningRate },
        1 => new Sgd { LearningRate = LearningRate, Momentum = 0.9, Nesterov = true, WeightDecay = 1e-3 },
        2 => new RmsProp { LearningRate = 1e-3, Momentum = 0.5, Centered = true },
        3 => new Adagrad { LearningRateDecay = 0.1 },
        4 => new Adam { WeightDecay = 1e-3 },
        _ => new AdamW(),
    };

    // A single sample gives the same results as in a batch only without batch normalisation.
    private IEnumerable<int> TrainingBatches(T network) => Data.Batches(least: network.Parameters.Statistics().Any() ? 2 : 1);

    private void Prepare(Workspace workspace, int size) => (workspace.Seed, workspace.Step) = (Data.Seed, size);
}
