using System.Reflection;
using NetGen.Tests.RandomCases;
using NetGen.Tests.Reference;

namespace NetGen.Tests.Graphs;

/// <summary>The members that name the inputs and outputs of a class.</summary>
public sealed class NamedValueTests
{
    private static readonly GraphSpec[] s_specs =
    [
        GraphCases.All["an image and a vector"],
        // Names that are keywords, or that emitted code uses.
        new(
            [new("class", new(3)), new("sample", new(2))],
            [new("a", "class", new Dense(4)), new("b", "sample", new Dense(5, Activation.Tanh))],
            [new("Parameters", "a", Loss.MeanSquaredError), new("workspace", "b"), new("ä", "b")]),
        // No loss.
        new(
            [new("x", new(6))],
            [new("a", "x", new Dense(20, Activation.Tanh)), new("n", "a", new BatchNorm()), new("y", "n", new Dense(3, Activation.Softmax)), new("z", "a", new Dense(1))],
            [new("policy", "y"), new("value", "z")]),
        new([new("x", new(6))], [new("a", "x", new Dense(300, Activation.Tanh)), new("y", "a", new Dense(260)), new("z", "a", new Dense(1))], [new("y", "y"), new("z", "z")]),
        // Longer than what is gathered on the stack.
        new([new("long", new(17_000)), new("short", new(2))], [new("a", "long", new Dense(2)), new("b", "short", new Dense(3))], [new("a", "a", Loss.Huber), new("b", "b", Loss.Huber)]),
    ];

    private const string Callers = """
        using System;
        using NetGen;
        using Networks;

        public static class Callers
        {
            public static float[][] Image(Network0 network, float[] image, float[] sensors, float[] digit, float[] flags)
            {
                network.Forward(image, sensors, digit, flags);
                return [digit, flags];
            }

            public static float[][] ImageInWorkspace(Network0 network, float[] image, float[] sensors, float[] digit, float[] flags)
            {
                network.Forward(image, sensors, digit, flags, Network0.CreateWorkspace(1, training: false));
                return [digit, flags];
            }

            public static float[][] Names(Network1 network, float[] @class, float[] sample, float[] parameters, float[] workspace, float[] last)
            {
                network.Forward(@class: @class, sample: sample, Parameters: parameters, workspace: workspace, ä: last);
                return [parameters, workspace, last];
            }

            public static float[][] NamesInWorkspace(Network1 network, float[] @class, float[] sample, float[] parameters, float[] workspace, float[] last)
            {
                network.Forward(@class: @class, sample: sample, Parameters: parameters, workspace: workspace, ä: last, workspace_: Network1.CreateWorkspace(3));
                return [parameters, workspace, last];
            }

            public static float[][] LongInWorkspace(Network4 network, float[] a, float[] b, float[] y, float[] z)
            {
                network.Forward(a, b, y, z, Network4.CreateWorkspace(2));
                return [y, z];
            }

            public static void InOtherWorkspace(Network4 network, float[] a, float[] b, float[] y, float[] z) => network.Forward(a, b, y, z, Network0.CreateWorkspace(1));

            public static void InNoWorkspace(Network4 network, float[] a, float[] b, float[] y, float[] z) => network.Forward(a, b, y, z, null!);

            /// <summary>Each span begins at a position of one memory.</summary>
            public static void Within(Network0 network, float[] memory, int image, int sensors, int digit, int flags, bool inWorkspace)
            {
                Span<float> a = memory.AsSpan(image, 189), b = memory.AsSpan(sensors, 5), y = memory.AsSpan(digit, 7), z = memory.AsSpan(flags, 3);
                if (inWorkspace)
                    network.Forward(a, b, y, z, Network0.CreateWorkspace(1));
                else
                    network.Forward(a, b, y, z);
            }

            public static float[][] Long(Network4 network, float[] a, float[] b, float[] y, float[] z)
            {
                network.Forward(a, b, y, z);
                return [y, z];
            }

            public static long Allocated(Network0 network, float[] image, float[] sensors, float[] digit, float[] flags)
            {
                network.Forward(image, sensors, digit, flags);
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 100; i++)
                    network.Forward(image, sensors, digit, flags);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }

            public static long AllocatedInWorkspace(Network0 network, float[] image, float[] sensors, float[] digit, float[] flags)
            {
                Workspace workspace = Network0.CreateWorkspace(1);
                network.Forward(image, sensors, digit, flags, workspace);
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 100; i++)
                    network.Forward(image, sensors, digit, flags, workspace);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }

            /// <summary>On a thread that has called none of the class's methods, so that no buffer is left from another call.</summary>
            public static long LongAllocatedInWorkspace(Network4 network, float[] a, float[] b, float[] y, float[] z)
            {
                Workspace workspace = Network4.CreateWorkspace(1);
                long allocated = -1;
                var thread = new System.Threading.Thread(() =>
                {
                    long before = GC.GetAllocatedBytesForCurrentThread();
                    network.Forward(a, b, y, z, workspace);
                    allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                });
                thread.Start();
                thread.Join();
                return allocated;
            }

            public const int Places = Network0.Inputs.Sensors.Offset + Network0.Outputs.Flags.Length + Network1.Inputs.Class.Length + Network1.Outputs.Ä.Offset;
        }
        """;

    private static readonly Lazy<CompiledNetworks> s_networks = new(() => new(GraphCompiler.Compile(s_specs, out _, Callers)));

    [Theory]
    [InlineData(0, "Image")]
    [InlineData(1, "Names")]
    [InlineData(4, "Long")]
    [InlineData(0, "ImageInWorkspace")]
    [InlineData(1, "NamesInWorkspace")]
    [InlineData(4, "LongInWorkspace")]
    public void Spans_by_name_have_the_bits_of_one_span_for_all(int index, string caller)
    {
        var problem = new GraphProblem(s_specs[index], 1, seed: index);
        ISubject subject = s_networks.Value.Create(index);
        problem.LoadInto(subject.Parameters);
        float[] expected = new float[subject.OutputLength];
        subject.Forward(problem.Inputs, expected);
        Assert.Equal(expected, ((float[][])Call(caller, problem, subject)).SelectMany(output => output));
    }

    [Fact]
    public void Lengths_and_offsets_are_constants() => Assert.Equal(189 + 3 + 3 + 9, TypeOf("Callers").GetField("Places")!.GetRawConstantValue());

    [Theory]
    [InlineData(0, "image has 188 elements; in a sample of Network0 it has 189.")]
    [InlineData(1, "sensors has 4 elements; in a sample of Network0 it has 5.")]
    [InlineData(2, "digit has 6 elements; in a sample of Network0 it has 7.")]
    [InlineData(3, "flags has 2 elements; in a sample of Network0 it has 3.")]
    public void A_span_of_another_length_is_an_error_that_names_both(int span, string message)
    {
        var problem = new GraphProblem(s_specs[0], 1, seed: 1);
        float[][] spans = Spans(problem);
        spans[span] = spans[span][1..];
        foreach (string caller in (string[])["Image", "ImageInWorkspace"])
            Assert.StartsWith(message, Assert.IsType<ArgumentException>(Thrown(() => Call(caller, NetworkOf(s_networks.Value.Create(0)), spans))).Message, StringComparison.Ordinal);
    }

    /// <summary>Spans of 189, 5, 7 and 3 elements: positions at which one overlaps another by an element, and the message.</summary>
    [Theory]
    [InlineData(0, 189, 188, 300, "digit overlaps image, and one is read while the other is written: give digit memory of its own.")]
    [InlineData(6, 195, 0, 300, "digit overlaps image")]
    [InlineData(0, 200, 204, 300, "digit overlaps sensors")]
    [InlineData(0, 300, 294, 400, "digit overlaps sensors")]
    [InlineData(0, 200, 300, 188, "flags overlaps image")]
    [InlineData(0, 300, 400, 298, "flags overlaps sensors")]
    [InlineData(0, 200, 300, 306, "flags overlaps digit, and both are written: give flags memory of its own.")]
    [InlineData(0, 200, 302, 300, "flags overlaps digit")]
    [InlineData(0, 200, 300, 302, "flags overlaps digit")]
    public void Outputs_that_overlap_are_rejected_before_they_are_written(int image, int sensors, int digit, int flags, string message)
    {
        float[] memory = [.. Enumerable.Repeat(0.5f, 500)];
        foreach (bool inWorkspace in (bool[])[false, true])
        {
            var fault = Assert.IsType<ArgumentException>(Thrown(() => Within(memory, image, sensors, digit, flags, inWorkspace)));
            Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
            Assert.Equal(message[..5], fault.ParamName);
        }
        Assert.All(memory, value => Assert.Equal(0.5f, value));
    }

    [Fact]
    public void Adjacent_spans_and_overlapping_inputs_are_accepted()
    {
        foreach (bool inWorkspace in (bool[])[false, true])
            foreach ((int image, int sensors, int digit, int flags) in new[] { (0, 189, 194, 201), (15, 10, 3, 0), (0, 50, 192, 189) })
            {
                float[] memory = [.. Enumerable.Repeat(0.5f, 204)];
                Within(memory, image, sensors, digit, flags, inWorkspace);
                Assert.DoesNotContain(0.5f, memory[digit..(digit + 7)].Concat(memory[flags..(flags + 3)]));
                Assert.All(memory[image..(image + 189)].Concat(memory[sensors..(sensors + 5)]), value => Assert.Equal(0.5f, value));
            }
    }

    [Fact]
    public void A_workspace_must_be_the_classes()
    {
        float[][] spans = Spans(new(s_specs[4], 1, seed: 1));
        object network = NetworkOf(s_networks.Value.Create(4));
        Assert.StartsWith("The workspace belongs to Network0", Assert.IsType<ArgumentException>(Thrown(() => Call("InOtherWorkspace", network, spans))).Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentNullException>(Thrown(() => Call("InNoWorkspace", network, spans)));
    }

    [Theory]
    [InlineData(0, "Allocated")]
    [InlineData(0, "AllocatedInWorkspace")]
    [InlineData(4, "LongAllocatedInWorkspace")]
    public void Spans_by_name_allocate_nothing(int index, string caller) => Assert.Equal(0L, Call(caller, new(s_specs[index], 1, seed: 1), s_networks.Value.Create(index)));

    [Theory]
    [InlineData(2, 7)]
    [InlineData(3, 33)]
    public void Without_a_loss_a_class_has_the_backward_pass_only(int index, int batch)
    {
        Type type = s_networks.Value.TypeOf(index);
        Assert.Null(type.GetInterface("ITrainableNetwork`1"));
        Assert.All(["ComputeGradients", "Descend", "ComputeLoss", "ComputeShardGradients"], name => Assert.Null(type.GetMethod(name)));
        var problem = new GraphProblem(s_specs[index], batch, seed: 5);
        ISubject subject = s_networks.Value.Create(index);
        Workspace workspace = subject.CreateWorkspace(batch, training: true);
        problem.Prepare(subject, workspace);
        float[] outputs = new float[batch * subject.OutputLength];
        object network = NetworkOf(subject);
        type.GetMethod("ForwardTraining")!.CreateDelegate<Pass>(network)(problem.Inputs, outputs, workspace);
        type.GetMethod("Backward")!.CreateDelegate<Back>(network)(problem.Inputs, problem.OutputGradients, workspace);
        GraphChecks.Backward(problem, outputs, workspace);
        GraphChecks.Outputs(problem, subject);
    }

    [Fact]
    public void The_interface_lists_inputs_and_outputs()
    {
        var listed = (IListed)s_networks.Value.Create(0, typeof(ListedSubject<>));
        Assert.Equal([new("image", 0, 189), new("sensors", 189, 5)], listed.Inputs);
        Assert.Equal(
            [new("digit", 0, 7, Loss.CrossEntropy, 2, Activation.LogSoftmax), new("flags", 7, 3, Loss.BinaryCrossEntropy, 0.25, Activation.Sigmoid)],
            listed.Outputs);
    }

    [Fact]
    public void One_input_and_one_output_have_no_names()
    {
        var chain = (IListed)new CompiledNetworks([new NetworkSpec(4, Loss.Hinge, new Reference.Dense(2))]).Create(0, typeof(ListedSubject<>));
        Assert.Equal([new("input", 0, 4)], chain.Inputs);
        Assert.Equal([new("output", 0, 2, Loss.Hinge)], chain.Outputs);
    }

    private delegate void Pass(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace);

    private delegate void Back(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace);

    private static object Call(string caller, GraphProblem problem, ISubject subject) => Call(caller, NetworkOf(subject), Spans(problem));

    private static object Call(string caller, object network, float[][] spans) => TypeOf("Callers").GetMethod(caller)!.Invoke(null, [network, .. spans])!;

    private static void Within(float[] memory, int image, int sensors, int digit, int flags, bool inWorkspace) =>
        TypeOf("Callers").GetMethod("Within")!.Invoke(null, [NetworkOf(s_networks.Value.Create(0)), memory, image, sensors, digit, flags, inWorkspace]);

    private static Exception? Thrown(Action call) => Assert.Throws<TargetInvocationException>(call).InnerException;

    private static Type TypeOf(string name) => s_networks.Value.TypeOf(0).Assembly.GetType(name, throwOnError: true)!;

    private static object NetworkOf(ISubject subject) => ((INetworkSubject)subject).Instance;

    /// <summary>The inputs of the first sample, and memory for its outputs.</summary>
    private static float[][] Spans(GraphProblem problem)
    {
        List<float[]> spans = [];
        int offset = 0;
        foreach (GraphInput input in problem.Spec.Inputs)
        {
            spans.Add(problem.Inputs[offset..(offset + input.Shape.Length)]);
            offset += input.Shape.Length;
        }
        return [.. spans, .. problem.Spec.Outputs.Select(output => new float[problem.Spec.ShapeOf(output.From).Length])];
    }
}
