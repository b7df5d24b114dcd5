namespace NetGen.Data;

/// <summary>What a missing value of a column becomes.</summary>
public sealed record CsvMissing
{
    private CsvMissing(CsvMissingKind kind, float value) => (Kind, Value) = (kind, value);

    /// <summary>A missing value is an error.</summary>
    public static CsvMissing Error { get; } = new(CsvMissingKind.Error, 0);

    /// <summary>For numbers: the mean of the column's values in the file that the schema was fitted to.</summary>
    public static CsvMissing Mean { get; } = new(CsvMissingKind.Mean, 0);

    /// <summary>0, or for a category zeros at all categories.</summary>
    public static CsvMissing Zeros { get; } = Constant(0);

    internal CsvMissingKind Kind { get; }

    internal float Value { get; }

    /// <summary>For numbers: a constant.</summary>
    /// <param name="value">Finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public static CsvMissing Constant(float value) => float.IsFinite(value)
        ? new(CsvMissingKind.Constant, value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "What stands for a missing value must be finite.");
}

internal enum CsvMissingKind
{
    Error,
    Mean,
    Constant,
}

/// <summary>What a category becomes that the file did not have that the schema was fitted to.</summary>
public enum CsvUnknown
{
    /// <summary>An error.</summary>
    Error,

    /// <summary>Zeros at all categories.</summary>
    Zeros,
}
