using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Validation;

namespace NetGen.CodeFixes;

/// <summary>Writes the layer attributes of a network as its <c>Define</c>, the first step towards branches: the same network, with the same names of parameters.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(DefineRefactoring)), Shared]
public sealed class DefineRefactoring : CodeRefactoringProvider
{
    private const string Define = "Define";

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        (Document document, CancellationToken token) = (context.Document, context.CancellationToken);
        SyntaxNode root = (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
        if (document is SourceGeneratedDocument
            || root.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { AttributeLists: [var first, ..] } declaration
            || !TextSpan.FromBounds(first.SpanStart, declaration.Identifier.Span.End).Contains(context.Span))
            return;
        SemanticModel model = (await document.GetSemanticModelAsync(token).ConfigureAwait(false))!;
        SourceText text = await document.GetTextAsync(token).ConfigureAwait(false);
        if (model.GetDeclaredSymbol(declaration, token) is { } type
            && DeclaredNetwork.Find(type, Registry.Default, token) is { Networks.Length: 1, Body: null, Layers.Length: > 0 } declared
            && declared.Networks[0].ApplicationSyntaxReference!.GetSyntax(token) is AttributeSyntax network && network.Parent?.Parent == declaration
            && HasRoom(type) && NetworkRules.Accept(DeclarationParser.Parse(declared))
            && MovedLayers.Of(declaration, [.. declared.Layers.Select(layer => (AttributeSyntax)layer.ApplicationSyntaxReference!.GetSyntax(token))], text) is { } layers)
            context.RegisterRefactoring(CodeAction.Create("Write the layers as Define", done => EditAsync(document, declaration, network, layers, done), nameof(DefineRefactoring)));
    }

    /// <summary>Whether the name is free in the class, and hides nothing of its bases.</summary>
    private static bool HasRoom(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.BaseType)
            if (each.GetMembers(Define).Any(member => each.Equals(type, SymbolEqualityComparer.Default) || ClassParser.IsAccessible(member, type)))
                return false;
        return type.Name != Define;
    }

    private static async Task<Solution> EditAsync(Document document, TypeDeclarationSyntax declaration, AttributeSyntax network, MovedLayers layers, CancellationToken token)
    {
        SemanticModel model = (await document.GetSemanticModelAsync(token).ConfigureAwait(false))!;
        SourceText text = await document.GetTextAsync(token).ConfigureAwait(false);
        (TextSpan removed, string shape) = ShapeOf(network, text);
        TextEdits edits = new(document.Project.Solution);
        edits.Replace(document, removed, "");
        foreach (TextSpan span in layers.Removed)
            edits.Replace(document, span, "");
        TextChange member = FirstMember.Add(declaration, text, new DefineText(layers, shape, model, network.SpanStart).Write);
        edits.Replace(document, member.Span, member.NewText!);
        return await edits.ApplyAsync(token).ConfigureAwait(false);
    }

    /// <summary>The text of the shape that <c>[Network]</c> gives, and what to remove there: without other arguments the whole list.</summary>
    private static (TextSpan Removed, string Text) ShapeOf(AttributeSyntax network, SourceText text)
    {
        AttributeArgumentListSyntax list = network.ArgumentList!;
        int count = list.Arguments.Count(argument => argument.NameEquals is null), start = list.OpenParenToken.Span.End;
        SyntaxToken end = count == list.Arguments.Count ? list.CloseParenToken : list.Arguments.GetSeparator(count - 1);
        string shape = text.ToString(TextSpan.FromBounds(start, end.SpanStart)).Trim();
        bool endsInComment = list.Arguments[count - 1].GetTrailingTrivia().Any(SyntaxKind.SingleLineCommentTrivia);
        int rest = end.Span.End;
        while (text[rest] is ' ')
            rest++;
        return (count == list.Arguments.Count ? list.Span : TextSpan.FromBounds(start, rest), endsInComment ? shape + Lines.Break(text) : shape);
    }
}
