using System.Globalization;

namespace NetGen;

/// <summary>Formats the content of an untrusted file for an error message.</summary>
internal static class SafetensorsText
{
    private const int Characters = 200, Dimensions = 8;

    /// <summary>A text of bounded length, without characters that control a terminal or forge a log line.</summary>
    public static string Show(string text)
    {
        string start = text.Length <= Characters ? text : text[..Characters] + "…";
        return new([.. start.Select(character => IsPrinted(character) ? character : '?')]);
    }

    /// <summary>As in <c>128 × 784</c>; <c>[]</c> is a scalar.</summary>
    public static string Shape(ReadOnlySpan<long> shape) => shape.Length switch
    {
        0 => "[]",
        > Dimensions => $"{string.Join(" × ", shape[..Dimensions].ToArray())} × … ({shape.Length:N0} dimensions)",
        _ => string.Join(" × ", shape.ToArray()),
    };

    /// <summary>As in <c>128 × 784</c>.</summary>
    public static string Shape(int[] shape) => string.Join(" × ", shape);

    /// <summary>The index of an element counted in row-major order, as in <c>[3, 17]</c>.</summary>
    public static string Index(long[] shape, long element)
    {
        long[] index = new long[shape.Length];
        for (int i = shape.Length - 1; i >= 0; i--)
            (element, index[i]) = (element / shape[i], element % shape[i]);
        return $"[{string.Join(", ", index)}]";
    }

    private static bool IsPrinted(char character) => CharUnicodeInfo.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
