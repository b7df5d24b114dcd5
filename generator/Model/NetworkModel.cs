using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Model;

/// <summary>A network as declared by the user: nothing derived, nothing of Roslyn's, equal by value.</summary>
/// <param name="Inputs">The inputs; in a sample they stand one after another.</param>
/// <param name="Layers">The layers in order of evaluation, each with the values that it reads.</param>
/// <param name="Outputs">The outputs; in a sample they stand one after another.</param>
/// <param name="Weights">The file whose weights the assembly embeds, as normalised by <see cref="WeightsPath"/>; null for fresh weights.</param>
/// <param name="Overrides">The emitted members that override one of a base class, as in <c>Save(string)</c>.</param>
/// <param name="InputGradients">Whether the class computes gradients of its inputs.</param>
/// <param name="Sequence">For a network over frames, the pieces that it is trained on; null for one of independent samples.</param>
/// <param name="Precision">How the weights of dense layers and convolutions are stored.</param>
internal sealed record NetworkModel(
    TypeName Type,
    EquatableArray<DeclaredInput> Inputs,
    EquatableArray<DeclaredLayer> Layers,
    EquatableArray<DeclaredOutput> Outputs,
    Unroll Unroll,
    string? Weights = null,
    EquatableArray<string> Overrides = default,
    bool InputGradients = false,
    Sequence? Sequence = null,
    Precision Precision = Precision.Float32)
{
    /// <summary>The shape of a sample: that of the only input, or a vector of all of them.</summary>
    public Shape Input => Inputs is [var only] ? only.Shape : Shape.Vector((int)Inputs.Sum(input => input.Shape.Length));

    /// <summary>Whether inputs and outputs have names in the class's members: it has several of either.</summary>
    public bool NamesValues => Inputs.Count > 1 || Outputs.Count > 1;

    /// <summary>Whether each layer reads the one before it, and the last is the only output.</summary>
    public bool IsChain => Inputs.Count == 1 && Outputs is [var output] && output.Value == Layers.Count && Layers.Select((layer, i) => layer.From is [var from] && from == i).All(reads => reads);

    /// <summary>Every layer with its name.</summary>
    public IEnumerable<(DeclaredLayer Layer, string Name)> NamedLayers => Layers.Zip(LayerNames.Of(Layers), (layer, name) => (layer, name));

    /// <summary>Whether the output of a piece is that of its last frame.</summary>
    public bool GivesLastFrame => Layers.Any(layer => layer.Kind.GivesLastFrame);

    /// <summary>The frames of a piece whose losses count; 1 for a network of independent samples.</summary>
    public int CountedFrames => Sequence is null || GivesLastFrame ? 1 : Sequence.Length - Sequence.WarmupFrames;

    /// <summary>Whether the class gets the inference members only: a layer has no derivative, or weights are stored with fewer bits than a float.</summary>
    public bool IsInferenceOnly => HasStep || Precision != Precision.Float32;

    /// <summary>Whether a layer has no derivative.</summary>
    public bool HasStep => Layers.Any(layer => layer.Kind.Applied == Activation.Step);

    /// <summary>Whether an output has a loss, so that the network can be trained on targets.</summary>
    public bool HasLoss => Outputs.Any(output => output.Loss is not null);

    /// <summary>The shape of every value: the inputs', then the layers' outputs. Only for a model that violates no rule.</summary>
    public IReadOnlyList<Shape> Shapes()
    {
        List<Shape> shapes = [.. Inputs.Select(input => input.Shape)];
        foreach (DeclaredLayer layer in Layers)
            shapes.Add(layer.Kind.Output([.. layer.From.Select(value => shapes[value])]));
        return shapes;
    }
}

/// <summary>The pieces of streams that a network over frames is trained on.</summary>
/// <param name="Length">Frames of a piece.</param>
/// <param name="WarmupFrames">The first frames, whose losses don't count.</param>
internal sealed record Sequence(int Length, int WarmupFrames);

/// <summary>An input of a network.</summary>
/// <param name="Name">The name of <c>Define</c>'s parameter; <c>input</c> where attributes declare the layers.</param>
internal sealed record DeclaredInput(string Name, Shape Shape);

/// <summary>A layer of a network.</summary>
/// <param name="Kind">Its kind and arguments.</param>
/// <param name="From">The values that it reads: each an input's index, or the number of inputs plus a layer's index.</param>
/// <param name="Scope">The blocks that it belongs to, as in <c>residual1</c>, which precede its name; empty for none.</param>
internal sealed record DeclaredLayer(Layers.Layer Kind, EquatableArray<int> From, string Scope = "");

/// <summary>An output of a network.</summary>
/// <param name="Name">The name in <c>Define</c>'s result; <c>output</c> for the only one.</param>
/// <param name="Value">The value, numbered as in <see cref="DeclaredLayer.From"/>.</param>
/// <param name="Loss">Its loss; null for none.</param>
/// <param name="LossIsExplicit">Whether the loss was written, rather than left at its default.</param>
/// <param name="Weight">The factor of its loss in the network's.</param>
internal sealed record DeclaredOutput(string Name, int Value, Loss? Loss, bool LossIsExplicit, double Weight = 1);
