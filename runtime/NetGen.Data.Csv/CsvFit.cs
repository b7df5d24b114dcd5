using System.Globalization;

namespace NetGen.Data;

/// <summary>What a schema learns of a column while it reads a file.</summary>
internal sealed class CsvFit(CsvColumn column, int index)
{
    private readonly HashSet<string> _categories = [];
    private double _sum;
    private long _count;

    /// <summary>Fits a schema to all rows.</summary>
    /// <exception cref="ArgumentException">There are no columns, or one is used twice.</exception>
    /// <exception cref="InvalidDataException">There is no such column or no row, or a value does not fit.</exception>
    public static CsvSchema Fit(CsvSource source, IReadOnlyList<CsvColumn> inputs, IReadOnlyList<CsvColumn> targets, CsvFormat format)
    {
        CheckColumns(inputs, targets);
        CsvFit[] fits = [];
        source.Read(rows =>
        {
            fits = [.. inputs.Concat(targets).Select(column => new CsvFit(column, rows.IndexOf(column.Name)))];
            return () =>
            {
                foreach (CsvFit fit in fits)
                    fit.Add(rows, format);
            };
        });
        CsvEncoding[] fitted = [.. fits.Select(fit => fit.Finish(source.Name))];
        return new(fitted[..inputs.Count], fitted[inputs.Count..], format);
    }

    /// <summary>Throws unless there are inputs and targets, each column once.</summary>
    public static void CheckColumns(IReadOnlyList<CsvColumn> inputs, IReadOnlyList<CsvColumn> targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.Count == 0 || targets.Count == 0)
            throw new ArgumentException($"There are {inputs.Count} columns for inputs and {targets.Count} for targets; each needs at least 1.", nameof(inputs));
        if (inputs.Concat(targets).GroupBy(column => column.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The column '{twice.Key}' is used {twice.Count()} times; each can be an input or a target, once.", nameof(inputs));
    }

    /// <summary>Takes a row into account.</summary>
    private void Add(CsvRows rows, CsvFormat format)
    {
        ReadOnlySpan<char> text = rows.Field(index);
        if (format.IsMissing(text))
        {
            if (column.Missing == CsvMissing.Error)
                throw rows.Fault(index, CsvEncoding.MissingValue);
            return;
        }
        _count++;
        if (column.IsCategory)
            _categories.GetAlternateLookup<ReadOnlySpan<char>>().Add(text);
        else if (CsvEncoding.ParseNumber(text, out float number) is { } fault)
            throw rows.Fault(index, fault);
        else
            _sum += number;
    }

    /// <summary>The encoding by all rows.</summary>
    /// <exception cref="InvalidDataException">There were no values to fit to.</exception>
    private CsvEncoding Finish(string file)
    {
        if (_count == 0)
            throw new InvalidDataException($"{file}, column '{column.Name}': all values are missing.");
        return new(column, Sort(_categories), column.IsCategory ? float.NaN : (float)(_sum / _count));
    }

    private static string[] Sort(HashSet<string> categories)
    {
        string[] sorted = [.. categories.Order(StringComparer.Ordinal)];
        return sorted.All(each => IsNumber(each)) ? [.. sorted.OrderBy(each => double.Parse(each, CultureInfo.InvariantCulture))] : sorted;

        static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
    }
}
