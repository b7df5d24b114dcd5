using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>Moves layers from other parts of a class below those on the declaration that carries <c>[Network]</c>, in source order.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StrayLayerFix)), Shared]
public sealed class StrayLayerFix : NetworkFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [FixableIds.LayerOnOtherPart];

    internal override IEnumerable<Offer> Offers(Diagnostic diagnostic) => [new("Move the layer to the declaration that carries [Network]", nameof(StrayLayerFix))];

    internal override async Task EditAsync(TextEdits edits, ImmutableArray<Diagnostic> diagnostics, Offer offer, CancellationToken token)
    {
        List<Stray> strays = [];
        foreach (Diagnostic diagnostic in diagnostics)
            if (await FindAsync(edits, diagnostic.Location, token).ConfigureAwait(false) is { } stray)
                strays.Add(stray);
        foreach (IGrouping<INamedTypeSymbol, Stray> network in strays.GroupBy(stray => stray.Type, (IEqualityComparer<INamedTypeSymbol>)SymbolEqualityComparer.Default))
            await MoveAsync(edits, [.. network.OrderBy(stray => stray.Part).ThenBy(stray => stray.Attribute.SpanStart)], token).ConfigureAwait(false);
    }

    private static async Task MoveAsync(TextEdits edits, ImmutableArray<Stray> strays, CancellationToken token)
    {
        if (await TargetAsync(strays[0].Type, token).ConfigureAwait(false) is not { } declaration || edits.DocumentOf(declaration.SyntaxTree) is not { } target)
            return;
        SourceText targetText = await target.GetTextAsync(token).ConfigureAwait(false);
        SemanticModel targetModel = (await target.GetSemanticModelAsync(token).ConfigureAwait(false))!;
        LayerPosition insertion = LayerPosition.After(declaration, targetText);
        string moved = "";
        foreach (IGrouping<AttributeListSyntax, Stray> list in strays.GroupBy(stray => (AttributeListSyntax)stray.Attribute.Parent!))
        {
            AttributeRemoval removal = AttributeRemoval.Of(list.Key, [.. list.Select(stray => stray.Attribute)]);
            SemanticModel sourceModel = (await list.First().Document.GetSemanticModelAsync(token).ConfigureAwait(false))!;
            IEnumerable<string> written = list.Select(stray => $"[{AttributeText.At(insertion.Position, targetModel, stray.Attribute, sourceModel)}]");
            moved += insertion.Write(written, removal.Above, removal.After);
        }
        edits.Insert(target, insertion.Position, moved);
        foreach (IGrouping<Document, Stray> file in strays.GroupBy(stray => stray.Document))
        {
            SourceText text = await file.Key.GetTextAsync(token).ConfigureAwait(false);
            IEnumerable<TextSpan> spans = file.GroupBy(stray => (AttributeListSyntax)stray.Attribute.Parent!)
                .SelectMany(list => AttributeRemoval.Of(list.Key, [.. list.Select(stray => stray.Attribute)]).Spans);
            foreach (TextSpan span in Lines.Tidy(text, spans))
                edits.Replace(file.Key, span, "");
        }
    }

    /// <summary>The declaration that carries <c>[Network]</c>.</summary>
    private static async Task<TypeDeclarationSyntax?> TargetAsync(INamedTypeSymbol type, CancellationToken token)
    {
        AttributeData? network = type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == "NetGen.NetworkAttribute");
        return network?.ApplicationSyntaxReference is { } reference
            ? (await reference.GetSyntaxAsync(token).ConfigureAwait(false)).FirstAncestorOrSelf<TypeDeclarationSyntax>()
            : null;
    }

    private static async Task<Stray?> FindAsync(TextEdits edits, Location location, CancellationToken token)
    {
        if (edits.DocumentOf(location.SourceTree) is not { } document)
            return null;
        SyntaxNode root = (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync(token).ConfigureAwait(false))!;
        if (root.FindNode(location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is not { Parent.Parent: TypeDeclarationSyntax declaration } attribute
            || model.GetDeclaredSymbol(declaration, token) is not { } type)
            return null;
        int part = type.DeclaringSyntaxReferences.ToList().FindIndex(reference => reference.SyntaxTree == declaration.SyntaxTree && reference.Span == declaration.Span);
        return new(document, type, part, attribute);
    }

    /// <param name="Part">The index of the class's declaration that has it, in the order of the compilation.</param>
    private sealed record Stray(Document Document, INamedTypeSymbol Type, int Part, AttributeSyntax Attribute);
}
