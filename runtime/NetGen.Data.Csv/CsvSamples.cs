using System.Runtime.InteropServices;

namespace NetGen.Data;

/// <summary>Encodes rows, one after another, into the samples of a dataset.</summary>
internal static class CsvSamples
{
    /// <summary>Reads all rows.</summary>
    /// <exception cref="InvalidDataException">A column is missing, there is no row or there are too many, or a value does not fit.</exception>
    public static Dataset Read(CsvSource source, CsvSchema schema)
    {
        Elements inputs = new(schema.Inputs, schema.Format), targets = new(schema.Targets, schema.Format);
        source.Read(rows =>
        {
            inputs.Find(rows);
            targets.Find(rows);
            return () =>
            {
                inputs.Add(rows);
                targets.Add(rows);
            };
        });
        return Dataset.FromArrays(inputs.All, targets.All, schema.InputLength, schema.TargetLength);
    }

    /// <summary>The inputs or the targets of the rows read so far.</summary>
    private sealed class Elements(IReadOnlyList<CsvEncoding> columns, CsvFormat format)
    {
        private readonly List<float> _all = [];
        private readonly int _length = columns.Sum(column => column.Length);
        private int[] _indices = [];

        public ReadOnlySpan<float> All => CollectionsMarshal.AsSpan(_all);

        public void Find(CsvRows rows) => _indices = [.. columns.Select(column => rows.IndexOf(column.Column.Name))];

        public void Add(CsvRows rows)
        {
            int offset = _all.Count;
            if (_length > Array.MaxLength - offset)
                throw new InvalidDataException($"{rows.Name} has more rows than fit a dataset in memory, whose inputs and targets have at most {Array.MaxLength:N0} elements each; split it into several files.");
            CollectionsMarshal.SetCount(_all, offset + _length);
            Span<float> sample = CollectionsMarshal.AsSpan(_all)[offset..];
            for (int i = 0; i < _indices.Length; sample = sample[columns[i++].Length..])
            {
                ReadOnlySpan<char> text = rows.Field(_indices[i]);
                if (columns[i].Encode(text, format.IsMissing(text), sample[..columns[i].Length]) is { } fault)
                    throw rows.Fault(_indices[i], fault);
            }
        }
    }
}
