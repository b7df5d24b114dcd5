namespace NetGen.Data;

/// <summary>A CSV text that can be read from its start several times.</summary>
internal sealed class CsvSource(string name, Func<Stream> open, CsvFormat format, bool leaveOpen)
{
    public string Name => name;

    public static CsvSource Of(string path, CsvFormat format)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(Path.GetFileName(path), () => InputFile.Open(path), format, leaveOpen: false);
    }

    /// <summary>A stream's text from its position on, which is read once unless it can seek.</summary>
    public static CsvSource Of(Stream stream, CsvFormat format)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long start = stream.CanSeek ? stream.Position : 0;
        return new("The stream", () =>
        {
            if (stream.CanSeek)
                stream.Position = start;
            return stream;
        }, format, leaveOpen: true);
    }

    /// <summary>Calls an action at every row.</summary>
    /// <param name="begin">Receives the names of the columns, before the first row; returns the action.</param>
    /// <exception cref="InvalidDataException">There are no rows, or one is damaged.</exception>
    public void Read(Func<CsvRows, Action> begin)
    {
        Stream stream = open();
        using IDisposable? closed = leaveOpen ? null : stream;
        using var rows = new CsvRows(stream, name, format);
        Action each = begin(rows);
        bool any = false;
        for (; rows.Next(); any = true)
            each();
        if (!any)
            throw new InvalidDataException($"{name} has no rows after the names of its columns.");
    }
}
