using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Declaration;

/// <summary>Source location → Roslyn's location. For the analyzer alone: the latter references its syntax tree, which a cached model must not.</summary>
internal static class Locations
{
    public static Location Of(SourceLocation location, DeclaredNetwork declared) => location switch
    {
        SourceLocation.Network(var argument) => OfArgument(declared.Networks[0], argument),
        SourceLocation.Input(_, var argument) => OfArgument(declared.Networks[0], argument),
        SourceLocation.Output => OfArgument(declared.Networks[0], "Loss"),
        SourceLocation.Layer(var index, var argument) => OfArgument(declared.Layers[index], argument),
        SourceLocation.Stray(var index) => OfArgument(declared.Strays[index], null),
        SourceLocation.Member(var index) => OfMember(ClassParser.Members(declared.Type).ElementAt(index)),
        SourceLocation.Container(var index) => OfName(TypeNames.Containers(declared.Type).ElementAt(index)),
        SourceLocation.PrimaryConstructor => ClassParser.PrimaryConstructor(declared.Type)?.GetLocation(),
        SourceLocation.TypeParameters => (declared.Part?.GetSyntax() as TypeDeclarationSyntax)?.TypeParameterList?.GetLocation(),
        SourceLocation.Keyword(var text) => OfKeyword(declared.Type, text),
        _ => null,
    } ?? OfName(declared.Type, declared.Part);

    private static Location OfArgument(AttributeData attribute, string? name)
    {
        AttributeSyntax syntax = (AttributeSyntax)attribute.ApplicationSyntaxReference!.GetSyntax();
        return Argument(attribute, syntax, name)?.Expression.GetLocation() ?? syntax.GetLocation();
    }

    private static AttributeArgumentSyntax? Argument(AttributeData attribute, AttributeSyntax syntax, string? name)
    {
        if (name is null || syntax.ArgumentList is null)
            return null;
        for (int i = 0; i < syntax.ArgumentList.Arguments.Count; i++)
        {
            AttributeArgumentSyntax argument = syntax.ArgumentList.Arguments[i];
            string? written = argument.NameEquals?.Name.Identifier.ValueText
                ?? argument.NameColon?.Name.Identifier.ValueText
                ?? attribute.AttributeConstructor?.Parameters.ElementAtOrDefault(i)?.Name;
            if (written == name)
                return argument;
        }
        return null;
    }

    private static Location? OfKeyword(INamedTypeSymbol type, string text) =>
        ClassParser.Parts(type)
            .SelectMany(part => part.Modifiers.Append(part.Keyword))
            .FirstOrDefault(token => token.ValueText == text) is { RawKind: not 0 } token ? token.GetLocation() : null;

    private static Location OfName(INamedTypeSymbol type, SyntaxReference? part = null) =>
        part?.GetSyntax() is TypeDeclarationSyntax named
            ? named.Identifier.GetLocation()
            : ClassParser.Parts(type).FirstOrDefault()?.Identifier.GetLocation() ?? type.Locations[0];

    private static Location? OfMember(ISymbol member) => member.Locations.FirstOrDefault(location => location.IsInSource);
}
