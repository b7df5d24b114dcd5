using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>The change that gives a class another member, before its others.</summary>
internal static class FirstMember
{
    /// <param name="write">Writes the member, by a line break with its indentation, and one level of indentation.</param>
    public static TextChange Add(TypeDeclarationSyntax declaration, SourceText text, Func<string, string, string> write)
    {
        string unit = Lines.Unit(text), outer = Lines.Break(text) + Lines.Indentation(text, declaration.SpanStart), inner = outer + unit;
        if (declaration.Members.FirstOrDefault() is { } first && text.Lines.GetLineFromPosition(first.SpanStart) is var line && Lines.Indentation(text, first.SpanStart) is var own && line.Start + own.Length == first.SpanStart)
            inner = Lines.Break(text) + own;
        string member = inner + write(inner, unit);
        if (declaration.OpenBraceToken.IsKind(SyntaxKind.None))
            return new(declaration.SemicolonToken.Span, $"{outer}{{{member}{outer}}}");
        int start = declaration.OpenBraceToken.Span.End, end = start;
        // A comment on the line of the brace stays there.
        if (declaration.OpenBraceToken.TrailingTrivia.FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } endOfLine)
            start = end = endOfLine.SpanStart;
        while (text[end] is ' ' or '\t')
            end++;
        bool hasOthers = declaration.Members.Count > 0 || declaration.CloseBraceToken.LeadingTrivia.Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        if (text[end] is not ('\r' or '\n'))
            return new(TextSpan.FromBounds(start, end), member + (hasOthers ? inner : outer));
        bool isSeparate = !hasOthers || string.IsNullOrWhiteSpace(text.Lines[text.Lines.GetLineFromPosition(end).LineNumber + 1].ToString());
        return new(TextSpan.FromBounds(start, end), member + (isSeparate ? "" : Lines.Break(text)));
    }
}
