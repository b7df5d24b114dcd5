using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>A range of a sample's inputs or outputs.</summary>
/// <param name="Identifier">The name of its class of constants, as in <c>Image</c>.</param>
/// <param name="Offset">Its first element among the sample's.</param>
internal abstract record PlannedValue(string Name, string Identifier, Shape Shape, int Offset)
{
    public int Length { get; } = (int)Shape.Length;
}

/// <inheritdoc/>
internal sealed record PlannedInput(string Name, string Identifier, Shape Shape, int Offset) : PlannedValue(Name, Identifier, Shape, Offset)
{
    public static IEnumerable<PlannedInput> Of(NetworkModel model)
    {
        int offset = 0;
        foreach (DeclaredInput input in model.Inputs)
        {
            PlannedInput planned = new(input.Name, ValueNames.Identifier(input.Name), input.Shape, offset);
            yield return planned;
            offset += planned.Length;
        }
    }
}

/// <inheritdoc/>
/// <param name="Loss">Its loss; null for none.</param>
/// <param name="Weight">The factor of its loss in the network's.</param>
/// <param name="Last">The activation that computes it; Linear for none.</param>
/// <param name="From">The name of the value that it is.</param>
internal sealed record PlannedOutput(string Name, string Identifier, Shape Shape, int Offset, Loss? Loss, double Weight, Activation Last, string From) : PlannedValue(Name, Identifier, Shape, Offset)
{
    /// <summary>Whether its elements are logits of a binary cross-entropy: the threshold of a class is 0, not ½.</summary>
    public bool IsLogits => Loss == NetGen.Loss.BinaryCrossEntropy && Last != Activation.Sigmoid;

    public static IEnumerable<PlannedOutput> Of(NetworkModel model, NetworkGraph graph)
    {
        IReadOnlyList<Shape> shapes = model.Shapes();
        IReadOnlyList<string> names = LayerNames.OfValues(model);
        int offset = 0;
        foreach ((DeclaredOutput output, Value value) in model.Outputs.Zip(graph.Outputs, (output, value) => (output, value)))
        {
            Activation last = (graph.Forward.FirstOrDefault(node => node.Y == value)?.Op as Activate)?.Kind ?? Activation.Linear;
            // A network that can't be trained has no loss, whatever its default is.
            yield return new(output.Name, ValueNames.Identifier(output.Name), shapes[output.Value], offset, graph.Training is null ? null : output.Loss, output.Weight, last, names[output.Value]);
            offset += value.Length;
        }
    }
}

/// <summary>A range of a sample's inputs that a layer takes as indices.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Input">The input's name.</param>
/// <param name="Offset">Its first element among the sample's.</param>
/// <param name="Count">The number of indices: each is a whole number from 0 to one less.</param>
internal sealed record PlannedIndices(string Layer, string Input, int Offset, int Length, int Count)
{
    public static IEnumerable<PlannedIndices> Of(NetworkModel model)
    {
        PlannedInput[] inputs = [.. PlannedInput.Of(model)];
        return from layer in model.NamedLayers
               let count = layer.Layer.Kind.IndexCount
               where count is not null
               let input = inputs[layer.Layer.From[0]]
               select new PlannedIndices(layer.Name, input.Name, input.Offset, input.Length, count.Value);
    }
}
