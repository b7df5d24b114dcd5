using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>Operations on the lines of a text.</summary>
internal static class Lines
{
    /// <summary>The line break that a text uses.</summary>
    public static string Break(SourceText text)
    {
        TextLine first = text.Lines[0];
        return first.EndIncludingLineBreak == first.End ? "\n" : text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
    }

    /// <summary>The white space at the beginning of a position's line.</summary>
    public static string Indentation(SourceText text, int position)
    {
        TextLine line = text.Lines.GetLineFromPosition(position);
        int end = line.Start;
        while (end < line.End && IsBlank(text[end]))
            end++;
        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    /// <summary>One level of indentation, as the first indented line of code has it.</summary>
    public static string Unit(SourceText text)
    {
        foreach (TextLine line in text.Lines)
            if (Indentation(text, line.Start) is { Length: > 0 } blanks && line.Start + blanks.Length < line.End && text[line.Start + blanks.Length] is not ('#' or '*' or '/'))
                return blanks[0] == '\t' ? "\t" : blanks.Length <= 4 ? blanks : "    ";
        return "    ";
    }

    /// <summary>Extends spans to delete, so that no empty lines and no trailing white space remain.</summary>
    public static IEnumerable<TextSpan> Tidy(SourceText text, IEnumerable<TextSpan> spans)
    {
        List<TextSpan> joined = [];
        foreach (TextSpan span in spans.OrderBy(span => span.Start))
            if (joined.Count > 0 && AreBlank(text, joined[joined.Count - 1].End, span.Start))
                joined[joined.Count - 1] = TextSpan.FromBounds(joined[joined.Count - 1].Start, span.End);
            else
                joined.Add(span);
        return joined.Select(span => Tidy(text, span));
    }

    private static TextSpan Tidy(SourceText text, TextSpan span)
    {
        TextLine first = text.Lines.GetLineFromPosition(span.Start), last = text.Lines.GetLineFromPosition(span.End);
        int start = span.Start, end = span.End;
        while (end < last.End && IsBlank(text[end]))
            end++;
        if (end < last.End)
            return TextSpan.FromBounds(start, end);
        while (start > first.Start && IsBlank(text[start - 1]))
            start--;
        return start == first.Start ? TextSpan.FromBounds(start, last.EndIncludingLineBreak) : TextSpan.FromBounds(start, end);
    }

    private static bool AreBlank(SourceText text, int start, int end)
    {
        for (int i = start; i < end; i++)
            if (!char.IsWhiteSpace(text[i]))
                return false;
        return true;
    }

    private static bool IsBlank(char character) => character is ' ' or '\t';
}
