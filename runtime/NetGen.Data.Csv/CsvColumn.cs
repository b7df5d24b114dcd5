namespace NetGen.Data;

/// <summary>A column of a CSV file and how its values become elements of an input or a target.</summary>
public sealed record CsvColumn
{
    private CsvColumn(string name, bool isCategory, CsvMissing missing, CsvUnknown unknown, bool hasIndicator)
    {
        ArgumentNullException.ThrowIfNull(name);
        (Name, IsCategory, Missing, Unknown, HasIndicator) = (name, isCategory, missing, unknown, hasIndicator);
        if (hasIndicator && missing == CsvMissing.Error)
            throw new ArgumentException($"Column '{name}' has an indicator of missing values, which are errors; say what they become instead.", nameof(missing));
    }

    /// <summary>The name in the file's first row.</summary>
    public string Name { get; }

    /// <summary>Whether the values are categories rather than numbers.</summary>
    public bool IsCategory { get; }

    /// <summary>What a missing value becomes.</summary>
    public CsvMissing Missing { get; }

    /// <summary>What a category becomes that the schema does not know.</summary>
    public CsvUnknown Unknown { get; }

    /// <summary>Whether one more element is 1 where the value is missing, and 0 elsewhere.</summary>
    public bool HasIndicator { get; }

    /// <summary>A column of numbers, with a decimal point whatever the machine's culture is: one element.</summary>
    /// <param name="name">The name in the file's first row.</param>
    /// <param name="missing">What a missing value becomes; an error by default.</param>
    /// <param name="indicator">Whether one more element is 1 where the value is missing, and 0 elsewhere.</param>
    /// <exception cref="ArgumentException">There is an indicator, but missing values are errors.</exception>
    public static CsvColumn Number(string name, CsvMissing? missing = null, bool indicator = false) =>
        new(name, isCategory: false, missing ?? CsvMissing.Error, CsvUnknown.Error, indicator);

    /// <summary>A column of categories: one element for each, which is 1 at the value's category and 0 elsewhere. As a target, the class labels of cross-entropy.</summary>
    /// <param name="name">The name in the file's first row.</param>
    /// <param name="unknown">What a category becomes that the schema does not know; an error by default.</param>
    /// <param name="missing">What a missing value becomes: <see cref="CsvMissing.Error"/>, the default, or <see cref="CsvMissing.Zeros"/>.</param>
    /// <param name="indicator">Whether one more element is 1 where the value is missing, and 0 elsewhere.</param>
    /// <exception cref="ArgumentException">Missing values become something else, or there is an indicator but they are errors.</exception>
    public static CsvColumn Category(string name, CsvUnknown unknown = CsvUnknown.Error, CsvMissing? missing = null, bool indicator = false) =>
        (missing ?? CsvMissing.Error) is var chosen && (chosen == CsvMissing.Error || chosen == CsvMissing.Zeros)
            ? new(name, isCategory: true, chosen, unknown, indicator)
            : throw new ArgumentException($"Column '{name}' has categories: a missing one can be an error or zeros, but has no mean or constant.", nameof(missing));
}
