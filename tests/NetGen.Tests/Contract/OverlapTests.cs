using NetGen.Bits;

namespace NetGen.Tests.Contract;

/// <summary>Outputs that overlap memory still to be read are rejected; adjacent memory is accepted.</summary>
public class OverlapTests
{
    private const int In = Straight.InputLength, Out = Straight.OutputLength, Batch = 3;

    private static readonly Straight Network = new(seed: 1);
    private static readonly Depthwise Normalised = new(seed: 1);

    /// <summary>A call that reads its first span and writes its second.</summary>
    private delegate void Call(Span<float> read, Span<float> written);

    private static Dictionary<string, (int Read, int Written, Call Call)> Calls { get; } = new()
    {
        ["Forward"] = (In, Out, (x, y) => Network.Forward(x, y)),
        ["Forward with a workspace"] = (In, Out, (x, y) => Network.Forward(x, y, Straight.CreateWorkspace(1))),
        ["Forward of scalars"] = (Tiny.InputLength, Tiny.OutputLength, (x, y) => new Tiny().Forward(x, y)),
        ["ForwardBatch"] = (Batch * In, Batch * Out, (x, y) => Network.ForwardBatch(x, y, Straight.CreateWorkspace(Batch))),
        ["ForwardTraining"] = (Batch * In, Batch * Out, (x, y) => Network.ForwardTraining(x, y, Straight.CreateWorkspace(Batch))),
        ["ForwardTraining with batch statistics"] = (2 * Depthwise.InputLength, 2 * Depthwise.OutputLength, (x, y) => Normalised.ForwardTraining(x, y, Depthwise.CreateWorkspace(2))),
        ["ComputeLoss by its inputs"] = (Batch * In, Batch * Out, (x, y) => Network.ComputeLoss(x, new float[Batch * Out], y, Straight.CreateWorkspace(Batch))),
        ["ComputeLoss by its targets"] = (Batch * Out, Batch * Out, (t, y) => Network.ComputeLoss(new float[Batch * In], t, y, Straight.CreateWorkspace(Batch))),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_that_overlap_inputs_are_rejected_before_they_are_written(string name)
    {
        (int read, int written, Call call) = Calls[name];
        float[] memory = [.. Enumerable.Repeat(0.5f, read + 2 * written)];
        for (int start = 1; start < read + written; start++)
        {
            var error = Assert.Throws<ArgumentException>(() => call(memory.AsSpan(written, read), memory.AsSpan(start, written)));
            Assert.Contains("overlaps", error.Message);
            Assert.StartsWith("output", error.ParamName);
        }
        Assert.All(memory, value => Assert.Equal(0.5f, value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Adjacent_memory_is_accepted(string name)
    {
        (int read, int written, Call call) = Calls[name];
        float[] memory = [.. Enumerable.Repeat(0.5f, read + 2 * written)];
        call(memory.AsSpan(written, read), memory.AsSpan(0, written));
        call(memory.AsSpan(written, read), memory.AsSpan(written + read, written));
        Assert.All(memory.AsSpan(written, read).ToArray(), value => Assert.Equal(0.5f, value));
        Assert.DoesNotContain(0.5f, memory.AsSpan(0, written).ToArray());
    }

    public static TheoryData<string> Trainings => ["ComputeGradients", "ComputeShardGradients", "Descend", "Descend into the parameters", "Backward"];

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Inputs_that_overlap_the_gradients_are_rejected(string name)
    {
        Workspace workspace = Straight.CreateWorkspace(1), normalising = Dropped.CreateWorkspace(2);
        Rejected(Network.Parameters, workspace, In, Out, (x, y) => Train(Network, x, y, workspace));
        var dropped = new Dropped(seed: 1);
        if (name != "ComputeShardGradients")
            Rejected(dropped.Parameters, normalising, 2 * Dropped.InputLength, 2 * Dropped.OutputLength, (x, y) => Train(dropped, x, y, normalising));

        void Rejected(ParameterBlock parameters, Workspace workspace, int inputs, int others, Call train)
        {
            ParameterBlock written = name == "Descend into the parameters" ? parameters : workspace.Gradients;
            float[] before = written.All.ToArray();
            Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => train(written.Values[^inputs..], new float[others])).ParamName);
            Assert.NotEqual("inputs", Assert.Throws<ArgumentException>(() => train(new float[inputs], written.Values[..others])).ParamName);
            Assert.Equal(before, written.All.ToArray());
        }

        void Train<TNetwork>(TNetwork network, Span<float> inputs, Span<float> others, Workspace workspace) where TNetwork : class, ITrainableNetwork<TNetwork>
        {
            if (name == "Backward")
            {
                network.ForwardTraining(new float[inputs.Length], new float[others.Length], workspace);
                network.Backward(inputs, others, workspace);
            }
            else if (name == "ComputeGradients")
                network.ComputeGradients(inputs, others, workspace);
            else if (name == "ComputeShardGradients")
                network.ComputeShardGradients(inputs, others, workspace, 100);
            else
                network.Descend(inputs, others, workspace, 0.1);
        }
    }

    [Fact]
    public void Spans_that_are_only_read_may_overlap()
    {
        float[] both = new float[Batch * Square.InputLength];
        Workspace workspace = Square.CreateWorkspace(Batch);
        var network = new Square();
        network.ComputeGradients(both, both, workspace);
        network.ForwardTraining(both, new float[both.Length], workspace);
        network.Backward(both, both, workspace);
    }
}

/// <summary>A network with as many outputs as inputs.</summary>
[Network(3)]
[Dense(3)]
public sealed partial class Square;
