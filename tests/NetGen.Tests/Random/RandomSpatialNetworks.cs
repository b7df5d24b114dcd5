using FsCheck;
using FsCheck.Fluent;
using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Random networks of all kinds of layers: over images, over channels × length, and over vectors with norms, dropout and PRelu between dense layers.</summary>
public static class RandomSpatialNetworks
{
    // Limits the time of the reference to some tenths of a second per case.
    private const long MaxMultiplyAdds = 600_000, MaxWork = 2_000_000, MaxElements = 60_000;

    public static Gen<RandomCase> Cases =>
        from seed in Gen.Choose(0, 999_999)
        select Draw(new Random(seed), seed);

    /// <summary>Networks in which a dense layer so large that threads share its outputs follows layers of all kinds.</summary>
    public static Gen<RandomCase> SharedCases =>
        from seed in Gen.Choose(0, 999_999)
        select DrawShared(new Random(seed), seed);

    private static RandomCase DrawShared(Random random, int seed)
    {
        // Weights above which threads share a layer with at least as many inputs.
        const int SharedWeights = 32_768, FewestInputs = 64;
        NetworkSpec spec;
        int inputs;
        do
        {
            spec = new StackDrawing(random).Network();
            inputs = spec.IsValid && spec.Layers is [_, .., Dense] ? spec.InputOf(spec.Layers.Length - 1).Length : 0;
        }
        while (inputs is < FewestInputs or > 512 || MultiplyAdds(spec) > MaxMultiplyAdds);
        Dense shared = new((SharedWeights + inputs - 1) / inputs + random.Next(40), (Activation)random.Next(2), random.Next(3) > 0);
        return new(spec with { Layers = spec.Layers.Insert(spec.Layers.Length - 1, shared) }, Math.Max(spec.MinimumBatchSize, random.Next(1, 35)), seed);
    }

    private static RandomCase Draw(Random random, int seed)
    {
        NetworkSpec spec;
        do
            spec = new StackDrawing(random).Network();
        while (!spec.IsValid || MultiplyAdds(spec) > MaxMultiplyAdds || Elements(spec) > MaxElements);
        if (random.Next(4) == 0)
            spec = spec with { Unroll = random.Next(3) == 0 && MultiplyAdds(spec) < 1000 ? Unroll.Full : Unroll.Loops };
        long most = Math.Min(MaxWork / MultiplyAdds(spec), MaxElements / Elements(spec));
        int batch = random.Next(10) switch
        {
            < 6 => random.Next(1, 66),
            < 9 => new[] { 1, 2, 31, 32, 33, 63, 64, 65 }[random.Next(8)],
            _ => random.Next(250, 301),
        };
        return new(spec, Math.Max(spec.MinimumBatchSize, (int)Math.Clamp(batch, 1, Math.Max(1, most))), seed);
    }

    private static long Elements(NetworkSpec spec) => Enumerable.Range(0, spec.Layers.Length).Sum(i => (long)spec.OutputOf(i).Length);

    // A layer without weights costs about as much as one multiply-add per element.
    private static long MultiplyAdds(NetworkSpec spec) => Enumerable.Range(0, spec.Layers.Length).Sum(i => spec.Layers[i] switch
    {
        Dense dense => (long)dense.Units * spec.InputOf(i).Length,
        Convolution convolution => (long)spec.OutputOf(i).Length * convolution.Window.Area * spec.InputOf(i).Channels / convolution.Groups,
        Recurrent recurrent => recurrent.MultiplyAdds(spec.InputOf(i)),
        SelfAttention => (long)spec.InputOf(i).Length * (4 * spec.InputOf(i).Channels + 2 * spec.InputOf(i).Width),
        Pooling pool => (long)spec.OutputOf(i).Length * pool.Window.Area,
        _ => spec.InputOf(i).Length,
    });
}
