using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>An attribute as it must be written at another position, where other namespaces are imported. Names with the same meaning there stay as they are.</summary>
internal static class AttributeText
{
    private static readonly SymbolDisplayFormat AttributeName =
        SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.RemoveAttributeSuffix);

    public static string At(int position, SemanticModel there, AttributeSyntax attribute, SemanticModel here)
    {
        SourceText text = SourceText.From(attribute.ToString());
        IEnumerable<TextChange> changes =
            from name in Names(attribute, here)
            let written = Written(name, position, there, attribute, here)
            where written is not null
            select new TextChange(new(name.SpanStart - attribute.SpanStart, name.Span.Length), written);
        return text.WithChanges(changes).ToString();
    }

    /// <summary>The attribute's name, and in its arguments the outermost expressions that name a type, or a member without its type.</summary>
    private static IEnumerable<ExpressionSyntax> Names(AttributeSyntax attribute, SemanticModel here) =>
        attribute.DescendantNodes(node => node is not (NameEqualsSyntax or NameColonSyntax) && (node is not ExpressionSyntax parent || !IsName(parent, attribute, here)))
            .OfType<ExpressionSyntax>()
            .Where(expression => expression.Parent is not (NameEqualsSyntax or NameColonSyntax) && IsName(expression, attribute, here));

    private static bool IsName(ExpressionSyntax expression, AttributeSyntax attribute, SemanticModel here) =>
        expression == attribute.Name
        || here.GetSymbolInfo(expression).Symbol is INamedTypeSymbol
        || (expression is SimpleNameSyntax && !IsMemberPart(expression) && here.GetSymbolInfo(expression).Symbol is IFieldSymbol);

    private static bool IsMemberPart(ExpressionSyntax expression) =>
        expression.Parent is MemberAccessExpressionSyntax access && access.Name == expression;

    /// <summary>A name's text at the other position; null if it can stay as it is.</summary>
    private static string? Written(ExpressionSyntax name, int position, SemanticModel there, AttributeSyntax attribute, SemanticModel here)
    {
        if (name == attribute.Name)
        {
            // Arguments that don't bind there yet leave only candidates.
            SymbolInfo constructor = there.GetSpeculativeSymbolInfo(position, attribute);
            return here.GetSymbolInfo(attribute).Symbol is not { ContainingType: var layer }
                || AreSame(layer, (constructor.Symbol ?? constructor.CandidateSymbols.FirstOrDefault())?.ContainingType)
                ? null
                : layer.ToMinimalDisplayString(there, position, AttributeName);
        }
        ISymbol meant = here.GetSymbolInfo(name).Symbol!;
        if (meant is INamedTypeSymbol type)
            return AreSame(type, there.GetSpeculativeSymbolInfo(position, name, SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol)
                ? null
                : type.ToMinimalDisplayString(there, position);
        return IsOfClass(meant, attribute, here) || AreSame(meant, there.GetSpeculativeSymbolInfo(position, name, SpeculativeBindingOption.BindAsExpression).Symbol)
            ? null
            : $"{meant.ContainingType.ToMinimalDisplayString(there, position)}.{meant.Name}";
    }

    /// <summary>Members of the class and of the types around it have the same names in all of its parts.</summary>
    private static bool IsOfClass(ISymbol member, AttributeSyntax attribute, SemanticModel here)
    {
        for (ISymbol? type = here.GetDeclaredSymbol(attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>()!); type is not null; type = type.ContainingType)
            if (AreSame(type, member.ContainingType))
                return true;
        return false;
    }

    private static bool AreSame(ISymbol symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);
}
