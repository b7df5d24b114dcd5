using System.Collections.Immutable;

namespace NetGen.Tests.Reference;

/// <summary>A network as a user would declare it: what the reference computes, and what the sources under test are written from.</summary>
public sealed record NetworkSpec(int InputLength, ImmutableArray<LayerSpec> Layers, Loss Loss, Unroll Unroll = Unroll.Auto)
{
    public NetworkSpec(int inputLength, Loss loss, params LayerSpec[] layers) : this(inputLength, [.. layers], loss) { }

    public int OutputLength => Layers[^1].Units;

    /// <summary>A network with the threshold activation has no gradients worth the name, and no training members.</summary>
    public bool IsTrainable => Layers.All(layer => layer.Activation != Activation.Step);

    /// <summary>Whether the compiler takes it: a loss that fits, and a softmax over more than one output.</summary>
    public bool IsValid =>
        Layers.All(layer => layer.Units >= layer.LeastUnits) && (!IsTrainable || Losses.Fits(Loss, Layers[^1].Activation, OutputLength));

    /// <summary>The layer's name in its tensors: its own, else its kind and number; every layer counts, named or not.</summary>
    public string NameOf(int layer) => Layers[layer].Name ?? $"dense{layer + 1}";

    /// <summary>Inputs of a layer.</summary>
    public int InputsOf(int layer) => layer == 0 ? InputLength : Layers[layer - 1].Units;

    public override string ToString() =>
        $"{InputLength} → {string.Join(" → ", Layers)}, {Loss}" + (Unroll == Unroll.Auto ? "" : $", {Unroll}");
}

/// <summary>A dense layer as a user would declare it.</summary>
public sealed record LayerSpec(int Units, Activation Activation, bool UseBias = true, string? Name = null)
{
    public int LeastUnits => Activation is Activation.Softmax or Activation.LogSoftmax ? 2 : 1;

    public override string ToString() => $"{Units} {Activation}{(UseBias ? "" : " without bias")}{(Name is null ? "" : $" '{Name}'")}";
}
