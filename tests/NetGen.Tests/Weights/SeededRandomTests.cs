namespace NetGen.Tests.Weights;

public class SeededRandomTests
{
    /// <summary>From an independent implementation of the two papers; seed 0 is also the published vector of Rust's <c>rand_xoshiro</c>.</summary>
    [Theory]
    [InlineData(0UL, 0x99ec5f36cb75f2b4UL, 0xbf6e1f784956452aUL, 0x1a5f849d4933e6e0UL, 0x6aa594f1262d2d2cUL)]
    [InlineData(1UL, 0xb3f2af6d0fc710c5UL, 0x853b559647364ceaUL, 0x92f89756082a4514UL, 0x642e1c7bc266a3a7UL)]
    [InlineData(ulong.MaxValue, 0x8f5520d52a7ead08UL, 0xc476a018caa1802dUL, 0x81de31c0d260469eUL, 0xbf658d7e065f3c2fUL)]
    public void Sequence_is_xoshiro256_seeded_by_splitmix64(ulong seed, params ulong[] expected)
    {
        var random = new SeededRandom(seed);
        Assert.Equal(expected, expected.Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void Singles_are_the_top_24_bits()
    {
        var random = new SeededRandom(5);
        Assert.Equal([0.2884112f, 0.6020823f, 0.64954668f], new[] { random.NextSingle(), random.NextSingle(), random.NextSingle() });
        float largest = Enumerable.Range(0, 100_000).Max(_ => random.NextSingle());
        Assert.InRange(largest, 0.9999f, MathF.BitDecrement(1));
    }

    [Fact]
    public void Restart_repeats_the_sequence()
    {
        var random = new SeededRandom(3);
        ulong first = random.NextUInt64();
        random.NextNormal();
        random.Restart(3);
        Assert.Equal(first, random.NextUInt64());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Integers_are_equally_likely(int bound)
    {
        const int Draws = 200_000;
        var random = new SeededRandom(11);
        int[] counts = new int[bound];
        for (int i = 0; i < Draws; i++)
            counts[random.NextInt32(bound)]++;
        double expected = (double)Draws / bound;
        double chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        // Mean bound − 1, standard deviation √(2·(bound − 1)); five standard deviations.
        Assert.InRange(chiSquare, 0, bound - 1 + 5 * Math.Sqrt(2.0 * (bound - 1)));
    }

    [Fact]
    public void A_large_bound_is_not_biased_towards_small_values()
    {
        // Without rejection, a bound of ¾·2³¹ would give values of one residue modulo 3 twice as often.
        const int Bound = 3 << 29;
        var random = new SeededRandom(2);
        int[] residues = new int[3];
        for (int i = 0; i < 90_000; i++)
            residues[random.NextInt32(Bound) % 3]++;
        Assert.All(residues, count => Assert.InRange(count, 29_000, 31_000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_bound_below_one_is_an_error(int bound) => Assert.Throws<ArgumentOutOfRangeException>(() => new SeededRandom(0).NextInt32(bound));

    [Fact]
    public void Normals_have_the_bits_of_the_reference()
    {
        var random = new SeededRandom(7);
        Assert.Equal([0x3f76e06b, 0xbe9b9cbb, 0x3e9c0e02, 0xbfd9bafe], Enumerable.Range(0, 4).Select(_ => BitConverter.SingleToUInt32Bits(random.NextNormal())));
    }

    [Fact]
    public void Normals_have_the_moments_of_the_normal_distribution()
    {
        const int Draws = 200_000;
        var random = new SeededRandom(1);
        double[] draws = [.. Enumerable.Range(0, Draws).Select(_ => (double)random.NextNormal())];
        Assert.Equal(0, draws.Average(), 0.01);
        Assert.Equal(1, draws.Average(x => x * x), 0.02);
        Assert.Equal(0, draws.Average(x => x * x * x), 0.05);
        Assert.Equal(3, draws.Average(x => x * x * x * x), 0.1);
        Assert.Equal(0.6827, (double)draws.Count(x => Math.Abs(x) < 1) / Draws, 0.005);
    }

    [Fact]
    public void Logarithm_is_accurate_to_the_last_few_bits()
    {
        var random = new SeededRandom(4);
        for (int i = 0; i < 10_000; i++)
        {
            double x = random.NextDouble() * Math.ScaleB(1, -(int)(random.NextUInt64() % 100)) + double.Epsilon * (1L << 53);
            double expected = Math.Log(x);
            Assert.Equal(expected, SeededRandom.Log(x), Math.Max(1e-15, 4e-16 * Math.Abs(expected)));
        }
    }

    [Fact]
    public void Every_permutation_is_equally_likely()
    {
        var random = new SeededRandom(9);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            char[] letters = ['a', 'b', 'c', 'd'];
            random.Shuffle(letters.AsSpan());
            string order = new(letters);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 840, 1160));
    }

    [Fact]
    public void Derived_seeds_differ_for_adjacent_seeds()
    {
        const ulong Increment = 0x9E3779B97F4A7C15;
        IEnumerable<ulong> seeds = from seed in new ulong[] { 0, 1, Increment, unchecked(2 * Increment) } from stream in new ulong[] { 0, 1, 2, Increment } select SeededRandom.Derive(seed, stream);
        Assert.Equal(16, seeds.Distinct().Count());
    }
}
