namespace NetGen.Tests.RandomCases;

/// <summary>The inference members of a network that is compiled at run time.</summary>
public interface ISubject
{
    int InputLength { get; }

    int OutputLength { get; }

    ParameterBlock Parameters { get; }

    Workspace CreateWorkspace(int batchCapacity, bool training);

    ISubject Clone();

    void Forward(ReadOnlySpan<float> input, Span<float> output);

    void Forward(ReadOnlySpan<float> input, Span<float> output, Workspace workspace);

    void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace);
}

/// <summary>The same with the training members.</summary>
public interface ITrainableSubject : ISubject
{
    float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace);

    float Descend(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, double learningRate);

    int MinimumBatchSize { get; }

    int GradientPhases { get; }

    double ComputeShardPhase(int phase, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize);

    void CombineShards(int phase, ReadOnlySpan<Workspace> shards);

    float ComputeLoss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> outputs, Workspace workspace);

    void ForwardTraining(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace);

    void Backward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace);
}

/// <summary>An adapted network itself.</summary>
public interface INetworkSubject
{
    object Instance { get; }
}

/// <summary>Adapts any network through its interface.</summary>
public class Subject<T>(T network) : ISubject, INetworkSubject where T : class, INetwork<T>
{
    protected T Network { get; } = network;

    public object Instance => Network;

    public int InputLength => T.InputLength;

    public int OutputLength => T.OutputLength;

    public ParameterBlock Parameters => Network.Parameters;

    public Workspace CreateWorkspace(int batchCapacity, bool training) => T.CreateWorkspace(batchCapacity, training);

    public virtual ISubject Clone() => new Subject<T>(Network.Clone());

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => Network.Forward(input, output);

    public void Forward(ReadOnlySpan<float> input, Span<float> output, Workspace workspace) => Network.Forward(input, output, workspace);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace) => Network.ForwardBatch(inputs, outputs, workspace);
}

/// <summary>Adapts any trainable network through its interface.</summary>
public class TrainableSubject<T>(T network) : Subject<T>(network), ITrainableSubject where T : class, ITrainableNetwork<T>
{
    public override ISubject Clone() => new TrainableSubject<T>(Network.Clone());

    public float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace) =>
        Network.ComputeGradients(inputs, targets, workspace);

    public float Descend(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, double learningRate) =>
        Network.Descend(inputs, targets, workspace, learningRate);

    public int MinimumBatchSize => T.MinimumBatchSize;

    public int GradientPhases => T.GradientPhases;

    public double ComputeShardPhase(int phase, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize) =>
        Network.ComputeShardPhase(phase, inputs, targets, workspace, batchSize);

    public void CombineShards(int phase, ReadOnlySpan<Workspace> shards) => Network.CombineShards(phase, shards);

    public float ComputeLoss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> outputs, Workspace workspace) =>
        Network.ComputeLoss(inputs, targets, outputs, workspace);

    public void ForwardTraining(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace) =>
        Network.ForwardTraining(inputs, outputs, workspace);

    public void Backward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace) =>
        Network.Backward(inputs, outputGradients, workspace);
}
