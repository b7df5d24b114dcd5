using nietras.SeparatedValues;

namespace NetGen.Data;

/// <summary>Reads the rows of a CSV file one after another.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly SepReader _reader;
    private readonly string[] _header;
    private char[] _unquoted = new char[64];

    /// <summary>Reads the names of the columns.</summary>
    /// <param name="stream">The text, in UTF-8 or with a byte order mark.</param>
    /// <param name="name">Its name in error messages.</param>
    /// <param name="format">How it is read.</param>
    /// <exception cref="InvalidDataException">There is no row, or two columns have one name.</exception>
    public CsvRows(Stream stream, string name, CsvFormat format)
    {
        Name = name;
        // The reader must neither take a name twice nor rows of other lengths for its own errors, which don't name the file.
        var text = new StreamReader(stream, leaveOpen: true);
        _reader = Sep.New(format.Separator).Reader(options => options with { HasHeader = false, DisableColCountCheck = true }).From(text);
        _header = [];
        if (!Next())
            throw new InvalidDataException($"{name} is empty; its first row must have the names of the columns.");
        string[] header = new string[_reader.Current.ColCount];
        for (int i = 0; i < header.Length; i++)
            header[i] = Field(i).ToString();
        _header = header;
        if (header.GroupBy(column => column).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidDataException($"{name} has {twice.Count()} columns named '{twice.Key}'; each needs a name of its own.");
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Header => _header;

    /// <summary>Whether a row has been read after the names.</summary>
    private bool IsInHeader => _header.Length == 0;

    /// <summary>Goes to the next row, if there is one.</summary>
    /// <exception cref="InvalidDataException">It has more or fewer fields than there are columns.</exception>
    public bool Next()
    {
        do
        {
            try
            {
                if (!_reader.MoveNext())
                    return false;
            }
            catch (NotSupportedException error)
            {
                throw new InvalidDataException($"{Name} has a row of more than 16 million characters, perhaps since a quote is not closed: {error.Message}", error);
            }
        }
        while (_reader.Current is { ColCount: 1 } row && row[0].Span.IsEmpty);
        return IsInHeader || _reader.Current.ColCount == _header.Length
            ? true
            : throw new InvalidDataException($"{Name}, line {_reader.Current.LineNumberFrom}: the row has {_reader.Current.ColCount} fields, the first row {_header.Length} columns.");
    }

    /// <summary>A field of the row, without quotes. The span is good until the next call.</summary>
    /// <exception cref="InvalidDataException">Its quotes don't match.</exception>
    public ReadOnlySpan<char> Field(int column)
    {
        ReadOnlySpan<char> raw = _reader.Current[column].Span.Trim();
        if (raw.IndexOf('"') < 0)
            return raw;
        if (raw is not ['"', .. var inside, '"'])
            throw Fault(column, raw[0] == '"' ? "the quote at the start of the field is not closed" : "there is a quote inside a field without quotes around it");
        if (_unquoted.Length < inside.Length)
            _unquoted = new char[inside.Length];
        int length = 0;
        for (int i = 0; i < inside.Length; i++)
        {
            if (inside[i] == '"' && (++i == inside.Length || inside[i] != '"'))
                throw Fault(column, "a quote inside a field is not doubled");
            _unquoted[length++] = inside[i];
        }
        return _unquoted.AsSpan(0, length);
    }

    /// <summary>The index of a column.</summary>
    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public int IndexOf(string column) => Array.IndexOf(_header, column) is >= 0 and var index
        ? index
        : throw new InvalidDataException($"{Name} has no column '{column}'; its columns are {string.Join(", ", _header)}.");

    /// <summary>An error in a field of the row.</summary>
    public InvalidDataException Fault(int column, string what) => new(IsInHeader
        ? $"{Name}, line 1, column {column + 1}: {what}."
        : $"{Name}, line {_reader.Current.LineNumberFrom}, column '{_header[column]}': {what}.");

    public void Dispose() => _reader.Dispose();
}
