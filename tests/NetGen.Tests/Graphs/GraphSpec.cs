using System.Collections.Immutable;
using NetGen.Tests.Reference;

namespace NetGen.Tests.Graphs;

/// <summary>A network that branches, from which both the reference and the class under test are derived.</summary>
/// <param name="Layers">The layers in order of evaluation. Layers of one name share their tensors.</param>
public sealed record GraphSpec(ImmutableArray<GraphInput> Inputs, ImmutableArray<GraphLayer> Layers, ImmutableArray<GraphOutput> Outputs, bool InputGradients = false)
{
    public int InputLength => Inputs.Sum(input => input.Shape.Length);

    public int OutputLength => Outputs.Sum(output => ShapeOf(output.From).Length);

    /// <summary>Whether training computes other values than inference.</summary>
    public bool HasModes => Layers.Any(layer => layer.Spec is BatchNorm or Dropout);

    /// <summary>The fewest samples of a training batch.</summary>
    public int MinimumBatchSize => Layers.Any(layer => layer.Spec is BatchNorm && ShapeOf(layer.From).Plane == 1) ? 2 : 1;

    /// <summary>Numbers each value as the compiler's model does: inputs first, then layers.</summary>
    public int IndexOf(string value)
    {
        int input = Inputs.ToList().FindIndex(each => each.Name == value);
        return input >= 0 ? input : Inputs.Length + Layers.ToList().FindIndex(layer => layer.Value == value);
    }

    public Shape ShapeOf(string value)
    {
        int index = IndexOf(value);
        return index < Inputs.Length ? Inputs[index].Shape : OutputOf(Layers[index - Inputs.Length]);
    }

    public Shape OutputOf(GraphLayer layer) => layer.Spec.Output(ShapeOf(layer.From)) ?? throw new InvalidOperationException($"{layer} is not valid.");

    /// <summary>The name of a layer's tensors: its own, or kind and number.</summary>
    public string NameOf(int layer) => Layers[layer].Spec.Name ?? $"{Layers[layer].Spec.Kind}{Layers.Take(layer + 1).Count(other => other.Spec.Kind == Layers[layer].Spec.Kind)}";

    /// <summary>The tensors in PyTorch's order, each once.</summary>
    public IEnumerable<TensorSpec> Tensors() => Layers
        .SelectMany((layer, i) => layer.Spec.Tensors(ShapeOf(layer.From)).Select(tensor => tensor with { Name = $"{NameOf(i)}.{tensor.Name}" }))
        .DistinctBy(tensor => tensor.Name);
}

public sealed record GraphInput(string Name, Shape Shape);

/// <summary>A layer that reads a value, an input's name or another layer's <paramref name="Value"/>.</summary>
/// <param name="Value">The name of the value that it computes.</param>
public sealed record GraphLayer(string Value, string From, LayerSpec Spec);

/// <param name="From">The value.</param>
/// <param name="Loss">Its loss; null for none.</param>
public sealed record GraphOutput(string Name, string From, Loss? Loss = null, double Weight = 1);
