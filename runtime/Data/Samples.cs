using System.Globalization;

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
        CheckRows(rows, parameter, parameter);
        int length = rows[0].Length;
        if ((long)rows.Length * length > Array.MaxLength)
            throw new ArgumentException($"The {rows.Length:N0} rows of {parameter} have {length:N0} elements each, {(long)rows.Length * length:N0} in all; a dataset holds at most {Array.MaxLength:N0}.", parameter);
        float[] flat = new float[rows.Length * length];
        for (int i = 0; i < rows.Length; i++)
            rows[i].CopyTo(flat, i * length);
        return flat;
    }

    /// <summary>Throws unless there are rows, all of one length.</summary>
    private static void CheckRows(float[][] rows, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(rows, parameter);
        if (rows.Length == 0)
            throw new ArgumentException("A dataset needs at least 1 sample; there are 0.", parameter);
        int length = rows[0]?.Length ?? 0;
        for (int i = 0; i < rows.Length; i++)
            if (rows[i] is null || rows[i].Length != length || length == 0)
                throw new ArgumentException($"Row {i} of {what} has {rows[i]?.Length ?? 0} elements and row 0 has {length}; every row needs the same number of them, at least 1.", parameter);
    }

    /// <summary>Named parts of every sample, one after another.</summary>
    /// <param name="parts">Each part's name, and its rows, one for each sample.</param>
    /// <param name="what">The word for a part.</param>
    /// <param name="parameter">The parameter that has them.</param>
    public static (float[] Elements, DatasetPart[] Parts) Join((string Name, float[][] Rows)[] parts, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(parts, parameter);
        if (parts.Length == 0)
            throw new ArgumentException($"A dataset needs at least 1 {what}; there are 0.", parameter);
        for (int i = 0; i < parts.Length; i++)
        {
            (string name, float[][] rows) = parts[i];
            if (string.IsNullOrEmpty(name) || parts[..i].Any(other => other.Name == name))
                throw new ArgumentException($"{what} {i} {(string.IsNullOrEmpty(name) ? "has no name" : $"is named '{name}', as another")}; each needs a name of its own.", parameter);
            CheckRows(rows, $"{what} '{name}'", parameter);
            if (rows.Length != parts[0].Rows.Length)
                throw new ArgumentException($"{what} '{name}' has {rows.Length} samples and '{parts[0].Name}' has {parts[0].Rows.Length}.", parameter);
        }
        int samples = parts[0].Rows.Length;
        int[] lengths = [.. parts.Select(part => part.Rows[0].Length)];
        long length = lengths.Sum(each => (long)each);
        if (samples * length > Array.MaxLength)
            throw new ArgumentException($"The {samples:N0} samples have {length:N0} elements of {parameter} each, {samples * length:N0} in all; a dataset holds at most {Array.MaxLength:N0}.", parameter);
        float[] joined = new float[samples * length];
        for (int i = 0, offset = 0; i < parts.Length; offset += lengths[i++])
            for (int sample = 0; sample < samples; sample++)
                parts[i].Rows[sample].CopyTo(joined.AsSpan(sample * (int)length + offset));
        return (joined, [.. parts.Select((part, i) => new DatasetPart(part.Name, lengths[i]))]);
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

    /// <summary>Checks weights: one for each, finite and at least 0, not all 0.</summary>
    public static void CheckWeights(ReadOnlySpan<float> weights, int count, string what, string parameter)
    {
        if (weights.Length != count)
            throw new ArgumentException($"There are {weights.Length} weights; each {what} needs one, and there are {count}.", parameter);
        for (int i = 0; i < count; i++)
            if (!(float.IsFinite(weights[i]) && weights[i] >= 0))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The weight of {what} {i} is {weights[i]}; it must be finite and at least 0."), parameter);
        if (!weights.ContainsAnyExcept(0))
            throw new ArgumentException($"All weights are 0, so that no {what} would count; at least one must be greater than 0.", parameter);
    }
}
