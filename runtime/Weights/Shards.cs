using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>How a batch is divided into shards, over which gradients are summed. The division depends on the batch size alone, so the number of threads, which compute shards, never changes a bit.</summary>
public static class Shards
{
    /// <summary>The most samples that a kernel takes at once.</summary>
    internal const int BlockRows = Kernels.KernelConstants.BlockRows;

    /// <summary>The most shards of a batch. Each may need a gradient block of its own, so the number is bounded.</summary>
    public const int Maximum = 8;

    /// <summary>Shards of a batch: one for every 32 samples begun, at most <see cref="Maximum"/>.</summary>
    public static int Count(int batchSize) => Math.Min(Maximum, Blocks(batchSize));

    /// <summary>The samples of a shard: its first, and how many.</summary>
    public static (int Start, int Length) Range(int shard, int batchSize) => Part(shard, Count(batchSize), batchSize);

    // In long arithmetic: a capacity of int.MaxValue is rejected for its size, not for an overflow.
    internal static int Blocks(int samples) => (int)((samples + (BlockRows - 1L)) / BlockRows);

    /// <summary>Range number <paramref name="index"/> of <paramref name="count"/> ranges whose lengths differ by at most one.</summary>
    internal static (int Start, int Length) Part(int index, int count, int total)
    {
        int start = Cut(total, index, count);
        return (start, Cut(total, index + 1, count) - start);
    }

    /// <summary>The end of the first <paramref name="parts"/> of <paramref name="count"/> ranges whose lengths differ by at most one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Cut(int total, int parts, int count) => parts == count ? total : (int)((long)total * parts / count);
}
