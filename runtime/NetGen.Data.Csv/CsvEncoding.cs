using System.Globalization;

namespace NetGen.Data;

/// <summary>The encoding of a column's values, as fitted to a file.</summary>
public sealed class CsvEncoding
{
    internal const string MissingValue = "the value is missing, and the column does not say what it becomes (CsvMissing)";

    private readonly Dictionary<string, int> _indices;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly string[] _categories;

    internal CsvEncoding(CsvColumn column, string[] categories, float mean)
    {
        (Column, _categories, Mean) = (column, categories, mean);
        _indices = new(categories.Select((category, i) => KeyValuePair.Create(category, i)), StringComparer.Ordinal);
        _lookup = _indices.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The column.</summary>
    public CsvColumn Column { get; }

    /// <summary>The categories in the order of their elements: as numbers where all are numbers, else by the code of their characters. Empty for numbers.</summary>
    public IReadOnlyList<string> Categories => _categories;

    /// <summary>The mean of the values that were there; NaN for categories.</summary>
    public float Mean { get; }

    /// <summary>The elements of a value.</summary>
    public int Length => ValueLength + (Column.HasIndicator ? 1 : 0);

    /// <summary>What each element stands for: <c>area</c>, <c>district=North</c>, <c>year is missing</c>.</summary>
    public IEnumerable<string> Names =>
        [.. Column.IsCategory ? _categories.Select(category => $"{Column.Name}={category}") : [Column.Name], .. Column.HasIndicator ? [$"{Column.Name} is missing"] : (string[])[]];

    private int ValueLength => Column.IsCategory ? _categories.Length : 1;

    /// <summary>Writes the elements of a value.</summary>
    /// <param name="text">The value.</param>
    /// <param name="isMissing">Whether it is missing.</param>
    /// <param name="elements">As many elements as <see cref="Length"/> says.</param>
    /// <returns>What is wrong with the value; null if nothing is.</returns>
    internal string? Encode(ReadOnlySpan<char> text, bool isMissing, Span<float> elements)
    {
        elements.Clear();
        if (isMissing)
        {
            if (Column.Missing.Kind == CsvMissingKind.Error)
                return MissingValue;
            if (!Column.IsCategory)
                elements[0] = Column.Missing.Kind == CsvMissingKind.Mean ? Mean : Column.Missing.Value;
            if (Column.HasIndicator)
                elements[^1] = 1;
            return null;
        }
        if (!Column.IsCategory)
            return ParseNumber(text, out elements[0]);
        if (_lookup.TryGetValue(text, out int index))
            elements[index] = 1;
        else if (Column.Unknown == CsvUnknown.Error)
            return $"'{text}' is none of the {_categories.Length} categories that the schema was fitted to";
        return null;
    }

    internal static string? ParseNumber(ReadOnlySpan<char> text, out float number) =>
        !float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) ? $"'{text}' is not a number"
        : !float.IsFinite(number) ? $"'{text}' is not a finite number of single precision"
        : null;
}
