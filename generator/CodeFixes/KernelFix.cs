using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Validation;

namespace NetGen.CodeFixes;

/// <summary>Replaces a kernel that is larger than its padded input by the largest one that fits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KernelFix)), Shared]
public sealed class KernelFix : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [FixableIds.KernelTooLarge];

    internal override IEnumerable<Offer> Offers(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(FixProperties.Largest, out string? largest) ? [new($"Write {largest}, the largest that fits", nameof(KernelFix))] : [];

    internal override async Task EditAsync(TextEdits edits, ImmutableArray<Diagnostic> diagnostics, Offer offer, CancellationToken token)
    {
        foreach (Diagnostic diagnostic in diagnostics)
            if (edits.DocumentOf(diagnostic.Location.SourceTree) is { } document
                && (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax written)
                edits.Replace(document, written.Span, diagnostic.Properties[FixProperties.Largest]!);
    }
}
