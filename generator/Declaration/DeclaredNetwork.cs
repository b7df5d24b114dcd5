using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Declaration;

/// <summary>A class with NetGen's attributes, as Roslyn's objects: found, classified and sorted.</summary>
internal sealed class DeclaredNetwork
{
    private DeclaredNetwork(INamedTypeSymbol type, ImmutableArray<AttributeData> networks, ImmutableArray<AttributeData> layers, Registry registry, CancellationToken token)
    {
        Type = type;
        Parser = new(registry);
        Networks = networks;
        Part = networks.IsEmpty ? null : type.DeclaringSyntaxReferences.FirstOrDefault(part => IsOn(networks[0], part));
        Layers = [.. layers.Where(layer => IsOn(layer, Part) && IsKnown(layer)).OrderBy(Start)];
        Strays = [.. layers.Except(Layers)];
        Outputs = [.. type.GetAttributes().Where(attribute => IsWritten(attribute) && IsNetGen(attribute.AttributeClass, "OutputAttribute"))];
        Body = networks.IsEmpty ? null : DefinedBody.Of(type, registry, isStream: new AttributeArguments(networks[0]).Int("SequenceLength") != 0, token);
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>Parses the layers.</summary>
    public LayerParser Parser { get; }

    /// <summary><c>[Network]</c>: one, or more in code that C# rejects.</summary>
    public ImmutableArray<AttributeData> Networks { get; }

    /// <summary>The declaration that carries <c>[Network]</c>.</summary>
    public SyntaxReference? Part { get; }

    /// <summary>The layers on that declaration, in source order: C# gives attributes of different parts no order.</summary>
    public ImmutableArray<AttributeData> Layers { get; }

    /// <summary>Layer attributes that are not layers of the network.</summary>
    public ImmutableArray<AttributeData> Strays { get; }

    /// <summary>The losses of outputs.</summary>
    public ImmutableArray<AttributeData> Outputs { get; }

    /// <summary>Its <c>Define</c>; null if it has none.</summary>
    public DefinedBody? Body { get; }

    /// <summary>Finds NetGen's attributes on a type; null if it has none.</summary>
    /// <param name="registry">The kinds of layers that are known.</param>
    public static DeclaredNetwork? Find(INamedTypeSymbol type, Registry registry, CancellationToken token = default)
    {
        ImmutableArray<AttributeData> attributes = type.GetAttributes();
        ImmutableArray<AttributeData> networks = [.. attributes.Where(IsNetwork)];
        ImmutableArray<AttributeData> layers = [.. attributes.Where(a => IsWritten(a) && IsLayer(a.AttributeClass))];
        return networks.IsEmpty && layers.IsEmpty ? null : new(type, networks, layers, registry, token);
    }

    /// <summary>Whether a type is a network, valid or not.</summary>
    public static bool IsNetwork(INamedTypeSymbol type) => type.GetAttributes().Any(IsNetwork);

    private static bool IsNetwork(AttributeData attribute) => IsWritten(attribute) && IsNetGen(attribute.AttributeClass, "NetworkAttribute");

    public StrayReason ReasonOf(AttributeData stray) =>
        Part is null ? StrayReason.NoNetwork : IsKnown(stray) ? StrayReason.OtherPart : StrayReason.UnknownKind;

    private static bool IsOn(AttributeData attribute, SyntaxReference? part) =>
        part?.SyntaxTree == attribute.ApplicationSyntaxReference!.SyntaxTree && part.Span.Contains(Start(attribute));

    private bool IsKnown(AttributeData layer) =>
        IsNetGen(layer.AttributeClass, layer.AttributeClass!.Name) && Parser.Knows(layer);

    private static int Start(AttributeData attribute) => attribute.ApplicationSyntaxReference!.Span.Start;

    private static bool IsWritten(AttributeData attribute) => attribute.ApplicationSyntaxReference is not null;

    private static bool IsLayer(INamedTypeSymbol? type)
    {
        for (INamedTypeSymbol? ancestor = type?.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            if (IsNetGen(ancestor, "LayerAttribute"))
                return true;
        return false;
    }

    public static bool IsNetGen(INamedTypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;
}
