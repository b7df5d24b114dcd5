using NetGen.Tests.RandomCases;

namespace NetGen.Stress.Guards;

/// <summary>The child process that runs networks in protected memory, and ends at the first access out of bounds. It prints each call in advance.</summary>
internal static class GuardedChild
{
    // Every number of rows in a block, and the smallest batches of several blocks and of several shards.
    private static readonly int[] BatchSizes = [.. Enumerable.Range(1, Shards.BlockRows + 1), 63, 64, 65];

    /// <param name="assembly">The networks.</param>
    /// <param name="bits">The vector width that this process should have.</param>
    /// <param name="first">The first network.</param>
    /// <param name="batches">An additional batch size for each network.</param>
    public static void Run(string assembly, int bits, int first, int[] batches)
    {
        if (Width.Widest != bits)
            throw new InvalidOperationException($"This process should have vectors of {bits} bits, and has {Width.Widest}.");
        using var networks = new CompiledNetworks(File.ReadAllBytes(assembly));
        for (int i = first; i < batches.Length; i++)
            Run(i, networks.Create(i), KernelCalls.Of(networks.KernelsOf(i)), batches[i]);
    }

    private static void Run(int network, ISubject subject, KernelCalls kernels, int batch)
    {
        int[] sizes = [.. BatchSizes.Append(batch).Distinct()];
        using var stage = new Stage(network, subject, sizes.Max(), kernels.Scratch);
        var spans = new SpanCalls(subject, stage, sizes.Max());
        foreach (Edge edge in Enum.GetValues<Edge>())
            foreach (int size in sizes)
            {
                stage.Set(size, edge);
                spans.Run();
                if (size <= Shards.BlockRows)
                    kernels.Run(stage);
            }
    }
}
