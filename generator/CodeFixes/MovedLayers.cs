using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>The layer attributes of a declaration, which are written elsewhere as calls, with the comments and directives around them.</summary>
/// <param name="Layers">In source order.</param>
/// <param name="Below">Directives below the last, such as the end of a <c>#pragma</c>.</param>
/// <param name="Removed">The text to remove from the declaration.</param>
internal sealed record MovedLayers(ImmutableArray<MovedLayer> Layers, ImmutableArray<MovedLine> Below, ImmutableArray<TextSpan> Removed)
{
    /// <returns>Null where directives can't be moved with the layers, such as those of conditional compilation.</returns>
    public static MovedLayers? Of(TypeDeclarationSyntax declaration, ImmutableArray<AttributeSyntax> layers, SourceText text)
    {
        AttributeSyntax[] attributes = [.. declaration.AttributeLists.SelectMany(list => list.Attributes)];
        // What precedes the first list belongs to the class.
        TextSpan region = TextSpan.FromBounds(declaration.AttributeLists[0].SpanStart, declaration.AttributeLists.Last().GetLastToken().GetNextToken().SpanStart);
        SyntaxTrivia[] trivia = [.. declaration.DescendantTrivia(region).Where(each => region.Contains(each.Span))];
        AttributeSyntax last = layers[layers.Length - 1];
        // Directives below the layers belong to those among them.
        SyntaxTrivia[] directives = trivia.Any(each => each.IsDirective && each.SpanStart < last.Span.End) ? [.. trivia.Where(each => each.IsDirective)] : [];
        if (directives.Length > 0 && !CanMove(directives, declaration, layers))
            return null;

        TextSpan[] removed =
        [
            .. declaration.AttributeLists.SelectMany(list =>
                list.Attributes.Where(layers.Contains).ToImmutableArray() is var some && some.Length == list.Attributes.Count ? [list.Span] : some.IsEmpty ? [] : AttributeRemoval.OfSome(list, some)),
        ];
        List<MovedLine>[] above = [.. layers.Select(_ => new List<MovedLine>())];
        List<string>[] after = [.. layers.Select(_ => new List<string>())];
        List<MovedLine> below = [];
        List<TextSpan> moved = [.. removed];
        foreach (SyntaxTrivia each in trivia.Where(each => IsComment(each) || directives.Contains(each)))
        {
            // The layer after it, which follows that before it.
            int next = layers.Count(layer => layer.Span.End <= each.SpanStart);
            bool isRemoved = removed.Any(span => span.Contains(each.Span));
            if (attributes.Any(attribute => attribute.Span.Contains(each.Span)))
                continue;
            if (each.IsDirective)
                (next < layers.Length ? above[next] : below).Add(new(each.ToFullString().Trim(), Lines.Indentation(text, each.SpanStart)));
            else if (next > 0 && Follows(each, layers[next - 1], attributes, text) && (isRemoved || !IsBeforeOther(each, removed, text)))
                after[next - 1].Add(each.ToString());
            else if (next < layers.Length && (isRemoved || IsAbove(each, (AttributeListSyntax)layers[next].Parent!, declaration, removed)))
                above[next].Add(new(each.ToString(), null));
            else if (isRemoved)
                after[next - 1].Add(each.ToString());
            else
                continue;
            moved.Add(each.Span);
        }
        bool inLines = LineOf(layers[0].SpanStart) != LineOf(last.SpanStart);
        return new(
            [
                .. layers.Select((layer, i) => new MovedLayer(
                    layer, i == 0 ? inLines : LineOf(layers[i - 1].Span.End) != LineOf(layer.SpanStart), [.. above[i]], string.Join(" ", after[i]))),
            ],
            [.. below],
            [.. Lines.Tidy(text, moved.Where(span => !moved.Any(other => other != span && other.Contains(span))))]);

        int LineOf(int position) => text.Lines.GetLineFromPosition(position).LineNumber;
    }

    /// <summary>Directives keep their meaning if everything between <c>[Network]</c> and the class moves with them.</summary>
    private static bool CanMove(SyntaxTrivia[] directives, TypeDeclarationSyntax declaration, ImmutableArray<AttributeSyntax> layers) =>
        declaration.AttributeLists.Skip(1).All(list => list.Attributes.All(layers.Contains))
        && !declaration.AttributeLists[0].Attributes.Any(layers.Contains)
        && directives.All(each => each.Kind() is SyntaxKind.PragmaWarningDirectiveTrivia or SyntaxKind.RegionDirectiveTrivia or SyntaxKind.EndRegionDirectiveTrivia or SyntaxKind.NullableDirectiveTrivia)
        && directives.Count(each => each.IsKind(SyntaxKind.RegionDirectiveTrivia)) == directives.Count(each => each.IsKind(SyntaxKind.EndRegionDirectiveTrivia))
        && !directives.Any(each => declaration.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Span.Contains(each.Span)));

    /// <summary>Whether a comment is on the line on which a layer ends, with no other attribute between them.</summary>
    private static bool Follows(SyntaxTrivia comment, AttributeSyntax layer, AttributeSyntax[] attributes, SourceText text)
    {
        TextSpan between = TextSpan.FromBounds(layer.Span.End, comment.SpanStart);
        return text.Lines.GetLineFromPosition(between.Start).LineNumber == text.Lines.GetLineFromPosition(between.End).LineNumber
            && !attributes.Any(attribute => between.Contains(attribute.SpanStart));
    }

    /// <summary>Whether something that stays follows a comment on its line, to which it may belong.</summary>
    private static bool IsBeforeOther(SyntaxTrivia comment, TextSpan[] removed, SourceText text)
    {
        SyntaxToken next = comment.Token.Span.Start >= comment.Span.End ? comment.Token : comment.Token.GetNextToken();
        return next.SpanStart < text.Lines.GetLineFromPosition(comment.Span.End).End && !next.IsKind(SyntaxKind.CloseBracketToken) && !removed.Any(span => span.Contains(next.Span));
    }

    private static bool IsAbove(SyntaxTrivia comment, AttributeListSyntax list, TypeDeclarationSyntax declaration, TextSpan[] removed) =>
        comment.Token == list.OpenBracketToken && list != declaration.AttributeLists[0] && removed.Contains(list.Span);

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
}

/// <summary>A layer attribute with what moves with it.</summary>
/// <param name="OnOwnLine">Whether it begins a line, or is the first of several lines.</param>
/// <param name="Above">The lines above it.</param>
/// <param name="After">The comments after it on its line; empty if there are none.</param>
internal sealed record MovedLayer(AttributeSyntax Attribute, bool OnOwnLine, ImmutableArray<MovedLine> Above, string After);

/// <summary>A comment or a directive on a line of its own.</summary>
/// <param name="Indentation">Of a directive, which keeps it; null for a comment.</param>
internal sealed record MovedLine(string Text, string? Indentation);
