using System.Globalization;

namespace NetGen.Data;

/// <summary>Shuffles the samples of a dataset, and divides them into those for training and those for evaluation. Parts of a dataset in memory are copied; of one in a file they are lists of indices.</summary>
public static class DatasetSplits
{
    /// <summary>The samples in an order that depends on the seed alone: copied, or where they are in a file by index.</summary>
    public static Dataset Shuffle(this Dataset data, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Select(Order(data.Count, seed));
    }

    /// <summary>Shuffles the samples and splits them in two: for training and for evaluation.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="fraction">The share of the samples in the first dataset, rounded to whole samples.</param>
    /// <param name="seed">Determines the order of the samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the two would be empty.</exception>
    public static (Dataset First, Dataset Second) Split(this Dataset data, double fraction, ulong seed)
    {
        int first = FirstCount(data, fraction);
        Dataset shuffled = data.Shuffle(seed);
        return (shuffled.Take(first), shuffled.Slice(first, data.Count - first));
    }

    /// <summary>Shuffles the samples and splits them in two, so that each class has its share in both: as scikit-learn's <c>train_test_split(stratify=…)</c>, except that the remainders of equal size go to the lower classes.</summary>
    /// <param name="data">The samples. Targets are classes: one element of 1 among zeros; or a single element, 1 for one class and 0 or −1 for the other.</param>
    /// <param name="fraction">The share of the samples in the first dataset, rounded to whole samples.</param>
    /// <param name="seed">Determines the order of the samples.</param>
    /// <param name="part">The named part of the targets that is the class, where there are several.</param>
    /// <exception cref="ArgumentException">A target is not a class, or there is no such part.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One of the two would have fewer samples than there are classes.</exception>
    /// <exception cref="InvalidOperationException">A class has a single sample.</exception>
    public static (Dataset First, Dataset Second) StratifiedSplit(this Dataset data, double fraction, ulong seed, string? part = null)
    {
        int count = FirstCount(data, fraction);
        ClassLabels labels = ClassLabels.Of(data, part);
        if (labels.Smallest is { Count: < 2 } rare)
            throw new InvalidOperationException($"Class {rare.Class} has 1 sample, which cannot be in both datasets; a stratified split needs at least 2 of every class.");
        if (Math.Min(count, data.Count - count) < labels.Present)
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, $"A share of {Text(fraction)} of {data.Count} samples leaves {Math.Min(count, data.Count - count)} in one dataset, fewer than the {labels.Present} classes.");

        int[] left = Shares(labels.Counts, count, data.Count), order = Order(data.Count, seed);
        List<int> first = new(count), second = new(data.Count - count);
        foreach (int sample in order)
            (left[labels[sample]]-- > 0 ? first : second).Add(sample);
        return (data.Select([.. first]), data.Select([.. second]));
    }

    /// <summary>Every sample is in one of k folds: gives, for each fold in turn, the samples of all others to train on and its own to validate. Sizes as scikit-learn's <c>KFold</c>: the first Count mod k folds are one larger.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="k">The number of folds, from 2 to Count.</param>
    /// <param name="seed">Determines which samples are in a fold. Within both datasets they keep their order.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer samples than folds, or fewer folds than 2.</exception>
    public static IEnumerable<(Dataset Train, Dataset Validation)> KFold(this Dataset data, int k, ulong seed)
    {
        CheckFolds(data, k);
        int[] order = Order(data.Count, seed), folds = new int[data.Count];
        (int size, int larger) = Math.DivRem(data.Count, k);
        for (int i = 0; i < order.Length; i++)
            folds[order[i]] = i < larger * (size + 1) ? i / (size + 1) : (i - larger) / size;
        return Folds(data, folds, k);
    }

    /// <summary><see cref="KFold"/> with the classes in the same proportion in every fold, divided among the folds as by scikit-learn's <c>StratifiedKFold</c>.</summary>
    /// <param name="data">The samples. Targets are classes, as for <see cref="StratifiedSplit"/>.</param>
    /// <param name="k">The number of folds, from 2 to the samples of the smallest class.</param>
    /// <param name="seed">Determines which samples are in a fold. Within both datasets they keep their order.</param>
    /// <param name="part">The named part of the targets that is the class, where there are several.</param>
    /// <exception cref="ArgumentException">A target is not a class, or there is no such part.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class has fewer samples than there are folds, or there are fewer folds than 2.</exception>
    public static IEnumerable<(Dataset Train, Dataset Validation)> StratifiedKFold(this Dataset data, int k, ulong seed, string? part = null)
    {
        CheckFolds(data, k);
        ClassLabels labels = ClassLabels.Of(data, part);
        if (labels.Smallest is var smallest && smallest.Count < k)
            throw new ArgumentOutOfRangeException(nameof(k), k, $"Class {smallest.Class} has {smallest.Count} samples, fewer than {k} folds; each fold needs one of every class.");

        // Sorted by class, samples go to the folds in turn, which gives each fold's number of a class; which samples they are is drawn.
        int[] order = Order(data.Count, seed), next = new int[labels.Counts.Length], folds = new int[data.Count];
        for (int i = 1; i < next.Length; i++)
            next[i] = next[i - 1] + labels.Counts[i - 1];
        foreach (int sample in order)
            folds[sample] = next[labels[sample]]++ % k;
        return Folds(data, folds, k);
    }

    private static IEnumerable<(Dataset Train, Dataset Validation)> Folds(Dataset data, int[] folds, int k)
    {
        for (int fold = 0; fold < k; fold++)
            yield return (data.Select(Where(fold, inside: false)), data.Select(Where(fold, inside: true)));

        int[] Where(int fold, bool inside) => [.. Enumerable.Range(0, folds.Length).Where(sample => folds[sample] == fold == inside)];
    }

    /// <summary>Each class's share of the first dataset: rounded down, then one more for those of the largest remainders.</summary>
    private static int[] Shares(ReadOnlySpan<int> counts, int first, int all)
    {
        int[] shares = new int[counts.Length], classes = [.. Enumerable.Range(0, counts.Length)];
        long[] remainders = new long[counts.Length];
        for (int i = 0; i < counts.Length; i++)
            (shares[i], remainders[i]) = ((int)((long)counts[i] * first / all), (long)counts[i] * first % all);
        foreach (int next in classes.OrderByDescending(i => remainders[i]).Take(first - shares.Sum()))
            shares[next]++;
        return shares;
    }

    private static int[] Order(int count, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new SeededRandom(seed).Shuffle(order.AsSpan());
        return order;
    }

    private static int FirstCount(Dataset data, double fraction)
    {
        ArgumentNullException.ThrowIfNull(data);
        double first = Math.Round(fraction * data.Count);
        return first >= 1 && first < data.Count
            ? (int)first
            : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, $"A share of {Text(fraction)} of {data.Count} samples leaves one part empty; each needs at least 1.");
    }

    private static void CheckFolds(Dataset data, int k)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (k < 2 || k > data.Count)
            throw new ArgumentOutOfRangeException(nameof(k), k, $"{data.Count} samples can't be divided into {k} folds; there must be at least 2, each with at least 1 sample.");
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
