using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Model;

namespace NetGen.Generator.Declaration;

/// <summary>Type symbol → the text that declares another part of it.</summary>
internal static class TypeNames
{
    public static TypeName Of(INamedTypeSymbol type) => new(
        string.Join(".", Namespaces(type).Select(space => Escape(space.Name))),
        [.. Containers(type).Select(container => $"{Keyword(container)} {Escape(container.Name)}{TypeParameters(container)}")],
        Escape(type.Name));

    /// <summary>The types that a type is nested in, outermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type)
    {
        Stack<INamedTypeSymbol> containers = new();
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
            containers.Push(container);
        return containers;
    }

    public static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    private static IEnumerable<INamespaceSymbol> Namespaces(INamedTypeSymbol type)
    {
        Stack<INamespaceSymbol> namespaces = new();
        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            namespaces.Push(space);
        return namespaces;
    }

    private static string TypeParameters(INamedTypeSymbol type) =>
        type.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", type.TypeParameters.Select(parameter => Escape(parameter.Name)))}>";

    /// <summary>A name as code writes it. Words such as <c>record</c> are keywords in some contexts only; an unnecessary @ does no harm.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? $"@{name}" : name;
}
