using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Model;

/// <summary>A network as declared by the user: nothing derived, nothing of Roslyn's, equal by value.</summary>
/// <param name="LossIsExplicit">Whether the loss was written, rather than left at its default.</param>
/// <param name="Weights">The file whose weights the assembly embeds, as normalised by <see cref="WeightsPath"/>; null for fresh weights.</param>
/// <param name="Overrides">The emitted members that override one of a base class, as in <c>Save(string)</c>.</param>
internal sealed record NetworkModel(
    TypeName Type,
    Shape Input,
    EquatableArray<Layer> Layers,
    Loss Loss,
    bool LossIsExplicit,
    Unroll Unroll,
    string? Weights = null,
    EquatableArray<string> Overrides = default)
{
    /// <summary>Every layer with its name.</summary>
    public IEnumerable<(Layer Layer, string Name)> NamedLayers => Layers.Zip(LayerNames.Of(Layers), (layer, name) => (layer, name));

    /// <summary>Whether a layer has no derivative: the class gets the inference members only.</summary>
    public bool IsInferenceOnly => Layers.Any(layer => layer.Applied == Activation.Step);
}
