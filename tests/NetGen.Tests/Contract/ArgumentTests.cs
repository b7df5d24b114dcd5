using NetGen.Bits;

namespace NetGen.Tests.Contract;

/// <summary>Spans and workspaces that don't fit are rejected before anything is written, with a message that names both lengths.</summary>
public class ArgumentTests
{
    private const int In = Straight.InputLength, Out = Straight.OutputLength, Batch = 3;

    private static readonly Straight Network = new(seed: 1);

    /// <summary>A call with given lengths, whose outputs are in the last span.</summary>
    private delegate void Call(float[] inputs, float[] others, Workspace workspace);

    private static Dictionary<string, Call> BatchCalls { get; } = new()
    {
        ["ForwardBatch"] = (inputs, outputs, workspace) => Network.ForwardBatch(inputs, outputs, workspace),
        ["ComputeGradients"] = (inputs, targets, workspace) => Network.ComputeGradients(inputs, targets, workspace),
        ["Descend"] = (inputs, targets, workspace) => Network.Descend(inputs, targets, workspace, 0.1),
        ["ComputeShardGradients"] = (inputs, targets, workspace) => Network.ComputeShardGradients(inputs, targets, workspace, 100),
        ["ComputeLoss by its targets"] = (inputs, targets, workspace) => Network.ComputeLoss(inputs, targets, new float[Batch * Out], workspace),
        ["ComputeLoss by its outputs"] = (inputs, outputs, workspace) => Network.ComputeLoss(inputs, new float[inputs.Length / In * Out], outputs, workspace),
        ["ForwardTraining"] = (inputs, outputs, workspace) => Network.ForwardTraining(inputs, outputs, workspace),
        ["Backward"] = (inputs, gradients, workspace) => Network.Backward(inputs, gradients, workspace),
    };

    public static TheoryData<string> Names => [.. BatchCalls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_with_inconsistent_lengths_is_rejected(string name)
    {
        string message = Rejected(name, Batch * In, Batch * Out + 1, Straight.CreateWorkspace(Batch));
        Assert.Contains($"{Batch * Out + 1}", message);
        Assert.Contains($"{Batch * Out}", message);
        message = Rejected(name, Batch * In - 1, Batch * Out, Straight.CreateWorkspace(Batch));
        Assert.Contains($"{Batch * In - 1}", message);
        Assert.Contains($"{In}", message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_batch_is_rejected(string name) => Rejected(name, 0, 0, Straight.CreateWorkspace(Batch));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_larger_than_the_workspace_is_rejected(string name)
    {
        string message = Rejected(name, Batch * In, Batch * Out, Straight.CreateWorkspace(Batch - 1));
        Assert.Contains($"{Batch}", message);
        Assert.Contains($"{Batch - 1}", message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_workspace_of_another_network_is_rejected(string name) => Assert.Contains(nameof(Tiny), Rejected(name, Batch * In, Batch * Out, Tiny.CreateWorkspace(Batch)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_with_an_inference_workspace_is_rejected(string name)
    {
        if (name != "ForwardBatch")
            Assert.Contains("training: true", Rejected(name, Batch * In, Batch * Out, Straight.CreateWorkspace(Batch, training: false)));
    }

    [Fact]
    public void A_sample_of_the_wrong_length_is_rejected()
    {
        Workspace workspace = Straight.CreateWorkspace(1);
        foreach (Action<float[], float[]> forward in new Action<float[], float[]>[] { (x, y) => Network.Forward(x, y), (x, y) => Network.Forward(x, y, workspace) })
        {
            Assert.Contains($"{In - 1}", Assert.Throws<ArgumentException>(() => forward(new float[In - 1], new float[Out])).Message);
            float[] output = [.. Enumerable.Repeat(123f, Out + 1)];
            string message = Assert.Throws<ArgumentException>(() => forward(new float[In], output)).Message;
            Assert.Contains($"{Out + 1}", message);
            Assert.Contains($"{Out}", message);
            Assert.All(output, value => Assert.Equal(123, value));
        }
        Assert.Throws<ArgumentException>(() => Network.Forward(new float[In], new float[Out], Tiny.CreateWorkspace(1)));
    }

    [Fact]
    public void Backward_requires_its_own_forward_pass()
    {
        float[] inputs = new float[Batch * In], outputs = new float[Batch * Out];
        Workspace workspace = Straight.CreateWorkspace(Batch);
        void Backward(int samples) => Network.Backward(inputs.AsSpan(0, samples * In), outputs.AsSpan(0, samples * Out), workspace);

        Assert.Throws<InvalidOperationException>(() => Backward(Batch));
        Network.ForwardTraining(inputs, outputs, workspace);
        Assert.Throws<InvalidOperationException>(() => Backward(Batch - 1));
        // The rejected call has not invalidated the forward pass.
        Backward(Batch);
        Assert.Throws<InvalidOperationException>(() => Backward(Batch));

        // Any other use of the scratch memory invalidates the forward pass.
        Action[] between =
        [
            () => Network.ForwardBatch(inputs, outputs, workspace),
            () => Network.Forward(inputs.AsSpan(0, In), outputs.AsSpan(0, Out), workspace),
            () => Network.ComputeGradients(inputs, outputs, workspace),
            () => Network.ComputeLoss(inputs, new float[Batch * Out], outputs, workspace),
            () => Network.Descend(inputs, outputs, workspace, 0),
        ];
        foreach (Action action in between)
        {
            Network.ForwardTraining(inputs, outputs, workspace);
            action();
            Assert.Throws<InvalidOperationException>(() => Backward(Batch));
        }
    }

    [Fact]
    public void A_workspace_holds_at_least_one_sample()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Straight.CreateWorkspace(0));
        // Too large for the scratch memory, for the sums of a batch normalisation, or for both.
        foreach (int capacity in new[] { int.MaxValue, int.MaxValue / 2, 1 << 27 })
        {
            Assert.Contains("bytes", Assert.Throws<ArgumentOutOfRangeException>(() => Straight.CreateWorkspace(capacity)).Message);
            Assert.Contains("bytes", Assert.Throws<ArgumentOutOfRangeException>(() => Dropped.CreateWorkspace(capacity)).Message);
            Assert.Contains("bytes", Assert.Throws<ArgumentOutOfRangeException>(() => Centred.CreateWorkspace(capacity)).Message);
        }
        Assert.Throws<InvalidOperationException>(() => Straight.CreateWorkspace(1, training: false).Gradients);
    }

    /// <summary>The message with which a call with the given number of samples and workspace is rejected.</summary>
    internal static string Rejected(string name, int samples, Workspace workspace) => Rejected(name, samples * In, samples * Out, workspace);

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    [InlineData(3.5e38)]
    public void An_invalid_learning_rate_is_rejected_before_anything_changes(double learningRate)
    {
        float[] inputs = [.. Enumerable.Repeat(1f, 40 * 30)], targets = new float[40 * 30];
        var manual = new Training.LinearNetwork(seed: 1);
        var normalised = new Dropped(seed: 1);
        Reject(Network.Parameters, Straight.CreateWorkspace(40), workspace => Network.Descend(inputs.AsSpan(0, 40 * In), targets.AsSpan(0, 40 * Out), workspace, learningRate));
        Reject(normalised.Parameters, Dropped.CreateWorkspace(2), workspace => normalised.Descend(inputs.AsSpan(0, 2 * Dropped.InputLength), targets.AsSpan(0, 2 * Dropped.OutputLength), workspace, learningRate));
        Reject(manual.Parameters, Training.LinearNetwork.CreateWorkspace(1), workspace => ((ITrainableNetwork<Training.LinearNetwork>)manual).Descend(inputs.AsSpan(0, 3), targets.AsSpan(0, 2), workspace, learningRate));

        void Reject(ParameterBlock parameters, Workspace workspace, Action<Workspace> descend)
        {
            float[] before = parameters.All.ToArray();
            Assert.Equal("learningRate", Assert.Throws<ArgumentOutOfRangeException>(() => descend(workspace)).ParamName);
            Assert.Equal(before, parameters.All.ToArray());
            Assert.Equal(0, workspace.Step);
        }
    }

    private static string Rejected(string name, int inputs, int others, Workspace workspace)
    {
        float[] values = [.. Enumerable.Repeat(123f, others)];
        string message = Assert.Throws<ArgumentException>(() => BatchCalls[name](new float[inputs], values, workspace)).Message;
        Assert.All(values, value => Assert.Equal(123, value));
        return message;
    }
}

/// <summary>A network with little scratch memory and many channels to normalise.</summary>
[Network(64)]
[BatchNorm]
[Dense(1)]
public sealed partial class Centred;
