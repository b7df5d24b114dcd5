namespace NetGen.Data;

/// <summary>Copies samples of different forms into one array, and checks them.</summary>
internal static class Samples
{
    /// <summary>Rows of zeros with a 1 at the label.</summary>
    public static float[] OneHot(ReadOnlySpan<int> labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if ((long)labels.Length * classes > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, $"{labels.Length:N0} samples of {classes:N0} classes have {(long)labels.Length * classes:N0} targets; a dataset holds at most {Array.MaxLength:N0}.");
        float[] targets = new float[labels.Length * classes];
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
                throw new ArgumentException($"Label {i} is {labels[i]}; with {classes} classes labels are 0 to {classes - 1}.", nameof(labels));
            targets[i * classes + labels[i]] = 1;
        }
        return targets;
    }

    /// <summary>Rows of equal length, one after another.</summary>
    public static float[] Flatten(float[][] rows, string parameter)
    {
        ArgumentNullException.ThrowIfNull(rows, parameter);
        if (rows.Length == 0)
            throw new ArgumentException("A dataset needs at least 1 sample; there are 0.", parameter);
        int length = rows[0]?.Length ?? 0;
        for (int i = 0; i < rows.Length; i++)
            if (rows[i] is null || rows[i].Length != length || length == 0)
                throw new ArgumentException($"Row {i} of {parameter} has {rows[i]?.Length ?? 0} elements and row 0 has {length}; every row needs the same number of them, at least 1.", parameter);
        if ((long)rows.Length * length > Array.MaxLength)
            throw new ArgumentException($"The {rows.Length:N0} rows of {parameter} have {length:N0} elements each, {(long)rows.Length * length:N0} in all; a dataset holds at most {Array.MaxLength:N0}.", parameter);
        float[] flat = new float[rows.Length * length];
        for (int i = 0; i < rows.Length; i++)
            rows[i].CopyTo(flat, i * length);
        return flat;
    }

    /// <summary>The number of samples of a given length among some elements.</summary>
    public static int CountSamples(int elements, int length, string parameter, string lengthParameter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, lengthParameter);
        (int count, int rest) = Math.DivRem(elements, length);
        return (count, rest) switch
        {
            (_, not 0) => throw new ArgumentException($"{parameter} has {elements} elements, which is not a multiple of {length}, the length of one sample.", parameter),
            (0, _) => throw new ArgumentException("A dataset needs at least 1 sample; there are 0.", parameter),
            _ => count,
        };
    }

    /// <summary>Checks that every input has a target or label.</summary>
    public static void CheckCounts(int inputs, int others, string what, string parameter)
    {
        if (inputs != others)
            throw new ArgumentException($"There are {inputs} inputs but {others} {what}.", parameter);
    }
}
