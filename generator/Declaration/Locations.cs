using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Generator.Declaration;

/// <summary>Source location → Roslyn's location. For the analyzer alone: the latter references its syntax tree, which a cached model must not.</summary>
internal static class Locations
{
    public static Location Of(SourceLocation location, DeclaredNetwork declared) => location switch
    {
        SourceLocation.Network(var argument) => OfArgument(declared.Networks[0], argument),
        SourceLocation.Input(var index, var argument) => OfArgument(declared.Body is { } body ? DefinedBody.ShapeOf(body.Method.Parameters[index])! : declared.Networks[0], argument),
        SourceLocation.Output(var index) => OfLoss(declared, index),
        SourceLocation.OutputAttribute(var index, var argument) => OfArgument(declared.Outputs[index], argument),
        SourceLocation.LayerAttribute => OfArgument(declared.Layers[0], null),
        SourceLocation.Body(var index) => declared.Body!.Syntax[index].GetLocation(),
        SourceLocation.Layer(var index, var argument) => declared.Body is { Calls: { Count: > 0 } calls } ? OfCall(calls[index], argument) : OfArgument(declared.Layers[index], argument),
        SourceLocation.Stray(var index) => OfArgument(declared.Strays[index], null),
        SourceLocation.Member(var index) => OfMember(ClassParser.Members(declared.Type).ElementAt(index)),
        SourceLocation.Container(var index) => OfName(TypeNames.Containers(declared.Type).ElementAt(index)),
        SourceLocation.PrimaryConstructor => ClassParser.PrimaryConstructor(declared.Type)?.GetLocation(),
        SourceLocation.TypeParameters => (declared.Part?.GetSyntax() as TypeDeclarationSyntax)?.TypeParameterList?.GetLocation(),
        SourceLocation.Keyword(var text) => OfKeyword(declared.Type, text),
        _ => null,
    } ?? OfName(declared.Type, declared.Part);

    /// <summary>Whether what is written there belongs to one layer at most: a call in a loop or a block may declare several.</summary>
    public static bool IsOfOneLayer(SourceLocation location, DeclaredNetwork declared) =>
        location is not SourceLocation.Layer(var index, _) || declared.Body is not { Calls: { Count: > 0 } calls } || calls.Count(call => call.Syntax == calls[index].Syntax) == 1;

    /// <summary>A call in <c>Define</c> from the name of its method on, since what precedes it is another layer's; or one of its arguments.</summary>
    private static Location OfCall((SyntaxNode Syntax, CallArguments Arguments) call, string? argument)
    {
        if (argument is not null && call.Arguments.SyntaxOf(argument) is { } written)
            return written.GetLocation();
        return call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } }
            ? Location.Create(call.Syntax.SyntaxTree, TextSpan.FromBounds(name.SpanStart, call.Syntax.Span.End))
            : call.Syntax.GetLocation();
    }

    /// <summary>The loss of an output: in its own attribute, or in <c>[Network]</c>.</summary>
    private static Location OfLoss(DeclaredNetwork declared, int index)
    {
        string? name = declared.Body is { } body && index < body.Outputs.Count ? body.Outputs[index].Name : null;
        return declared.Outputs.FirstOrDefault(output => new AttributeArguments(output).Text("name") == name) is { } own ? OfArgument(own, "loss") : OfArgument(declared.Networks[0], "Loss");
    }

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
