using System;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Declaration;

/// <summary>Layer attribute → layer, by the kinds in a registry.</summary>
internal sealed class LayerParser(Registry registry)
{
    private const string Suffix = "Attribute";

    /// <summary>Whether the registry has the attribute's kind; if not, the attribute is the user's own, or belongs to a runtime newer than this compiler.</summary>
    public bool Knows(AttributeData layer) => IsSuffixed(layer) && registry.Find(KindOf(layer)) is not null;

    /// <summary>Parses a layer whose kind is known.</summary>
    public Layer Parse(AttributeData layer) => registry.Find(KindOf(layer))!(new AttributeArguments(layer));

    /// <summary>The name of the attribute as it is written, as in <c>Dense</c>.</summary>
    public static string KindOf(AttributeData layer)
    {
        string name = layer.AttributeClass!.Name;
        return IsSuffixed(layer) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    private static bool IsSuffixed(AttributeData layer) =>
        layer.AttributeClass!.Name is var name && name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length;
}
