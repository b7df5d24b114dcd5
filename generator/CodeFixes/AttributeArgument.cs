using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>An attribute's argument for a value of one of NetGen's enums, already written or to be added.</summary>
/// <param name="Span">The expression to replace; empty if there is none yet.</param>
/// <param name="Before">What precedes a new expression.</param>
/// <param name="Type">The enum, as it is written there.</param>
/// <param name="After">What follows a new expression.</param>
internal sealed record AttributeArgument(TextSpan Span, string Before, string Type, string After = "")
{
    /// <param name="choice">The enum's name, as in <c>Activation</c>.</param>
    public static AttributeArgument? Of(AttributeSyntax attribute, string choice, SemanticModel model)
    {
        if (model.Compilation.GetTypeByMetadataName($"NetGen.{choice}") is not { } type)
            return null;
        string name = type.ToMinimalDisplayString(model, attribute.SpanStart);
        AttributeArgumentListSyntax? list = attribute.ArgumentList;
        if (list?.Arguments.FirstOrDefault(argument => SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(argument.Expression).ConvertedType, type)) is { } written)
            return new(written.Expression.Span, "", name);
        if (model.GetSymbolInfo(attribute).Symbol is not IMethodSymbol constructor)
            return null;
        if (constructor.Parameters.FirstOrDefault(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, type)) is not { } missing || list is null)
            return constructor.ContainingType.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(property => property.SetMethod is not null && SymbolEqualityComparer.Default.Equals(property.Type, type)) is not { } unwritten ? null
                : list is null ? new(new(attribute.Span.End, 0), $"({unwritten.Name} = ", name, ")")
                : new(new(list.CloseParenToken.SpanStart, 0), (list.Arguments.Count == 0 ? "" : ", ") + $"{unwritten.Name} = ", name);
        // Arguments of properties come last; one without a name is identified by its position.
        AttributeArgumentSyntax[] positional = [.. list.Arguments.Where(argument => argument.NameEquals is null)];
        bool needsName = positional.Length != missing.Ordinal || positional.Any(argument => argument.NameColon is not null);
        string separator = positional.Length == 0 ? "" : ", ";
        int position = positional.Length == 0 ? list.OpenParenToken.Span.End : positional[positional.Length - 1].Span.End;
        return new(new(position, 0), separator + (needsName ? $"{missing.Name}: " : ""), name);
    }

    /// <summary>The new text of the span.</summary>
    public string Write(string member) => $"{Before}{Type}.{member}{After}";
}
