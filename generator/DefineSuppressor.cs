using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Declaration;

namespace NetGen.Generator;

/// <summary>Silences analyses that find the <c>Define</c> of a network, or its parameters, unused: the compiler reads them, and no code calls them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefineSuppressor : DiagnosticSuppressor
{
    private const string Reason = "NetGen reads Define at compile time; no code calls it";

    /// <summary>Unused members, unread members, unused parameters, uncalled code, members that could be static.</summary>
    private static readonly ImmutableArray<string> s_ids = ["IDE0051", "IDE0052", "IDE0060", "CA1801", "CA1811", "CA1822", "CA1823"];

    private static readonly ImmutableDictionary<string, SuppressionDescriptor> s_suppressions =
        s_ids.ToImmutableDictionary(id => id, id => new SuppressionDescriptor($"NETGENSPR{id}", id, Reason));

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [.. s_suppressions.Values.OrderBy(suppression => suppression.Id)];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
            if (diagnostic.Location.SourceTree is { } tree
                && Methods(tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan)).Any(method =>
                    context.GetSemanticModel(tree).GetDeclaredSymbol(method, context.CancellationToken) is IMethodSymbol symbol && IsDefine(symbol)))
                context.ReportSuppression(Suppression.Create(s_suppressions[diagnostic.Id], diagnostic));
    }

    /// <summary>The method whose name or parameter a diagnostic is on; not one whose body contains it.</summary>
    private static IEnumerable<MethodDeclarationSyntax> Methods(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => [method],
        ParameterSyntax { Parent.Parent: MethodDeclarationSyntax method } => [method],
        _ => [],
    };

    private static bool IsDefine(IMethodSymbol method) =>
        method.ContainingType is { } type && DeclaredNetwork.IsNetwork(type) && DefinedBody.MethodOf(type) is { } define && SymbolEqualityComparer.Default.Equals(define, method);
}
