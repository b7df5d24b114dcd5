using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.CodeFixes;

/// <summary>Makes a class and its containing types partial, in all of their declarations.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialFix)), Shared]
public sealed class PartialFix : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [FixableIds.NotPartial, FixableIds.ContainerNotPartial];

    internal override IEnumerable<Offer> Offers(Diagnostic diagnostic) => [new("Make it and the types around it partial", nameof(PartialFix))];

    internal override async Task EditAsync(TextEdits edits, ImmutableArray<Diagnostic> diagnostics, Offer offer, CancellationToken token)
    {
        foreach (Diagnostic diagnostic in diagnostics)
            if (await TypeAtAsync(edits.DocumentOf(diagnostic.Location.SourceTree), diagnostic.Location, token).ConfigureAwait(false) is { } named)
                for (INamedTypeSymbol? type = named; type is not null; type = type.ContainingType)
                    foreach (SyntaxReference part in type.DeclaringSyntaxReferences)
                        if (edits.DocumentOf(part.SyntaxTree) is { } document
                            && await part.GetSyntaxAsync(token).ConfigureAwait(false) is TypeDeclarationSyntax declaration
                            && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                            edits.Insert(document, declaration.Keyword.SpanStart, "partial ");
    }

    private static async Task<INamedTypeSymbol?> TypeAtAsync(Document? document, Location location, CancellationToken token)
    {
        if (document is null)
            return null;
        SyntaxNode root = (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(token).ConfigureAwait(false))!;
        return root.FindToken(location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            ? model.GetDeclaredSymbol(declaration, token)
            : null;
    }
}
