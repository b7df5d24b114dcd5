using System.Globalization;

namespace NetGen.Pictures;

/// <summary>Widths of text for layout, without a font: upper estimates, since the viewer chooses the font among the sans-serif ones it has.</summary>
internal static class TextWidth
{
    private const string Ellipsis = "…";

    /// <summary>The width in pixels.</summary>
    public static double Of(string text, double size, bool bold = false)
    {
        double width = 0;
        for (var element = StringInfo.GetTextElementEnumerator(text); element.MoveNext();)
            width += Em(element.GetTextElement()[0]);
        return width * size * (bold ? 1.1 : 1);
    }

    /// <summary>The text, or as much of its beginning as fits with an ellipsis.</summary>
    public static string Fit(string text, double available, double size, bool bold = false)
    {
        if (Of(text, size, bold) <= available)
            return text;
        int[] starts = StringInfo.ParseCombiningCharacters(text);
        int low = 0, high = starts.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Of(text[..starts[middle]] + Ellipsis, size, bold) <= available)
                low = middle;
            else
                high = middle - 1;
        }
        return text[..starts[low]] + Ellipsis;
    }

    /// <summary>Advance widths of DejaVu Sans, the widest of the usual fonts, rounded up by groups.</summary>
    private static double Em(char c) => c switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or ' ' => 0.34,
        'f' or 'r' or 't' or '(' or ')' or '[' or ']' or '-' or '/' or '"' => 0.42,
        'm' or 'w' or 'M' or 'W' or '@' or '%' or '…' or '<' or '>' or '×' or '−' or '=' or '+' => 0.99,
        >= 'A' and <= 'Z' => 0.76,
        < (char)0x1100 => 0.64,
        _ => 1.05,
    };
}
