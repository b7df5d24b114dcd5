using NetGen.Tests.RandomCases;
using NetGen.Tests.Reference;

namespace NetGen.Tests.Graphs;

/// <summary>Gradients of inputs, against the reference and finite differences.</summary>
public sealed class InputGradientTests
{
    private static readonly string[] s_names = [.. GraphCases.All.Keys, "activations first", "an unused input"];
    private static readonly GraphSpec[] s_specs =
    [
        .. GraphCases.All.Values.Select(spec => spec with { InputGradients = true }),
        new(
            [new("x", new(5, 6, 4))],
            [
                new("a", "x", new Activate(Activation.Tanh)), new("p", "a", new AveragePool(new(new(2), new Axis(2)))), new("n", "p", new PRelu(PerChannel: true)),
                new("c", "n", new Convolution(5, new(new(3), new Axis(3)), Activation.Silu, Groups: 5)), new("y", "c", new Dense(3, Activation.Sigmoid)),
            ],
            [new("y", "y", Loss.BinaryCrossEntropy)], InputGradients: true),
        new([new("x", new(3)), new("none", new(4)), new("z", new(2))], [new("a", "x", new Dense(3)), new("b", "z", new Dense(2, Activation.Tanh))], [new("a", "a", Loss.Huber), new("b", "b")], InputGradients: true),
    ];

    private static readonly Lazy<CompiledNetworks> s_networks = new(() => new(GraphCompiler.Compile(s_specs, out _)));

    public static TheoryData<string, int> Cases()
    {
        TheoryData<string, int> cases = new();
        for (int i = 0; i < s_names.Length; i++)
            foreach (int batch in new[] { 2, 33, 1030 })
                if (batch < 1000 || s_specs[i].InputLength < 20)
                    cases.Add(s_names[i], batch);
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Gradients_of_inputs_are_the_references(string name, int batch)
    {
        GraphProblem problem = new(s_specs[Array.IndexOf(s_names, name)], batch, seed: 40 + batch);
        ITrainableSubject subject = Create(name);
        Workspace workspace = subject.CreateWorkspace(batch + 3, training: true);
        Assert.Equal(0, workspace.InputGradients.Length);
        problem.Prepare(subject, workspace);
        subject.ComputeGradients(problem.Inputs, problem.Targets, workspace);
        Compare(problem.Gradients.Inputs, workspace.InputGradients);

        problem.Prepare(subject, workspace);
        float[] outputs = new float[batch * subject.OutputLength];
        subject.ForwardTraining(problem.Inputs, outputs, workspace);
        subject.Backward(problem.Inputs, problem.OutputGradients, workspace);
        GraphChecks.Backward(problem, outputs, workspace);
        Compare(problem.GradientsOfOutputs.Inputs, workspace.InputGradients);
    }

    [Theory]
    [InlineData("a normalised trunk")]
    [InlineData("a large trunk")]
    [InlineData("branches of shared layers of every kind")]
    [InlineData("an unused input")]
    public void Everything_else_is_as_without_them(string name) =>
        GraphChecks.Training(new(s_specs[Array.IndexOf(s_names, name)], 33, seed: 50), Create(name));

    [Theory]
    [InlineData("an image and a vector")]
    [InlineData("a normalised trunk")]
    public void A_span_receives_them(string name)
    {
        GraphProblem problem = new(s_specs[Array.IndexOf(s_names, name)], 5, seed: 7);
        ITrainableSubject subject = Create(name);
        Workspace workspace = subject.CreateWorkspace(5, training: true);
        problem.Prepare(subject, workspace);
        subject.ForwardTraining(problem.Inputs, new float[5 * subject.OutputLength], workspace);
        Backward backward = ((INetworkSubject)subject).Instance.GetType()
            .GetMethod("Backward", [typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<float>), typeof(Span<float>), typeof(Workspace)])!
            .CreateDelegate<Backward>(((INetworkSubject)subject).Instance);
        float[] gradients = new float[problem.Inputs.Length];
        backward(problem.Inputs, problem.OutputGradients, gradients, workspace);
        Compare(problem.GradientsOfOutputs.Inputs, gradients);
        Assert.StartsWith(
            $"inputGradients has {gradients.Length - 1} elements; inputs has {gradients.Length}.",
            Assert.Throws<ArgumentException>(() => backward(problem.Inputs, problem.OutputGradients, gradients.AsSpan(1), workspace)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a trunk with two heads")]
    [InlineData("images as outputs")]
    public void They_are_the_differences_of_the_loss(string name)
    {
        const float Step = 1f / 64;
        GraphProblem problem = new(s_specs[Array.IndexOf(s_names, name)], 2, seed: 8);
        ITrainableSubject subject = Create(name);
        Workspace workspace = subject.CreateWorkspace(2, training: true);
        problem.Prepare(subject, workspace);
        subject.ComputeGradients(problem.Inputs, problem.Targets, workspace);
        float[] gradients = workspace.InputGradients.ToArray();
        for (int i = 0; i < problem.Inputs.Length; i += 5)
        {
            double difference = (Loss(i, Step) - Loss(i, -Step)) / (2 * Step);
            Assert.Equal(difference, gradients[i], 2e-3 * gradients.Max(Math.Abs));
        }

        double Loss(int element, float step)
        {
            float[] inputs = [.. problem.Inputs];
            inputs[element] += step;
            return subject.ComputeLoss(inputs, problem.Targets, new float[2 * subject.OutputLength], workspace);
        }
    }

    [Fact]
    public void Shards_have_their_samples_gradients()
    {
        const string Name = "a normalised trunk";
        GraphProblem problem = new(s_specs[Array.IndexOf(s_names, Name)], 70, seed: 9);
        ITrainableSubject subject = Create(Name);
        Workspace whole = subject.CreateWorkspace(70, training: true);
        problem.Prepare(subject, whole);
        subject.ComputeGradients(problem.Inputs, problem.Targets, whole);
        problem.LoadInto(subject.Parameters);
        (int Start, int Length)[] ranges = [.. Enumerable.Range(0, Shards.Count(70)).Select(shard => Shards.Range(shard, 70))];
        Workspace[] shards = [.. ranges.Select(range => subject.CreateWorkspace(range.Length, training: true))];
        for (int phase = 0; phase < subject.GradientPhases; phase++)
        {
            for (int i = 0; i < shards.Length; i++)
            {
                if (phase == 0)
                    (shards[i].Seed, shards[i].Step, shards[i].FirstSample) = (problem.Training.Seed, problem.Training.Step, ranges[i].Start);
                subject.ComputeShardPhase(phase, problem.Inputs.AsSpan(ranges[i].Start * subject.InputLength, ranges[i].Length * subject.InputLength), problem.Targets.AsSpan(ranges[i].Start * subject.OutputLength, ranges[i].Length * subject.OutputLength), shards[i], 70);
            }
            subject.CombineShards(phase, shards);
        }
        Assert.Equal(whole.InputGradients.ToArray(), shards.SelectMany(shard => shard.InputGradients.ToArray()));
    }

    [Fact]
    public void A_class_without_them_says_so()
    {
        var chain = (ITrainableSubject)new CompiledNetworks([new NetworkSpec(4, Loss.Hinge, new Dense(2))]).Create(0);
        Workspace workspace = chain.CreateWorkspace(1, training: true);
        Assert.Contains("InputGradients = true", Assert.Throws<InvalidOperationException>(() => workspace.InputGradients.Length).Message, StringComparison.Ordinal);
        Workspace inference = Create("an unused input").CreateWorkspace(1, training: false);
        Assert.Contains("for inference", Assert.Throws<InvalidOperationException>(() => inference.InputGradients.Length).Message, StringComparison.Ordinal);
    }

    private delegate void Backward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Span<float> inputGradients, Workspace workspace);

    private static ITrainableSubject Create(string name) => (ITrainableSubject)s_networks.Value.Create(Array.IndexOf(s_names, name));

    private static void Compare(double[][] expected, ReadOnlySpan<float> actual)
    {
        double[] values = [.. expected.SelectMany(row => row)];
        Assert.Equal(values.Length, actual.Length);
        Expect.CloseTensor(values, actual, 2e-4 * values.Max(Math.Abs), "The gradient of input");
    }
}
