using System.Numerics;

namespace NetGen;

/// <summary>A random generator whose sequence depends on the seed alone: the same on every machine, system and version.</summary>
/// <remarks>
/// xoshiro256** (Blackman and Vigna 2018, "Scrambled linear pseudorandom number generators"), period 2²⁵⁶ − 1.
/// Its four words are the first four results of SplitMix64 started at the seed. Not for secrets, and not for several threads at once.
/// </remarks>
public sealed class SeededRandom
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>A generator at the start of a seed's sequence.</summary>
    public SeededRandom(ulong seed) => Restart(seed);

    /// <summary>Restarts at the beginning of a seed's sequence.</summary>
    public void Restart(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A multiple of 2⁻²⁴, uniform in [0, 1).</summary>
    public float NextSingle() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>A multiple of 2⁻⁵³, uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>An integer in [0, bound), each equally likely.</summary>
    /// <param name="bound">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is less than 1.</exception>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        // Lemire 2019, "Fast random integer generation in an interval": the high half of a product is uniform
        // once the few low halves that would come up once too often are drawn again.
        uint range = (uint)bound;
        uint rejected = unchecked(0u - range) % range;
        ulong product;
        do
            product = (NextUInt64() >> 32) * range;
        while ((uint)product < rejected);
        return (int)(product >> 32);
    }

    /// <summary>A number from the normal distribution of mean 0 and variance 1.</summary>
    /// <remarks>Marsaglia's polar method. Its logarithm is computed by a series: the C library's differs between systems in the last bit.</remarks>
    public float NextNormal()
    {
        double u, square;
        do
        {
            u = 2 * NextDouble() - 1;
            double v = 2 * NextDouble() - 1;
            square = u * u + v * v;
        }
        while (square >= 1 || square == 0);
        return (float)(u * Math.Sqrt(-2 * Log(square) / square));
    }

    /// <summary>Puts the items in random order, each order equally likely (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextInt32(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>The seed of stream number <paramref name="stream"/> among those that belong to a seed.</summary>
    internal static ulong Derive(ulong seed, ulong stream)
    {
        // Scrambled twice: seeds that differ by SplitMix's own increment share three words of state.
        ulong mixed = SplitMix(ref stream);
        mixed ^= seed;
        return SplitMix(ref mixed);
    }

    /// <summary>The natural logarithm of a positive normal number, by correctly rounded operations only.</summary>
    internal static double Log(double x)
    {
        // x = m·2ᵉ with m in [√½, √2); ln m = 2·artanh z = 2·(z + z³/3 + z⁵/5 + …), z = (m − 1)/(m + 1), |z| < 0.172.
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble(bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }
        double z = (m - 1) / (m + 1);
        double square = z * z;
        double sum = 0;
        for (int denominator = 21; denominator >= 1; denominator -= 2)
            sum = sum * square + 1.0 / denominator;
        return exponent * 0.6931471805599453 + 2 * z * sum;
    }

    /// <summary>Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators".</summary>
    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
