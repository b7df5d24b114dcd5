using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>Everything that the rules check, equal by value and without Roslyn's objects.</summary>
/// <param name="Model">The content of the attributes; null if they don't compile, which C# itself reports.</param>
/// <param name="Class">The class that has them.</param>
/// <param name="Define">What concerns its <c>Define</c>.</param>
/// <param name="Strays">The layer attributes that are not layers of the network, and why.</param>
internal sealed record NetworkDeclaration(NetworkModel? Model, ClassForm Class, DefineForm Define, EquatableArray<StrayLayer> Strays);

/// <summary>A layer attribute that is not one of the network's layers.</summary>
/// <param name="Kind">The name of the attribute as it is written, as in <c>Dense</c>.</param>
internal sealed record StrayLayer(string Kind, StrayReason Reason);

internal enum StrayReason
{
    /// <summary>The class has no <c>[Network]</c>.</summary>
    NoNetwork,

    /// <summary>It is on another part of the class than <c>[Network]</c>.</summary>
    OtherPart,

    /// <summary>A class that this compiler doesn't know derives from LayerAttribute: the user's own, or a newer runtime's.</summary>
    UnknownKind,
}
