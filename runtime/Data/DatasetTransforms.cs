namespace NetGen.Data;

/// <summary>Changes samples. Those in memory are changed at once and copied; those of a file whenever they are read.</summary>
public static class DatasetTransforms
{
    /// <summary>The dataset with every sample changed by a function, also to other lengths. Inputs or targets of another length lose the names of their parts.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="inputLength">Elements of a new input.</param>
    /// <param name="targetLength">Elements of a new target.</param>
    /// <param name="map">Writes the new input and target.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The samples in memory would be more elements than an array can have; or they are augmented as images of another length, in which case WithAugmentation must follow.</exception>
    public static Dataset Map(this Dataset data, int inputLength, int targetLength, SampleMap map)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetLength, 1);
        return data.With(inputLength, targetLength, map);
    }

    /// <summary>The dataset with every input changed by a function.</summary>
    /// <inheritdoc cref="Map"/>
    public static Dataset MapInputs(this Dataset data, int inputLength, ElementsMap map)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(map);
        return data.Map(inputLength, data.TargetLength, (input, target, newInput, newTarget) =>
        {
            map(input, newInput);
            target.CopyTo(newTarget);
        });
    }

    /// <summary>The dataset with every target changed by a function.</summary>
    /// <inheritdoc cref="Map"/>
    public static Dataset MapTargets(this Dataset data, int targetLength, ElementsMap map)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(map);
        return data.Map(data.InputLength, targetLength, (input, target, newInput, newTarget) =>
        {
            input.CopyTo(newInput);
            map(target, newTarget);
        });
    }

    /// <summary>The dataset with every input element normalised to mean 0 and variance 1 over the samples.</summary>
    /// <param name="data">The samples for training.</param>
    /// <param name="statistics">The means and deviations used: pass them to <see cref="NormalizeInputs(Dataset, Normalization)"/> for further data, and apply them to every input of the trained network.</param>
    public static Dataset NormalizeInputs(this Dataset data, out Normalization statistics) => data.NormalizeInputs(statistics = Normalization.OfInputs(data));

    /// <summary>The dataset with its inputs normalised by statistics of the training data.</summary>
    /// <exception cref="ArgumentException">The statistics are for inputs of another length.</exception>
    public static Dataset NormalizeInputs(this Dataset data, Normalization statistics)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(statistics);
        statistics.CheckLength(data.InputLength, "input", nameof(statistics));
        return data.MapInputs(data.InputLength, Applied(statistics));
    }

    /// <summary>The dataset with every target element normalised to mean 0 and variance 1 over the samples, for a regression whose targets are large, small or of different units.</summary>
    /// <param name="data">The samples for training.</param>
    /// <param name="statistics">The means and deviations used: pass them to <see cref="NormalizeTargets(Dataset, Normalization)"/> for further data, and invert the network's outputs by them (<see cref="Normalization.Invert"/>).</param>
    public static Dataset NormalizeTargets(this Dataset data, out Normalization statistics) => data.NormalizeTargets(statistics = Normalization.OfTargets(data));

    /// <summary>The dataset with its targets normalised by statistics of the training data.</summary>
    /// <exception cref="ArgumentException">The statistics are for targets of another length.</exception>
    public static Dataset NormalizeTargets(this Dataset data, Normalization statistics)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(statistics);
        statistics.CheckLength(data.TargetLength, "target", nameof(statistics));
        return data.MapTargets(data.TargetLength, Applied(statistics));
    }

    /// <summary><see cref="NormalizeInputs(Dataset, out Normalization)"/>.</summary>
    public static Dataset Normalize(this Dataset data, out Normalization statistics) => data.NormalizeInputs(out statistics);

    /// <summary><see cref="NormalizeInputs(Dataset, Normalization)"/>.</summary>
    /// <exception cref="ArgumentException">The statistics are for inputs of another length.</exception>
    public static Dataset Normalize(this Dataset data, Normalization statistics) => data.NormalizeInputs(statistics);

    /// <summary>The samples of this dataset, then those of another of the same lengths and parts: copied, or where one is in a file read from both.</summary>
    /// <param name="data">The first samples.</param>
    /// <param name="other">The last samples. Where only one dataset has weights, those of the other are 1.</param>
    /// <exception cref="ArgumentException">The lengths or the parts differ, only one is augmented or they are so differently, or there are more samples than an int can count.</exception>
    /// <exception cref="InvalidOperationException">Both are in memory and have more elements together than an array can have.</exception>
    public static Dataset Concat(this Dataset data, Dataset other)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(other);
        if ((data.InputLength, data.TargetLength) != (other.InputLength, other.TargetLength))
            throw new ArgumentException($"The first dataset has {data.InputLength} inputs and {data.TargetLength} targets a sample, the other {other.InputLength} and {other.TargetLength}; both need the same.", nameof(other));
        if (!data.InputParts.SequenceEqual(other.InputParts) || !data.TargetParts.SequenceEqual(other.TargetParts))
            throw new ArgumentException("The two datasets have different named parts; both need the same, in the same order.", nameof(other));
        if (data.Augmentation != other.Augmentation)
            throw new ArgumentException("The two datasets are not augmented alike; call WithAugmentation on the result instead.", nameof(other));
        if ((long)data.Count + other.Count > Array.MaxLength)
            throw new ArgumentException($"The datasets have {(long)data.Count + other.Count:N0} samples together; at most {Array.MaxLength:N0} can be counted.", nameof(other));
        SampleSource source = new ConcatenatedSource(data.Source, other.Source);
        if (data.Source is MemorySource && other.Source is MemorySource)
            source = source.ToMemory();
        return data.With(source, data.HasWeights || other.HasWeights ? (float[])[.. WeightsOf(data), .. WeightsOf(other)] : default);
    }

    /// <summary>The dataset with samples of a file, and what is computed from them, copied to memory, so that they have spans; itself if it is in memory.</summary>
    /// <exception cref="InvalidOperationException">The samples are more elements together than an array can have.</exception>
    public static Dataset ToMemory(this Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.IsInMemory ? data : data.With(data.Source.ToMemory(), data.Weights.ToArray());
    }

    private static float[] WeightsOf(Dataset data)
    {
        if (data.HasWeights)
            return data.Weights.ToArray();
        float[] ones = new float[data.Count];
        Array.Fill(ones, 1);
        return ones;
    }

    private static ElementsMap Applied(Normalization statistics) => (from, to) =>
    {
        from.CopyTo(to);
        statistics.Apply(to);
    };
}
