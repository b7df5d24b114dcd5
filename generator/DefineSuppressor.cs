using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Declaration;

namespace NetGen.Generator;

/// <summary>Suppresses what other analyzers say about <c>Define</c> and the methods that only it calls: nothing seems to use them, since they are read and never run.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefineSuppressor : DiagnosticSuppressor
{
    private static readonly ImmutableDictionary<string, SuppressionDescriptor> s_byId = new[]
    {
        "CA1801", // Review unused parameters
        "CA1811", // Avoid uncalled private code
        "CA1822", // Mark members as static
        "IDE0051", // Remove unused private member
        "IDE0052", // Remove unread private member
        "IDE0060", // Remove unused parameter
        "RCS1213", // Remove unused member declaration
        "S1144", // Remove unused private members
    }.ToImmutableDictionary(id => id, id => new SuppressionDescriptor($"NETGEN.{id}", id, "The compiler of NetGen reads Define and the methods that it calls, and never runs them"));

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [.. s_byId.Values.OrderBy(suppression => suppression.Id, System.StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        ReadMethods? methods = null;
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
            if (s_byId.TryGetValue(diagnostic.Id, out SuppressionDescriptor? suppression)
                && MethodAt(diagnostic, context) is { } method
                && (methods ??= new(context.Compilation, context.CancellationToken)).Contain(method))
                context.ReportSuppression(Suppression.Create(suppression, diagnostic));
    }

    /// <summary>The method whose name or parameter a diagnostic is about; null for one in a body, or elsewhere.</summary>
    private static IMethodSymbol? MethodAt(Diagnostic diagnostic, SuppressionAnalysisContext context)
    {
        if (diagnostic.Location is not { SourceTree: { } tree, SourceSpan: var span })
            return null;
        SyntaxNode? declaration = tree.GetRoot(context.CancellationToken).FindNode(span).FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax);
        bool isOfSignature = declaration switch
        {
            MethodDeclarationSyntax method => method.Identifier.Span.Contains(span) || method.ParameterList.Span.Contains(span) || method.Span == span,
            LocalFunctionStatementSyntax local => local.Identifier.Span.Contains(span) || local.ParameterList.Span.Contains(span),
            _ => false,
        };
        return isOfSignature ? context.GetSemanticModel(tree).GetDeclaredSymbol(declaration!, context.CancellationToken) as IMethodSymbol : null;
    }
}
