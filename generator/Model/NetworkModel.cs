using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Model;

/// <summary>What the user said of a network: nothing derived, nothing of Roslyn's, equal by value.</summary>
/// <param name="LossIsExplicit">Whether the loss was written, rather than left at its default.</param>
/// <param name="Weights">The file whose weights the assembly carries, as <see cref="WeightsPath"/> spells it; none for fresh weights.</param>
internal sealed record NetworkModel(
    TypeName Type,
    Shape Input,
    EquatableArray<LayerModel> Layers,
    Loss Loss,
    bool LossIsExplicit,
    Unroll Unroll,
    string? Weights = null)
{
    /// <summary>Every layer with its name.</summary>
    public IEnumerable<(LayerModel Layer, string Name)> NamedLayers => Layers.Zip(LayerNames.Of(Layers), (layer, name) => (layer, name));

    /// <summary>Whether a layer has no derivative: the class gets the inference members only.</summary>
    public bool IsInferenceOnly => Layers.Any(layer => layer.Applied == Activation.Step);
}

/// <summary>A layer as it was declared.</summary>
/// <param name="Name">The name that the user gave, or none.</param>
internal abstract record LayerModel(string? Name)
{
    /// <summary>What default names of such layers begin with; kinds that share it are counted together.</summary>
    public abstract string Kind { get; }

    /// <summary>The function applied to the outputs; none for a kind that has no such choice.</summary>
    public abstract Activation? Applied { get; }

    public sealed record Dense(string? Name, int Units, Activation Activation, bool UseBias, Initializer Initializer) : LayerModel(Name)
    {
        public override string Kind => "dense";

        public override Activation? Applied => Activation;
    }
}
