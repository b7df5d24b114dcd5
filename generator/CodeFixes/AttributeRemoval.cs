using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>What leaves a declaration with some attributes of a list.</summary>
/// <param name="Spans">The text that goes.</param>
/// <param name="Above">Comments in lines of their own above the list, which go along.</param>
/// <param name="Beside">The comment behind the list, in its line; none is empty.</param>
internal sealed record AttributeCut(ImmutableArray<TextSpan> Spans, ImmutableArray<string> Above, string Beside)
{
    public static AttributeCut Of(AttributeListSyntax list, ImmutableArray<AttributeSyntax> leaving) =>
        leaving.Length == list.Attributes.Count ? OfWhole(list) : new(OfSome(list, leaving), [], "");

    private static AttributeCut OfWhole(AttributeListSyntax list)
    {
        // Above the first list stands what is said of the class.
        bool isFirst = list == ((TypeDeclarationSyntax)list.Parent!).AttributeLists[0];
        ImmutableArray<SyntaxTrivia> above = isFirst ? [] : [.. list.GetLeadingTrivia().Where(IsComment)];
        ImmutableArray<SyntaxTrivia> beside = list.GetTrailingTrivia() is var trivia && trivia.Any(SyntaxKind.EndOfLineTrivia) ? [.. trivia.Where(IsComment)] : [];
        return new(
            [.. above.Concat(beside).Select(comment => comment.Span).Append(list.Span)],
            [.. above.Select(comment => comment.ToString())],
            string.Join(" ", beside));
    }

    /// <summary>Each with the comma after it; the last ones with the comma before them.</summary>
    private static ImmutableArray<TextSpan> OfSome(AttributeListSyntax list, ImmutableArray<AttributeSyntax> leaving)
    {
        SeparatedSyntaxList<AttributeSyntax> all = list.Attributes;
        int lastStaying = all.LastIndexOf(attribute => !leaving.Contains(attribute));
        IEnumerable<TextSpan> spans = leaving.Select(attribute => all.IndexOf(attribute)).Where(i => i < lastStaying)
            .Select(i => TextSpan.FromBounds(all[i].SpanStart, all[i + 1].SpanStart));
        return lastStaying == all.Count - 1 ? [.. spans] : [.. spans, TextSpan.FromBounds(all[lastStaying].Span.End, all[all.Count - 1].Span.End)];
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
}
