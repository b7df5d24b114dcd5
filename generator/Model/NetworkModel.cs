namespace NetGen.Generator.Model;

/// <summary>What the user said of a network: nothing derived, nothing of Roslyn's, equal by value.</summary>
/// <param name="LossIsExplicit">Whether the loss was written, rather than left at its default.</param>
internal sealed record NetworkModel(
    TypeName Type,
    Shape Input,
    EquatableArray<LayerModel> Layers,
    Loss Loss,
    bool LossIsExplicit,
    Unroll Unroll);

/// <summary>A layer as it was declared.</summary>
/// <param name="Name">The name that the user gave, or none.</param>
internal abstract record LayerModel(string? Name)
{
    public sealed record Dense(string? Name, int Units, Activation Activation, bool UseBias, Initializer Initializer) : LayerModel(Name);
}
