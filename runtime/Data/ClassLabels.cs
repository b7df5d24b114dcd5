using System.Globalization;

namespace NetGen.Data;

/// <summary>The class of every sample of a dataset, found from its targets.</summary>
internal sealed class ClassLabels
{
    private readonly int[] _labels, _counts;

    private ClassLabels(int[] labels, int classes)
    {
        (_labels, _counts) = (labels, new int[classes]);
        foreach (int label in labels)
            _counts[label]++;
    }

    /// <summary>A sample's class, from 0.</summary>
    public int this[int sample] => _labels[sample];

    /// <summary>The samples of each class, which may be 0.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>The classes that have samples.</summary>
    public int Present => _counts.Count(count => count > 0);

    /// <summary>Of the classes that have samples, the first with the fewest.</summary>
    public (int Class, int Count) Smallest => _counts.Select((count, i) => (i, count)).Where(each => each.count > 0).MinBy(each => each.count);

    /// <summary>Reads the targets.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="part">The named part of the targets that is the class; null where they have no names, or one.</param>
    /// <exception cref="ArgumentException">A target is not a class, or there is no such part.</exception>
    public static ClassLabels Of(Dataset data, string? part)
    {
        (int offset, int length) = TargetRange(data, part);
        int[] labels = new int[data.Count];
        float[] target = new float[data.TargetLength];
        for (int i = 0; i < labels.Length; i++)
        {
            data.Source.Read(i, [], target);
            labels[i] = ClassOf(target.AsSpan(offset, length), i);
        }
        return new(labels, Math.Max(length, 2));
    }

    /// <summary>Where a named part of the targets is.</summary>
    public static (int Offset, int Length) TargetRange(Dataset data, string? part)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (part is null)
            return data.TargetParts.Count <= 1
                ? (0, data.TargetLength)
                : throw new ArgumentException($"The targets have the parts {string.Join(", ", data.TargetParts)}; name the one that is meant.", nameof(part));
        int offset = 0;
        foreach (DatasetPart each in data.TargetParts)
        {
            if (each.Name == part)
                return (offset, each.Length);
            offset += each.Length;
        }
        throw new ArgumentException($"The targets have no part named '{part}'; theirs are: {(data.TargetParts.Count == 0 ? "none" : string.Join(", ", data.TargetParts))}.", nameof(part));
    }

    private static int ClassOf(ReadOnlySpan<float> target, int sample)
    {
        if (target is [0 or -1 or 1])
            return target[0] == 1 ? 1 : 0;
        int first = target.IndexOf(1);
        if (target.Length == 1 || first < 0 || target[..first].ContainsAnyExcept(0) || target[(first + 1)..].ContainsAnyExcept(0))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The target of sample {sample} is not a class: {(target.Length == 1 ? $"it is {target[0]} instead of 0 or 1" : "it is not one element of 1 among zeros")}. Labels are smoothed after this."), "data");
        return first;
    }
}
