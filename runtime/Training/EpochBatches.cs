using NetGen.Data;

namespace NetGen.Training;

/// <summary>How an epoch is divided into batches.</summary>
/// <param name="Size">Samples in a batch; the last batch may have fewer.</param>
/// <param name="Steps">The number of batches.</param>
/// <param name="Samples">Samples in all of them.</param>
internal readonly record struct EpochBatches(int Size, int Steps, int Samples)
{
    /// <summary>The batches of a dataset whose samples follow each other: as many parallel streams as a batch has samples, of equal lengths; what is left over is left out.</summary>
    public static EpochBatches OfStreams(Dataset train, int batchSize)
    {
        int streams = Math.Min(batchSize, train.Count), steps = train.Count / streams;
        return new(streams, steps, streams * steps);
    }

    /// <summary>The batches of a dataset.</summary>
    /// <exception cref="ArgumentException">A batch has fewer samples than the network can be trained on, or none is left.</exception>
    public static EpochBatches Of<TNetwork>(Dataset train, int batchSize, bool dropLast) where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        (int whole, int rest) = Math.DivRem(train.Count, batchSize);
        if (dropLast && whole == 0)
            throw new ArgumentException($"The dataset has {train.Count} samples and a batch {batchSize}, so that DropLast leaves nothing to train on: BatchSize must be at most {train.Count}.", nameof(train));
        int last = dropLast || rest == 0 ? batchSize : rest;
        if (last < TNetwork.MinimumBatchSize)
            throw new ArgumentException(
                $"{typeof(TNetwork).Name} needs batches of at least {TNetwork.MinimumBatchSize} samples, since batch normalisation takes the variance of a batch. " + (whole == 0 || rest == 0
                    ? $"Its batches have {last}: BatchSize is {batchSize}, and the dataset has {train.Count}."
                    : $"The last of {train.Count} samples by {batchSize} has {last}: DropLast = true leaves it out, and another BatchSize avoids it."),
                nameof(train));
        return dropLast
            ? new(batchSize, whole, whole * batchSize)
            : new(Math.Min(batchSize, train.Count), rest == 0 ? whole : whole + 1, train.Count);
    }
}
