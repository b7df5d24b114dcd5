extern alias generator;
using generator::NetGen.Generator.Declaration;
using generator::NetGen.Generator.Layers;
using generator::NetGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Operations;
using NetGen.Tests.RandomCases;

namespace NetGen.Tests.Graphs;

/// <summary>Parts of a split that nothing reads: outputs and gradients are those of the same network that slices what it reads, and the discarded elements have no gradient.</summary>
public sealed class DiscardedPartTests
{
    private static readonly string[] s_bodies =
    [
        "var (a, _) = x.Dense(12, Activation.Tanh).Split(2); return a.Dense(3);",
        "Tensor[] parts = x.Dense(18, Activation.Tanh).Reshape(6, 3).Split(3); return (parts[0] * parts[2]).Dense(2);",
        "var (_, b, _) = x.Split(3, axis: 1); return b.Dense(4, Activation.Tanh).Dense(2) + x.Dense(2).Split(2)[1];",
        "var (a, b) = x.Split(2); return a.Split(2, -1)[0].Dense(2) + b.Split(2, -1)[1].Dense(2);",
    ];

    /// <summary>The same by slices.</summary>
    private static readonly string[] s_slices =
    [
        "return x.Dense(12, Activation.Tanh).Slice(0, 6).Dense(3);",
        "Tensor y = x.Dense(18, Activation.Tanh).Reshape(6, 3); return (y.Slice(0, 2) * y.Slice(4, 2)).Dense(2);",
        "return x.Slice(2, 2, axis: 1).Dense(4, Activation.Tanh).Dense(2) + x.Dense(2).Slice(1, 1);",
        "Tensor a = x.Slice(0, 1), b = x.Slice(1, 1); return a.Slice(0, 2, -1).Dense(2) + b.Slice(2, 2, -1).Dense(2);",
    ];

    private static readonly CSharpCompilation s_project = Compiler.Project(s_bodies.Concat(s_slices).Select((body, i) =>
        $"using NetGen; namespace Networks; [Network(InputGradients = true)] public sealed partial class Network{i} {{ private static Tensor Define([Shape(2, 6, 4)] Tensor x) {{ {body} }} }}"));

    private static readonly Lazy<CompiledNetworks> s_networks = new(() => new(Compiler.Emit(Compiler.Generate(s_project, out _))));

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_bodies.Length)];

    [Theory, MemberData(nameof(Cases))]
    public void Outputs_and_gradients_are_the_references(int index)
    {
        NetworkModel model = DeclarationParser.Parse(DeclaredNetwork.Find(s_project.GetTypeByMetadataName($"Networks.Network{index}")!, Registry.Default)!).Model!;
        foreach (int batch in (int[])[1, 5, 33])
            OperationChecks.Check(model, (ITrainableSubject)s_networks.Value.Create(index), batch);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Slices_give_the_same_bits(int index)
    {
        const int Batch = 7;
        var (split, sliced) = ((ITrainableSubject)s_networks.Value.Create(index), (ITrainableSubject)s_networks.Value.Create(index + s_bodies.Length));
        sliced.Parameters.CopyFrom(split.Parameters);
        Assert.Equal(Run(split), Run(sliced));

        static float[] Run(ITrainableSubject subject)
        {
            var random = new SeededRandom(3);
            Workspace workspace = subject.CreateWorkspace(Batch, training: true);
            float[] inputs = [.. Enumerable.Range(0, Batch * subject.InputLength).Select(_ => random.NextSingle())], outputs = new float[Batch * subject.OutputLength];
            float loss = subject.ComputeGradients(inputs, new float[outputs.Length], workspace);
            float[] gradients = [loss, .. workspace.Gradients.Values, .. workspace.InputGradients];
            subject.ForwardBatch(inputs, outputs, workspace);
            return [.. outputs, .. gradients];
        }
    }

    [Fact]
    public void Discarded_elements_have_no_gradient()
    {
        const int Batch = 3;
        var subject = (ITrainableSubject)s_networks.Value.Create(3);
        Workspace workspace = subject.CreateWorkspace(Batch, training: true);
        var random = new SeededRandom(3);
        float[] inputs = [.. Enumerable.Range(0, Batch * subject.InputLength).Select(_ => random.NextSingle())];
        subject.ComputeGradients(inputs, new float[Batch * subject.OutputLength], workspace);
        float[] gradients = workspace.InputGradients.ToArray();
        // Of the first channel the left half is read, of the second the right half.
        for (int i = 0; i < gradients.Length; i++)
            Assert.Equal(i / 24 % 2 == 0 == i % 4 < 2, gradients[i] != 0);
    }
}
