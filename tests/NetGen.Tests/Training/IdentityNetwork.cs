namespace NetGen.Tests.Training;

/// <summary>The number of outputs of an <see cref="IdentityNetwork{TKind}"/>, and its loss.</summary>
internal interface IKind
{
    static abstract int Length { get; }

    static abstract Loss Loss { get; }
}

/// <summary>Returns its input as output, so that a test controls every output. Its loss is the mean of the first outputs.</summary>
internal sealed class IdentityNetwork<TKind> : ITrainableNetwork<IdentityNetwork<TKind>> where TKind : IKind
{
    private static readonly ParameterLayout Layout = new("Identity", 16, new TensorLayout("none", [1], 0, 0, Initializer.Zeros, 1, 1));

    public static int InputLength => TKind.Length;

    public static int OutputLength => TKind.Length;

    public static int ParameterCount => 1;

    public static NetworkSummary Summary => throw new NotSupportedException();

    public static Loss Loss => TKind.Loss;

    public ParameterBlock Parameters { get; } = new(Layout);

    public static IdentityNetwork<TKind> Create(ulong seed) => new();

    public static Workspace CreateWorkspace(int batchCapacity, bool training = true) => new(Layout, batchCapacity, training);

    public IdentityNetwork<TKind> Clone() => throw new NotSupportedException();

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => input.CopyTo(output);

    public void Forward(ReadOnlySpan<float> input, Span<float> output, Workspace workspace) => input.CopyTo(output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace) => inputs.CopyTo(outputs);

    public float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace) => throw new NotSupportedException();

    public double ComputeShardGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize) => throw new NotSupportedException();

    public float ComputeLoss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> outputs, Workspace workspace)
    {
        inputs.CopyTo(outputs);
        double sum = 0;
        for (int i = 0; i < inputs.Length; i += TKind.Length)
            sum += inputs[i];
        return (float)(sum * TKind.Length / inputs.Length);
    }

    public void ForwardTraining(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace) => throw new NotSupportedException();

    public void Backward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace) => throw new NotSupportedException();
}
