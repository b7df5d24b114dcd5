namespace NetGen.Kernels;

/// <summary>The blocks of a batch, divided among threads.</summary>
/// <param name="batchCapacity">The most samples of a batch.</param>
/// <param name="areShardsWhole">Whether a thread takes whole shards, since it sums their gradients.</param>
internal sealed class ThreadBlocks(int batchCapacity, bool areShardsWhole)
{
    private readonly Block[] _blocks = new Block[BatchBlocks.MostIn(batchCapacity)];

    public int Count { get; private set; }

    public int Shards { get; private set; }

    public Block this[int index] => _blocks[index];

    /// <summary>Cuts a batch.</summary>
    public void Begin(int samples)
    {
        (Count, Shards) = (0, NetGen.Shards.Count(samples));
        foreach (Block block in new BatchBlocks(samples, Shards))
            _blocks[Count++] = block;
    }

    /// <summary>A thread's blocks; a single block belongs to the calling thread.</summary>
    public (int First, int End) Of(int thread, int threads) => areShardsWhole
        ? (FirstOf(Cut(Shards, thread, threads)), FirstOf(Cut(Shards, thread + 1, threads)))
        : (Cut(Count, thread, threads), Cut(Count, thread + 1, threads));

    /// <summary>A thread's samples.</summary>
    public (int Start, int Count) SamplesOf(int thread, int threads)
    {
        (int first, int end) = Of(thread, threads);
        return first == end ? (0, 0) : (_blocks[first].Start, _blocks[end - 1].Start + _blocks[end - 1].Rows - _blocks[first].Start);
    }

    /// <summary>The first block of a shard; the end of all after the last.</summary>
    private int FirstOf(int shard)
    {
        int first = 0;
        while (first < Count && _blocks[first].Shard < shard)
            first++;
        return first;
    }

    private static int Cut(int count, int thread, int threads) => (count * thread + threads - 1) / threads;
}
