using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>The edit that gives a layer in a <c>Define</c> another value of one of NetGen's enums.</summary>
internal static class CallArgument
{
    /// <summary>The edit at the call around a node, or the call itself; null where none is simple.</summary>
    /// <param name="choice">The enum's name, as in <c>Activation</c>.</param>
    public static TextChange? Write(SyntaxNode node, string choice, string member, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Name: var name } } call
            || model.GetOperation(call) is not IInvocationOperation { TargetMethod: var method } operation
            || model.Compilation.GetTypeByMetadataName("NetGen.Tensor") is not { } tensor || !SymbolEqualityComparer.Default.Equals(method.ContainingType, tensor)
            || model.Compilation.GetTypeByMetadataName($"NetGen.{choice}") is not { } type)
            return null;
        string value = $"{type.ToMinimalDisplayString(model, call.SpanStart)}.{member}";
        if (operation.Arguments.FirstOrDefault(argument => SymbolEqualityComparer.Default.Equals(argument.Parameter?.Type, type)) is not { } given)
            // An activation may be a call of its own, by its name.
            return method.Parameters.IsEmpty && IsMember(method.Name, type) && tensor.GetMembers(member).OfType<IMethodSymbol>().Any(other => other.Parameters.IsEmpty) ? new(name.Span, member) : null;
        if (given.ArgumentKind == ArgumentKind.Explicit)
            // What a variable holds may be used elsewhere.
            return given.Syntax is ArgumentSyntax { Expression: var written } && model.GetConstantValue(written).HasValue && model.GetSymbolInfo(written).Symbol is not ILocalSymbol ? new(written.Span, value) : null;
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        int position = arguments.TakeWhile(argument => argument.NameColon is null).Count();
        string named = position == given.Parameter!.Ordinal ? value : $"{given.Parameter.Name}: {value}";
        return arguments.Count == 0 ? new(new(call.ArgumentList.OpenParenToken.Span.End, 0), named)
            : position == 0 || position != given.Parameter.Ordinal ? new(new(arguments.Last().Span.End, 0), $", {named}")
            : new(new(arguments[position - 1].Span.End, 0), $", {named}");
    }

    private static bool IsMember(string name, INamedTypeSymbol choices) => choices.GetMembers(name).Any(member => member is IFieldSymbol { HasConstantValue: true });
}
