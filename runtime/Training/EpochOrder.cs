namespace NetGen.Training;

/// <summary>The order of samples in each epoch, a function of the seed and the index of the epoch alone.</summary>
internal sealed class EpochOrder
{
    private readonly SeededRandom _random = new(0);
    private int[] _samples = [];

    /// <summary>The order of samples that follow each other in a stream, for batches of parallel streams: each batch has the sample of every stream that follows the one in the batch before.</summary>
    /// <param name="batches">How the samples are divided; each batch is whole.</param>
    public ReadOnlySpan<int> Streams(EpochBatches batches)
    {
        if (_samples.Length != batches.Samples)
            _samples = new int[batches.Samples];
        for (int step = 0; step < batches.Steps; step++)
            for (int stream = 0; stream < batches.Size; stream++)
                _samples[step * batches.Size + stream] = stream * batches.Steps + step;
        return _samples;
    }

    /// <summary>An epoch's order, in the same memory each time.</summary>
    /// <param name="count">Samples of the dataset.</param>
    /// <param name="seed">The seed that the order is drawn from; null for the dataset's own order.</param>
    /// <param name="epoch">The index of the epoch.</param>
    public ReadOnlySpan<int> Of(int count, ulong? seed, long epoch)
    {
        if (_samples.Length != count)
            _samples = new int[count];
        for (int i = 0; i < count; i++)
            _samples[i] = i;
        if (seed is { } start)
        {
            _random.Restart(SeededRandom.Derive(start, (ulong)epoch));
            _random.Shuffle(_samples.AsSpan());
        }
        return _samples;
    }
}
