namespace NetGen.Data;

/// <summary>Finds which columns of a file hold numbers and which categories.</summary>
internal static class CsvInference
{
    /// <summary>The most categories of an inferred column: one with more distinct texts holds identifiers or free text.</summary>
    private const int MostCategories = 1000;

    /// <summary>Fits a schema to all columns that are not ignored.</summary>
    public static CsvSchema Fit(CsvSource source, IReadOnlyList<CsvColumn> targets, IReadOnlyList<string> ignore, CsvMissing missing, CsvFormat format)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return CsvFit.Fit(source, Inputs(source, targets, ignore, missing, format), targets, format);
    }

    /// <summary>The columns that are neither targets nor ignored.</summary>
    /// <exception cref="InvalidDataException">A column that is not there was named, or one has too many categories.</exception>
    private static CsvColumn[] Inputs(CsvSource source, IReadOnlyList<CsvColumn> targets, IReadOnlyList<string> ignore, CsvMissing missing, CsvFormat format)
    {
        string[] names = [];
        bool[] isCategory = [];
        HashSet<string>[] values = [];
        source.Read(rows =>
        {
            foreach (string name in ignore)
                rows.IndexOf(name);
            names = [.. rows.Header.Except(targets.Select(target => target.Name)).Except(ignore)];
            int[] indices = [.. names.Select(rows.IndexOf)];
            (isCategory, values) = (new bool[names.Length], [.. names.Select(_ => new HashSet<string>())]);
            return () =>
            {
                for (int i = 0; i < indices.Length; i++)
                {
                    ReadOnlySpan<char> text = rows.Field(indices[i]);
                    if (format.IsMissing(text))
                        continue;
                    isCategory[i] |= CsvEncoding.ParseNumber(text, out _) is not null;
                    if (values[i].Count <= MostCategories)
                        values[i].GetAlternateLookup<ReadOnlySpan<char>>().Add(text);
                }
            };
        });
        for (int i = 0; i < names.Length; i++)
            if (isCategory[i] && values[i].Count > MostCategories)
                throw new InvalidDataException($"{source.Name}, column '{names[i]}': some values are not numbers, and there are more than {MostCategories:N0} different ones. Ignore it, or declare all columns and call Fit.");
        return [.. names.Select((name, i) => isCategory[i]
            ? CsvColumn.Category(name, missing: missing == CsvMissing.Error ? missing : CsvMissing.Zeros)
            : CsvColumn.Number(name, missing))];
    }
}
