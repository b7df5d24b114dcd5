namespace NetGen.Bits;

/// <summary>A network that counts how often it processes a shard of a batch or shares its steps layer by layer, which shows that threads worked together.</summary>
public sealed class ObservedNetwork<TNetwork>(TNetwork network) : ITrainableNetwork<ObservedNetwork<TNetwork>> where TNetwork : class, ITrainableNetwork<TNetwork>
{
    private int _shardCount;

    public int ShardCount => _shardCount;

    /// <summary>Called when a thread starts a shard, on that thread.</summary>
    public Action ShardStarted { get; set; } = () => { };

    public static int InputLength => TNetwork.InputLength;

    public static int OutputLength => TNetwork.OutputLength;

    public static int ParameterCount => TNetwork.ParameterCount;

    public static NetworkSummary Summary => TNetwork.Summary;

    public static Loss Loss => TNetwork.Loss;

    public ParameterBlock Parameters => network.Parameters;

    public static ObservedNetwork<TNetwork> Create(ulong seed) => new(TNetwork.Create(seed));

    public static Workspace CreateWorkspace(int batchCapacity, bool training = true) => TNetwork.CreateWorkspace(batchCapacity, training);

    public ObservedNetwork<TNetwork> Clone() => new(network.Clone());

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => network.Forward(input, output);

    public void Forward(ReadOnlySpan<float> input, Span<float> output, Workspace workspace) => network.Forward(input, output, workspace);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace) => network.ForwardBatch(inputs, outputs, workspace);

    public float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace) =>
        network.ComputeGradients(inputs, targets, workspace);

    public float Descend(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, double learningRate) =>
        network.Descend(inputs, targets, workspace, learningRate);

    public double ComputeShardGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize) =>
        network.ComputeShardGradients(inputs, targets, workspace, batchSize);

    public static int MinimumBatchSize => TNetwork.MinimumBatchSize;

    public static int GradientPhases => TNetwork.GradientPhases;

    public double ComputeShardPhase(int phase, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize)
    {
        Interlocked.Increment(ref _shardCount);
        ShardStarted();
        return network.ComputeShardPhase(phase, inputs, targets, workspace, batchSize);
    }

    public void CombineShards(int phase, ReadOnlySpan<Workspace> shards) => network.CombineShards(phase, shards);

    public Kernels.SharedStep? ShareSteps(int batchCapacity, int threads)
    {
        Kernels.SharedStep? step = network.ShareSteps(batchCapacity, threads);
        if (step is not null && threads > 1)
            _shardCount++;
        return step;
    }

    public float ComputeLoss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> outputs, Workspace workspace) =>
        network.ComputeLoss(inputs, targets, outputs, workspace);

    public void ForwardTraining(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace) => network.ForwardTraining(inputs, outputs, workspace);

    public void Backward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace) => network.Backward(inputs, outputGradients, workspace);
}
