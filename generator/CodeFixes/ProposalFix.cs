using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
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
            // The argument itself, and the layers on which the rule depends: attributes of one declaration, or calls in its Define.
            SyntaxNode[] nodes = [.. diagnostic.AdditionalLocations.Prepend(diagnostic.Location).Where(location => location.SourceTree == root.SyntaxTree).Select(location => root.FindNode(location.SourceSpan))];
            TextChange[][] changes = [.. offer.Key.Split(' ').Select(value => value.Split('.')).Select(value => nodes.Select(node => Change(node, value[0], value[1], model)).OfType<TextChange>().ToArray())];
            // Values that belong together are written together.
            if (changes.All(each => each.Length > 0))
                foreach (TextChange change in changes.SelectMany(each => each))
                    edits.Replace(document, change.Span, change.NewText!);
        }
    }

    private static TextChange? Change(SyntaxNode node, string choice, string member, SemanticModel model) => node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
        ? AttributeArgument.Of(attribute, choice, model) is { } argument ? new(argument.Span, argument.Write(member)) : null
        : CallArgument.Write(node, choice, member, model);
}
