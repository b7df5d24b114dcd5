using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Validation;

namespace NetGen.CodeFixes;

/// <summary>Writes the activation, the loss or the unrolling that a diagnostic's message proposes, such as Softmax for cross-entropy.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ProposalFix)), Shared]
public sealed class ProposalFix : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds =>
    [
        FixableIds.LossDoesNotFit, FixableIds.CrossEntropyOfOne, FixableIds.SoftmaxOfOne, FixableIds.HiddenSoftmax, FixableIds.HingeHardlyFits, FixableIds.UnrollTooLong, FixableIds.UnchosenLoss,
    ];

    internal override IEnumerable<Offer> Offers(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(FixProperties.Proposals, out string? proposals) && proposals is { Length: > 0 }
            ? proposals.Split(';').Select(proposal => new Offer($"Write {proposal.Replace(" ", " with ")}", proposal))
            : [];

    internal override async Task EditAsync(TextEdits edits, ImmutableArray<Diagnostic> diagnostics, Offer offer, CancellationToken token)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (edits.DocumentOf(diagnostic.Location.SourceTree) is not { } document)
                continue;
            SyntaxNode root = (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
            SemanticModel model = (await document.GetSemanticModelAsync(token).ConfigureAwait(false))!;
            // The argument itself, and the layers on which the rule depends: all on one declaration.
            AttributeSyntax[] attributes =
            [
                .. diagnostic.AdditionalLocations.Prepend(diagnostic.Location)
                    .Select(location => root.FindNode(location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>())
                    .OfType<AttributeSyntax>(),
            ];
            foreach (string value in offer.Key.Split(' '))
                foreach (AttributeSyntax attribute in attributes)
                    if (AttributeArgument.Of(attribute, value.Split('.')[0], model) is { } argument)
                        edits.Replace(document, argument.Span, argument.Write(value.Split('.')[1]));
        }
    }
}
