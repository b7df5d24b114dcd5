extern alias generator;
using NetGen.Tests.RandomCases;
using NetworkModel = generator::NetGen.Generator.Model.NetworkModel;

namespace NetGen.Tests.Operations;

/// <summary>Random graphs agree with the reference, in outputs, losses and gradients.</summary>
public class RandomGraphTests
{
    private const int GroupSize = 50;

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
