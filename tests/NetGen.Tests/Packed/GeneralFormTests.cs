extern alias generator;
using generator::NetGen.Generator.Emit;
using generator::NetGen.Generator.Graph;
using generator::NetGen.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.RandomCases;
using NetGen.Tests.Reference;

namespace NetGen.Tests.Packed;

/// <summary>Networks of fewer bits whose layers have the runtime's kernels, as the largest networks' do: they decode weights first.</summary>
public class GeneralFormTests
{
    [Theory]
    [InlineData(Precision.BFloat16, false)]
    [InlineData(Precision.Int8, false)]
    [InlineData(Precision.Int8, true)]
    [InlineData(Precision.DynamicInt8, false)]
    [InlineData(Precision.DynamicInt8, true)]
    public void Agree_with_the_reference(Precision precision, bool isListed)
    {
        RandomCase[] cases =
        [
            Case(precision, new Shape(70), new Dense(37, Activation.Gelu), new Dense(65, UseBias: false), new Dense(9, Activation.Tanh)),
            Case(precision, new Shape(3, 9, 9), new Convolution(17, Square(3), Activation.Relu), new BatchNorm(), new Convolution(34, Square(3), Groups: 17), new Dense(5)),
        ];
        using var networks = new CompiledNetworks(Compile(cases, isListed, precision));
        for (int i = 0; i < cases.Length; i++)
        {
            var problem = new Problem(cases[i]);
            ISubject subject = networks.Create(i);
            problem.LoadInto(subject.Parameters);
            OutputChecks.Run(problem, subject);
            AllocationChecks.Run(problem, subject);
        }
    }

    private static byte[] Compile(RandomCase[] cases, bool isListed, Precision precision)
    {
        generator::NetGen.Generator.NetworkGenerator generator = new(model =>
        {
            NetworkGraph graph = GraphBuilder.Build(model);
            Plan plan = Lowerer.Lower(model, graph, graph.Forward.Select(node => node.Layer).ToHashSet());
            string text = NetworkEmitter.Emit(isListed ? plan with { CallsWrittenOut = 0 } : plan, long.MaxValue).Text;
            bool isSpatial = model.Input.Rank > 1;
            Assert.Equal(precision != Precision.DynamicInt8 || isSpatial, text.Contains("PackedWeights.Decode", StringComparison.Ordinal) && text.Contains("General", StringComparison.Ordinal));
            Assert.Equal(precision == Precision.DynamicInt8, text.Contains("DynamicDense.Forward", StringComparison.Ordinal));
            return text;
        });
        CSharpCompilation project = Compiler.Project(cases.Select((random, i) => "using NetGen;\nnamespace Networks;\n" + NetworkSource.Declare(random.Spec, $"Network{i}")));
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: (CSharpParseOptions)project.SyntaxTrees[0].Options).RunGeneratorsAndUpdateCompilation(project, out Compilation full, out _);
        return Compiler.Emit(full);
    }

    private static RandomCase Case(Precision precision, Shape input, params LayerSpec[] layers) =>
        new(new NetworkSpec(input, Loss.MeanSquaredError, layers) { Precision = precision }, Batch: 35, Seed: 3);

    private static Window Square(int size) => new(new Axis(size), new Axis(size));
}
