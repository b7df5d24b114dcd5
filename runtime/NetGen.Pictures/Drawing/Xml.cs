using System.Globalization;
using System.Text;

namespace NetGen.Pictures;

/// <summary>Text and numbers as they are written in SVG and HTML.</summary>
internal static class Xml
{
    /// <summary>Text that is safe in an element and between quotes. What XML cannot contain, control characters and halves of surrogate pairs, becomes U+FFFD.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\t' or '\n' or '\r' => escaped.Append(' '),
                < 0x20 or (>= 0x7F and <= 0x9F) or 0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        return escaped.ToString();
    }

    /// <summary>A coordinate with at most two decimals, never <c>-0</c>.</summary>
    public static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A whole number with separators of thousands.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A measured value with four significant digits and the typographic minus; a dash for NaN.</summary>
    public static string Value(double value) => value switch
    {
        double.NaN => "–",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        _ => value.ToString("G4", CultureInfo.InvariantCulture).Replace('-', '−'),
    };

    /// <summary>A share as a percentage with two decimals; a dash for NaN.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? "–" : (100 * share).ToString("F2", CultureInfo.InvariantCulture) + " %";
}
