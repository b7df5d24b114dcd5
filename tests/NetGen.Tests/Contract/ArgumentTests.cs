using NetGen.Bits;

namespace NetGen.Tests.Contract;

/// <summary>Spans and workspaces that don't fit are refused before anything is written, in a sentence that names both lengths.</summary>
public class ArgumentTests
{
    private const int In = Straight.InputLength, Out = Straight.OutputLength, Batch = 3;

    private static readonly Straight Network = new(seed: 1);

    /// <summary>A call with lengths of its own, its outputs in the last span.</summary>
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
    public void A_batch_whose_lengths_do_not_belong_together_is_refused(string name)
    {
        string message = Refused(name, Batch * In, Batch * Out + 1, Straight.CreateWorkspace(Batch));
        Assert.Contains($"{Batch * Out + 1}", message);
        Assert.Contains($"{Batch * Out}", message);
        message = Refused(name, Batch * In - 1, Batch * Out, Straight.CreateWorkspace(Batch));
        Assert.Contains($"{Batch * In - 1}", message);
        Assert.Contains($"{In}", message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_batch_is_refused(string name) => Refused(name, 0, 0, Straight.CreateWorkspace(Batch));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_larger_than_the_workspace_is_refused(string name)
    {
        string message = Refused(name, Batch * In, Batch * Out, Straight.CreateWorkspace(Batch - 1));
        Assert.Contains($"{Batch}", message);
        Assert.Contains($"{Batch - 1}", message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_networks_workspace_is_refused(string name) => Assert.Contains(nameof(Tiny), Refused(name, Batch * In, Batch * Out, Tiny.CreateWorkspace(Batch)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_with_a_workspace_for_inference_is_refused(string name)
    {
        if (name != "ForwardBatch")
            Assert.Contains("training: true", Refused(name, Batch * In, Batch * Out, Straight.CreateWorkspace(Batch, training: false)));
    }

    [Fact]
    public void A_sample_of_another_length_is_refused()
    {
        Workspace workspace = Straight.CreateWorkspace(1);
        foreach (Action<float[], float[]> forward in new Action<float[], float[]>[] { (x, y) => Network.Forward(x, y), (x, y) => Network.Forward(x, y, workspace) })
        {
            Assert.Contains($"{In - 1}", Assert.Throws<ArgumentException>(() => forward(new float[In - 1], new float[Out])).Message);
            float[] output = [.. Enumerable.Repeat(123f, Out + 1)];
            string message = Assert.Throws<ArgumentException>(() => forward(new float[In], output)).Message;
            Assert.Contains($"{Out + 1}", message);
            Assert.Contains($"{Out}", message);
            Assert.All(output, number => Assert.Equal(123, number));
        }
        Assert.Throws<ArgumentException>(() => Network.Forward(new float[In], new float[Out], Tiny.CreateWorkspace(1)));
    }

    [Fact]
    public void Backward_needs_a_forward_pass_of_its_own()
    {
        float[] inputs = new float[Batch * In], outputs = new float[Batch * Out];
        Workspace workspace = Straight.CreateWorkspace(Batch);
        void Backward(int samples) => Network.Backward(inputs.AsSpan(0, samples * In), outputs.AsSpan(0, samples * Out), workspace);

        Assert.Throws<InvalidOperationException>(() => Backward(Batch));
        Network.ForwardTraining(inputs, outputs, workspace);
        Assert.Throws<InvalidOperationException>(() => Backward(Batch - 1));
        // What was refused has lost nothing.
        Backward(Batch);
        Assert.Throws<InvalidOperationException>(() => Backward(Batch));

        // Whatever uses the scratch between them takes the forward pass away.
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
        // Too long for the scratch, for the sums of a batch normalisation's samples, for either.
        foreach (int capacity in new[] { int.MaxValue, int.MaxValue / 2, 1 << 27 })
        {
            Assert.Contains("bytes", Assert.Throws<ArgumentOutOfRangeException>(() => Straight.CreateWorkspace(capacity)).Message);
            Assert.Contains("bytes", Assert.Throws<ArgumentOutOfRangeException>(() => Dropped.CreateWorkspace(capacity)).Message);
            Assert.Contains("bytes", Assert.Throws<ArgumentOutOfRangeException>(() => Centred.CreateWorkspace(capacity)).Message);
        }
        Assert.Throws<InvalidOperationException>(() => Straight.CreateWorkspace(1, training: false).Gradients);
    }

    /// <summary>The message with which a call of so many samples and a workspace is refused.</summary>
    internal static string Refused(string name, int samples, Workspace workspace) => Refused(name, samples * In, samples * Out, workspace);

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    [InlineData(3.5e38)]
    public void A_learning_rate_that_is_no_size_of_a_step_is_refused_before_anything_changes(double learningRate)
    {
        float[] inputs = [.. Enumerable.Repeat(1f, 40 * 30)], targets = new float[40 * 30];
        var byHand = new Training.LinearNetwork(seed: 1);
        var normalised = new Dropped(seed: 1);
        Refuse(Network.Parameters, Straight.CreateWorkspace(40), workspace => Network.Descend(inputs.AsSpan(0, 40 * In), targets.AsSpan(0, 40 * Out), workspace, learningRate));
        Refuse(normalised.Parameters, Dropped.CreateWorkspace(2), workspace => normalised.Descend(inputs.AsSpan(0, 2 * Dropped.InputLength), targets.AsSpan(0, 2 * Dropped.OutputLength), workspace, learningRate));
        Refuse(byHand.Parameters, Training.LinearNetwork.CreateWorkspace(1), workspace => ((ITrainableNetwork<Training.LinearNetwork>)byHand).Descend(inputs.AsSpan(0, 3), targets.AsSpan(0, 2), workspace, learningRate));

        void Refuse(ParameterBlock parameters, Workspace workspace, Action<Workspace> descend)
        {
            float[] before = parameters.All.ToArray();
            Assert.Equal("learningRate", Assert.Throws<ArgumentOutOfRangeException>(() => descend(workspace)).ParamName);
            Assert.Equal(before, parameters.All.ToArray());
            Assert.Equal(0, workspace.Step);
        }
    }

    private static string Refused(string name, int inputs, int others, Workspace workspace)
    {
        float[] numbers = [.. Enumerable.Repeat(123f, others)];
        string message = Assert.Throws<ArgumentException>(() => BatchCalls[name](new float[inputs], numbers, workspace)).Message;
        Assert.All(numbers, number => Assert.Equal(123, number));
        return message;
    }
}

/// <summary>Little scratch and many channels to normalise.</summary>
[Network(64)]
[BatchNorm]
[Dense(1)]
public sealed partial class Centred;
