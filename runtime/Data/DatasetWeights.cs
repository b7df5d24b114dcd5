namespace NetGen.Data;

/// <summary>Lets samples or classes count differently in training, and smooths labels.</summary>
public static class DatasetWeights
{
    /// <summary>The dataset with a weight for each sample, by which its loss counts in training, in place of those it had. Evaluation ignores weights.</summary>
    /// <param name="data">The samples, which are shared; those that are selected from the result keep their weights.</param>
    /// <param name="weights">A finite weight of at least 0 for each sample, copied; at least one is greater than 0.</param>
    /// <exception cref="ArgumentException">The counts differ, a weight is negative or not finite, or all are 0.</exception>
    public static Dataset WithWeights(this Dataset data, ReadOnlySpan<float> weights)
    {
        ArgumentNullException.ThrowIfNull(data);
        Samples.CheckWeights(weights, data.Count, "sample", nameof(weights));
        return data.With(data.Source, weights.ToArray());
    }

    /// <summary>The dataset with each sample weighted by its class; a weight that a sample has already is multiplied by it.</summary>
    /// <param name="data">The samples. Targets are classes: one element of 1 among zeros; or a single element, 1 for class 1 and 0 or −1 for class 0.</param>
    /// <param name="weights">A finite weight of at least 0 for each class, of which at least one is greater than 0.</param>
    /// <param name="part">The named part of the targets that is the class, where there are several.</param>
    /// <exception cref="ArgumentException">The counts differ, a weight is negative or not finite, no sample would count, a target is not a class, or there is no such part.</exception>
    public static Dataset WithClassWeights(this Dataset data, ReadOnlySpan<float> weights, string? part = null)
    {
        ClassLabels labels = ClassLabels.Of(data, part);
        Samples.CheckWeights(weights, labels.Counts.Length, "class", nameof(weights));
        float[] weighted = new float[data.Count];
        for (int i = 0; i < weighted.Length; i++)
            weighted[i] = weights[labels[i]] * (data.HasWeights ? data.Weights[i] : 1);
        return data.WithWeights(weighted);
    }

    /// <summary>The dataset with each sample weighted so that all classes count alike: n / (classes · samples of its class), as scikit-learn's <c>compute_class_weight('balanced')</c>, where classes are those that have samples. A weight that a sample has already is multiplied by it.</summary>
    /// <param name="data">The samples. Targets are classes, as for <see cref="WithClassWeights"/>.</param>
    /// <param name="part">The named part of the targets that is the class, where there are several.</param>
    /// <exception cref="ArgumentException">A target is not a class, or there is no such part.</exception>
    public static Dataset WithBalancedClassWeights(this Dataset data, string? part = null)
    {
        ClassLabels labels = ClassLabels.Of(data, part);
        float[] weights = new float[labels.Counts.Length];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = labels.Counts[i] == 0 ? 0 : (float)(data.Count / ((double)labels.Present * labels.Counts[i]));
        return data.WithClassWeights(weights, part);
    }

    /// <summary>The dataset with smoothed class targets, t·(1 − ε) + ε/K for K classes, as PyTorch's <c>label_smoothing</c> (Szegedy et al. 2016, "Rethinking the Inception architecture"). A single element is the probability of one of two classes: K = 2.</summary>
    /// <param name="data">The samples, whose targets are class probabilities.</param>
    /// <param name="smoothing">ε, at least 0 and at most 1.</param>
    /// <param name="part">The named part of the targets to smooth, where there are several.</param>
    /// <exception cref="ArgumentException">There is no such part.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is out of range.</exception>
    public static Dataset SmoothLabels(this Dataset data, double smoothing, string? part = null)
    {
        (int offset, int length) = ClassLabels.TargetRange(data, part);
        if (!(smoothing is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "The smoothing must be at least 0 and at most 1.");
        double added = smoothing / Math.Max(length, 2);
        return data.MapTargets(data.TargetLength, (from, to) =>
        {
            from.CopyTo(to);
            foreach (ref float target in to.Slice(offset, length))
                target = (float)(target * (1 - smoothing) + added);
        });
    }
}
