using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>The text removed from a declaration together with some attributes of a list.</summary>
/// <param name="Spans">The spans to remove.</param>
/// <param name="Above">Comments on their own lines above the list, which move with it.</param>
/// <param name="After">The comment after the list, on its line; empty if there is none.</param>
internal sealed record AttributeRemoval(ImmutableArray<TextSpan> Spans, ImmutableArray<string> Above, string After)
{
    public static AttributeRemoval Of(AttributeListSyntax list, ImmutableArray<AttributeSyntax> removed) =>
        removed.Length == list.Attributes.Count ? OfWhole(list) : new(OfSome(list, removed), [], "");

    private static AttributeRemoval OfWhole(AttributeListSyntax list)
    {
        // Comments above the first list belong to the class.
        bool isFirst = list == ((TypeDeclarationSyntax)list.Parent!).AttributeLists[0];
        ImmutableArray<SyntaxTrivia> above = isFirst ? [] : [.. list.GetLeadingTrivia().Where(IsComment)];
        ImmutableArray<SyntaxTrivia> after = list.GetTrailingTrivia() is var trivia && trivia.Any(SyntaxKind.EndOfLineTrivia) ? [.. trivia.Where(IsComment)] : [];
        return new(
            [.. above.Concat(after).Select(comment => comment.Span).Append(list.Span)],
            [.. above.Select(comment => comment.ToString())],
            string.Join(" ", after));
    }

    /// <summary>Each attribute with the comma after it; the last ones with the comma before them.</summary>
    public static ImmutableArray<TextSpan> OfSome(AttributeListSyntax list, ImmutableArray<AttributeSyntax> removed)
    {
        SeparatedSyntaxList<AttributeSyntax> all = list.Attributes;
        int lastKept = all.LastIndexOf(attribute => !removed.Contains(attribute));
        IEnumerable<TextSpan> spans = removed.Select(attribute => all.IndexOf(attribute)).Where(i => i < lastKept)
            .Select(i => TextSpan.FromBounds(all[i].SpanStart, all[i + 1].SpanStart));
        return lastKept == all.Count - 1 ? [.. spans] : [.. spans, TextSpan.FromBounds(all[lastKept].Span.End, all[all.Count - 1].Span.End)];
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
}
