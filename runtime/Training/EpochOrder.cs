namespace NetGen.Training;

/// <summary>The order of samples in each epoch, a function of the seed and the index of the epoch alone.</summary>
internal sealed class EpochOrder
{
    private readonly SeededRandom _random = new(0);
    private int[] _samples = [];
    private ulong _epoch;

    /// <summary>The next epoch's order, in the same memory each time.</summary>
    /// <param name="count">Samples of the dataset.</param>
    /// <param name="seed">The seed that the order is drawn from; null for the dataset's own order.</param>
    public ReadOnlySpan<int> Next(int count, ulong? seed)
    {
        if (_samples.Length != count)
            _samples = new int[count];
        for (int i = 0; i < count; i++)
            _samples[i] = i;
        ulong epoch = _epoch++;
        if (seed is { } start)
        {
            _random.Restart(SeededRandom.Derive(start, epoch));
            _random.Shuffle(_samples.AsSpan());
        }
        return _samples;
    }
}
