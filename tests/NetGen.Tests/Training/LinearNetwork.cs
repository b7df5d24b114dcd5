namespace NetGen.Tests.Training;

/// <summary>y = W·x + b with squared error, 3 inputs and 2 outputs, written by hand with only the members that the trainer requires.</summary>
/// <remarks>The weight is stored in a padded panel whose padding gets NaN gradients, which must have no effect.</remarks>
internal sealed class LinearNetwork : ITrainableNetwork<LinearNetwork>
{
    private const int In = 3, Out = 2, Width = 16;

    private static readonly ParameterLayout Layout = new(nameof(LinearNetwork), Width * (In + 1),
        new TensorLayout("linear.weight", [Out, In], 0, Width, Initializer.GlorotUniform, In, Out),
        new TensorLayout("linear.bias", [Out], Width * In, 0, Initializer.Zeros, In, Out));

    public LinearNetwork(ulong seed = 0) => Parameters.Initialize(seed);

    public static int InputLength => In;

    public static int OutputLength => Out;

    public static int ParameterCount => Out * (In + 1);

    public static NetworkSummary Summary { get; } = new(nameof(LinearNetwork), "3", [new("linear", "Dense, linear", "2", ParameterCount, Out * In, "by hand", "")]);

    public static Loss Loss => Loss.MeanSquaredError;

    public ParameterBlock Parameters { get; } = new(Layout);

    /// <summary>Called at the start of every gradient pass with the number of its samples, on the thread that runs it.</summary>
    public Action<int> BeforeGradients { get; set; } = _ => { };

    /// <summary>Called at the start of every batch's forward pass, on the thread that runs it.</summary>
    public Action BeforeForward { get; set; } = () => { };

    public static LinearNetwork Create(ulong seed) => new(seed);

    public static Workspace CreateWorkspace(int batchCapacity, bool training = true) => new(Layout, batchCapacity, training);

    public LinearNetwork Clone() => throw new NotSupportedException();

    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        Span<float> w = Parameters.Values;
        for (int o = 0; o < Out; o++)
        {
            output[o] = w[Width * In + o];
            for (int i = 0; i < In; i++)
                output[o] += w[Width * i + o] * input[i];
        }
    }

    public void Forward(ReadOnlySpan<float> input, Span<float> output, Workspace workspace) => Forward(input, output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace)
    {
        BeforeForward();
        for (int sample = 0; sample < inputs.Length / In; sample++)
            Forward(inputs.Slice(sample * In, In), outputs.Slice(sample * Out, Out));
    }

    public float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace)
    {
        Span<float> g = workspace.Gradients.Values;
        Span<float> part = stackalloc float[g.Length];
        int batch = inputs.Length / In;
        Assert.True(batch <= workspace.BatchCapacity);
        double loss = 0;
        for (int shard = 0; shard < Shards.Count(batch); shard++)
        {
            (int start, int length) = Shards.Range(shard, batch);
            loss += AddShard(inputs.Slice(start * In, length * In), targets.Slice(start * Out, length * Out), shard == 0 ? g : part, batch);
            for (int i = 0; i < g.Length && shard > 0; i++)
                g[i] += part[i];
        }
        return (float)loss;
    }

    public double ComputeShardGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize)
    {
        Assert.True(inputs.Length / In <= workspace.BatchCapacity);
        return AddShard(inputs, targets, workspace.Gradients.Values, batchSize);
    }

    public float ComputeLoss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> outputs, Workspace workspace)
    {
        ForwardBatch(inputs, outputs, workspace);
        double sum = 0;
        for (int i = 0; i < outputs.Length; i++)
            sum += (outputs[i] - targets[i]) * (outputs[i] - targets[i]);
        return (float)(sum / outputs.Length);
    }

    public void ForwardTraining(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace) => throw new NotSupportedException();

    public void Backward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace) => throw new NotSupportedException();

    private double AddShard(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> g, int batchSize)
    {
        BeforeGradients(inputs.Length / In);
        g.Fill(float.NaN);
        for (int i = 0; i <= In; i++)
            g.Slice(Width * i, Out).Clear();
        double sum = 0;
        Span<float> y = stackalloc float[Out];
        for (int sample = 0; sample < inputs.Length / In; sample++)
        {
            ReadOnlySpan<float> x = inputs.Slice(sample * In, In);
            Forward(x, y);
            for (int o = 0; o < Out; o++)
            {
                float error = y[o] - targets[sample * Out + o];
                sum += error * error;
                float d = 2 * error / (batchSize * Out);
                g[Width * In + o] += d;
                for (int i = 0; i < In; i++)
                    g[Width * i + o] += d * x[i];
            }
        }
        return sum / (batchSize * Out);
    }
}
