namespace NetGen.Data;

/// <summary>How the text of a CSV file is read. Fields may be quoted, and contain separators, line ends and doubled quotes then; others lose the white space around them. The first row has the names of the columns; empty lines are skipped.</summary>
public sealed record CsvFormat
{
    private readonly char _separator = ',';

    /// <summary>What stands between two fields: a comma by default.</summary>
    /// <exception cref="ArgumentException">It is a quote, a line end or a space.</exception>
    public char Separator
    {
        get => _separator;
        init => _separator = value is not ('"' or '\r' or '\n' or ' ')
            ? value
            : throw new ArgumentException("The separator can't be a quote, a line end or a space.", nameof(Separator));
    }

    /// <summary>The texts that mean a missing value, as well as an empty field. None by default.</summary>
    public IReadOnlyList<string> MissingTexts { get; init; } = [];

    internal bool IsMissing(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return true;
        foreach (string missing in MissingTexts)
            if (text.SequenceEqual(missing))
                return true;
        return false;
    }
}
