namespace NetGen.Data;

/// <summary>How the rows of a CSV file become samples: which columns, and the categories and means that were found in the file that the schema was fitted to. Other files and single rows are encoded by it, so that their elements mean the same.</summary>
public sealed class CsvSchema
{
    private readonly CsvEncoding[] _inputs, _targets;

    internal CsvSchema(CsvEncoding[] inputs, CsvEncoding[] targets, CsvFormat format)
    {
        (_inputs, _targets, Format) = (inputs, targets, format);
        (InputLength, TargetLength) = (inputs.Sum(column => column.Length), targets.Sum(column => column.Length));
    }

    /// <summary>The columns of an input, in the order of its elements.</summary>
    public IReadOnlyList<CsvEncoding> Inputs => _inputs;

    /// <summary>The columns of a target, in the order of its elements. For a class label, <see cref="CsvEncoding.Categories"/> are the names of the network's outputs.</summary>
    public IReadOnlyList<CsvEncoding> Targets => _targets;

    /// <summary>How the text is read.</summary>
    public CsvFormat Format { get; }

    /// <summary>Elements in an input.</summary>
    public int InputLength { get; }

    /// <summary>Elements in a target.</summary>
    public int TargetLength { get; }

    /// <summary>Fits a schema to a file for training.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inputs">The columns of an input, at least 1.</param>
    /// <param name="targets">The columns of a target, at least 1.</param>
    /// <param name="format">How the text is read; commas by default.</param>
    /// <exception cref="ArgumentException">There are no columns, or one is used twice.</exception>
    /// <exception cref="InvalidDataException">The file has no such column or no row, or a value does not fit; the message names line and column.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static CsvSchema Fit(string path, IReadOnlyList<CsvColumn> inputs, IReadOnlyList<CsvColumn> targets, CsvFormat? format = null) =>
        CsvFit.Fit(CsvSource.Of(path, format ??= new()), inputs, targets, format);

    /// <summary>Fits a schema to a stream, read from its position to its end.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="inputs">The columns of an input, at least 1.</param>
    /// <param name="targets">The columns of a target, at least 1.</param>
    /// <param name="format">How the text is read; commas by default.</param>
    /// <exception cref="ArgumentException">There are no columns, or one is used twice.</exception>
    /// <exception cref="InvalidDataException">The text has no such column or no row, or a value does not fit; the message names line and column.</exception>
    public static CsvSchema Fit(Stream stream, IReadOnlyList<CsvColumn> inputs, IReadOnlyList<CsvColumn> targets, CsvFormat? format = null) =>
        CsvFit.Fit(CsvSource.Of(stream, format ??= new()), inputs, targets, format);

    /// <summary>Fits a schema to a file for training whose columns are all inputs, except for the targets: columns in which every value is a number are numbers, others are categories.</summary>
    /// <param name="path">The file, which is read twice.</param>
    /// <param name="targets">The columns of a target, at least 1.</param>
    /// <param name="ignore">Columns to leave out, as those that identify a row.</param>
    /// <param name="missing">What a missing number becomes, an error by default; with anything else a missing category is zeros.</param>
    /// <param name="format">How the text is read; commas by default.</param>
    /// <exception cref="ArgumentException">There are no targets, or one is used twice.</exception>
    /// <exception cref="InvalidDataException">The file has no such column or no row, a value does not fit, or a column has more than 1,000 categories.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static CsvSchema Infer(string path, IReadOnlyList<CsvColumn> targets, IReadOnlyList<string>? ignore = null, CsvMissing? missing = null, CsvFormat? format = null) =>
        CsvInference.Fit(CsvSource.Of(path, format ??= new()), targets, ignore ?? [], missing ?? CsvMissing.Error, format);

    /// <summary>Fits a schema to a stream as <see cref="Infer(string, IReadOnlyList{CsvColumn}, IReadOnlyList{string}?, CsvMissing?, CsvFormat?)"/> does to a file.</summary>
    /// <param name="stream">The stream, from its position to its end, read twice; it must be able to seek, and stays open.</param>
    /// <param name="targets">The columns of a target, at least 1.</param>
    /// <param name="ignore">Columns to leave out, as those that identify a row.</param>
    /// <param name="missing">What a missing number becomes, an error by default; with anything else a missing category is zeros.</param>
    /// <param name="format">How the text is read; commas by default.</param>
    /// <exception cref="ArgumentException">The stream can't seek, there are no targets, or one is used twice.</exception>
    /// <exception cref="InvalidDataException">The text has no such column or no row, a value does not fit, or a column has more than 1,000 categories.</exception>
    public static CsvSchema Infer(Stream stream, IReadOnlyList<CsvColumn> targets, IReadOnlyList<string>? ignore = null, CsvMissing? missing = null, CsvFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
            throw new ArgumentException("The stream can't seek, but is to be read twice; declare the columns and call Fit.", nameof(stream));
        return CsvInference.Fit(CsvSource.Of(stream, format ??= new()), targets, ignore ?? [], missing ?? CsvMissing.Error, format);
    }

    /// <summary>Reads a file's rows as samples, in their order.</summary>
    /// <exception cref="InvalidDataException">The file lacks a column, has no row or too many, or a value does not fit; the message names line and column.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public Dataset Read(string path) => CsvSamples.Read(CsvSource.Of(path, Format), this);

    /// <summary>Reads rows as samples from a stream's position to its end.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <exception cref="InvalidDataException">The text lacks a column, has no row or too many, or a value does not fit; the message names line and column.</exception>
    public Dataset Read(Stream stream) => CsvSamples.Read(CsvSource.Of(stream, Format), this);

    /// <summary>Encodes a row's inputs.</summary>
    /// <param name="values">A text for each column of <see cref="Inputs"/>, in their order.</param>
    /// <exception cref="ArgumentException">There are more or fewer values, or one does not fit; the message names its column.</exception>
    public float[] Encode(params ReadOnlySpan<string> values)
    {
        if (values.Length != _inputs.Length)
            throw new ArgumentException($"There are {values.Length} values for the {_inputs.Length} columns {string.Join(", ", _inputs.Select(input => input.Column.Name))}.", nameof(values));
        float[] elements = new float[InputLength];
        for (int i = 0, offset = 0; i < values.Length; offset += _inputs[i++].Length)
        {
            ReadOnlySpan<char> text = values[i].AsSpan().Trim();
            if (_inputs[i].Encode(text, Format.IsMissing(text), elements.AsSpan(offset, _inputs[i].Length)) is { } fault)
                throw new ArgumentException($"Column '{_inputs[i].Column.Name}': {fault}.", nameof(values));
        }
        return elements;
    }

    /// <summary>Encodes a row's inputs.</summary>
    /// <param name="row">A text for each column of <see cref="Inputs"/>, by name; others are ignored.</param>
    /// <exception cref="ArgumentException">A column lacks a value, or a value does not fit; the message names the column.</exception>
    public float[] Encode(IReadOnlyDictionary<string, string> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Encode([.. _inputs.Select(input => row.TryGetValue(input.Column.Name, out string? text)
            ? text
            : throw new ArgumentException($"The row has no value for the column '{input.Column.Name}'; a missing value is an empty text.", nameof(row)))]);
    }

    /// <summary>Saves the schema as a JSON file, atomically: a crash leaves the old file or the new one.</summary>
    /// <param name="path">The file, replaced if it exists; its folder must exist.</param>
    /// <exception cref="IOException">The file can't be written; an existing one stays as it is.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Save);
    }

    /// <summary>Writes the schema as JSON to a stream, at its position.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        CsvSchemaFile.Write(stream, this);
    }

    /// <summary>A schema from a file that <see cref="Save(string)"/> has written: it encodes to the same bits.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or holds something else.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static CsvSchema Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = InputFile.Open(path);
        return CsvSchemaFile.Read(stream, Path.GetFileName(path));
    }

    /// <summary>A schema from a stream, from its position to its end.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <exception cref="InvalidDataException">The stream is damaged or holds something else.</exception>
    public static CsvSchema Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return CsvSchemaFile.Read(stream, "The stream");
    }
}
