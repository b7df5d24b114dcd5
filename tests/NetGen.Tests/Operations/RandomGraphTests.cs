extern alias generator;
using generator::NetGen.Generator.Layers;
using NetGen.Tests.RandomCases;
using Window = generator::NetGen.Generator.Model.Window;
using NetworkModel = generator::NetGen.Generator.Model.NetworkModel;

namespace NetGen.Tests.Operations;

/// <summary>Random graphs agree with the reference, in outputs, losses and gradients.</summary>
public class RandomGraphTests
{
    private const int GroupSize = 50;

    // A line of one channel, and the sum that has its layout, are read by convolutions whose best orders of channels differ.
    [Fact]
    public void Readers_of_one_channel_may_have_either_order()
    {
        GraphDraft graph = new();
        int line = graph.Activate(generator::NetGen.Activation.Tanh, graph.Input(1, 40));
        int sum = graph.Apply(ArithmeticKind.Add, line, Convolved(graph, line, 1));
        NetworkModel model = graph.Output(graph.Add(new ConcatLayer(null, 0), Convolved(graph, sum, 2), line)).Model();
        using CompiledNetworks compiled = CompiledGraph.Compile([model]);
        OperationChecks.Check(model, (ITrainableSubject)compiled.Create(0), batch: 3);

        static int Convolved(GraphDraft graph, int from, int filters) =>
            graph.Add(new ConvolutionLayer(null, 1, filters, Window.None, new Window(3, 1, 1, 1), 1, generator::NetGen.Activation.Linear, true, generator::NetGen.Initializer.Auto), from);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Agree_with_the_reference(int part)
    {
        int count = LongRun.IsRequested ? GroupSize : GroupSize / 10;
        NetworkModel[] models = [.. Enumerable.Range(0, count).Select(i => GraphDrawing.Of(1000 * part + i))];
        using CompiledNetworks compiled = CompiledGraph.Compile(models);
        List<string> failures = [];
        for (int i = 0; i < models.Length; i++)
            try
            {
                OperationChecks.Check(models[i], (ITrainableSubject)compiled.Create(i), batch: i % 25 == 0 ? 33 : 2);
            }
            catch (Exception failure)
            {
                failures.Add($"Graph {1000 * part + i}: {failure.Message}\n{string.Join("\n", models[i].NamedLayers.Select((layer, at) => $"  {models[i].Inputs.Count + at} = {layer.Name} of {string.Join(", ", layer.Layer.From)}, {layer.Layer.Kind.Attribute}"))}");
            }
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }
}
