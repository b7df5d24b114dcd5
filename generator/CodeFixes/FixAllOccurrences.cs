using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NetGen.CodeFixes;

/// <summary>Fixes all diagnostics of a scope at once. Roslyn's own batch fixer, which computes fixes separately and merges them, loses all but one of the layers that move to the same position.</summary>
internal sealed class FixAllOccurrences : FixAllProvider
{
    public static FixAllOccurrences Instance { get; } = new();

    /// <inheritdoc/>
    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        NetworkFix fix = (NetworkFix)context.CodeFixProvider;
        Offer? chosen = null;
        ImmutableArray<Diagnostic>.Builder diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (Diagnostic diagnostic in await DiagnosticsAsync(context).ConfigureAwait(false))
            if (fix.Offers(diagnostic).FirstOrDefault(offer => offer.Key == context.CodeActionEquivalenceKey) is { } offer)
            {
                chosen ??= offer;
                diagnostics.Add(diagnostic);
            }
        return chosen is null ? null : fix.Action(context.Solution, diagnostics.ToImmutable(), chosen);
    }

    private static async Task<IEnumerable<Diagnostic>> DiagnosticsAsync(FixAllContext context)
    {
        switch (context.Scope)
        {
            case FixAllScope.Document when context.Document is { } document:
                return await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            case FixAllScope.Project:
                return await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false);
            case FixAllScope.Solution:
                List<Diagnostic> all = [];
                foreach (Project project in context.Solution.Projects.Where(project => project.Language == LanguageNames.CSharp))
                    all.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
                return all;
            default:
                return [];
        }
    }
}
