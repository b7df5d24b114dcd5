using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NetGen.CodeFixes;

/// <summary>A fix for any number of diagnostics at once: one of them, or all of a file, a project or a solution, by the same code.</summary>
public abstract class NetworkFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllOccurrences.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
            foreach (Offer offer in Offers(diagnostic))
            {
                TextEdits edits = new(context.Document.Project.Solution);
                await EditAsync(edits, [diagnostic], offer, context.CancellationToken).ConfigureAwait(false);
                if (!edits.IsEmpty)
                    context.RegisterCodeFix(Action(context.Document.Project.Solution, [diagnostic], offer), diagnostic);
            }
    }

    /// <summary>The alternatives that the user may choose from; none if the diagnostic lacks the information.</summary>
    internal abstract IEnumerable<Offer> Offers(Diagnostic diagnostic);

    /// <summary>Adds the changes that fix the diagnostics by one of their offers; none where there is no simple one.</summary>
    internal abstract Task EditAsync(TextEdits edits, ImmutableArray<Diagnostic> diagnostics, Offer offer, CancellationToken token);

    internal CodeAction Action(Solution solution, ImmutableArray<Diagnostic> diagnostics, Offer offer) => CodeAction.Create(
        offer.Title,
        async token =>
        {
            TextEdits edits = new(solution);
            await EditAsync(edits, diagnostics, offer, token).ConfigureAwait(false);
            return await edits.ApplyAsync(token).ConfigureAwait(false);
        },
        offer.Key);
}

/// <summary>One entry of the light bulb's menu.</summary>
/// <param name="Key">Equal for offers that make the same change for different diagnostics, which can be applied together.</param>
internal sealed record Offer(string Title, string Key);
