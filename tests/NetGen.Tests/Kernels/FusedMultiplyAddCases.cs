using System.Numerics;

namespace NetGen.Tests.Kernels;

/// <summary>Values of a, b and c for which a·b + c is hard to round, and its exact value.</summary>
internal static class FusedMultiplyAddCases
{
    private static readonly float[] s_specials =
    [
        0, float.Epsilon, 3 * float.Epsilon, 1.17549435e-38f, MathF.BitDecrement(1.17549435e-38f), 1e-20f, 0.5f, 1, MathF.BitIncrement(1), 3, 16777215, 1.8446743e19f, float.MaxValue, float.PositiveInfinity, float.NaN,
    ];

    /// <summary>Every triple of zeros, subnormal and normal values, infinities and NaN, of both signs.</summary>
    public static IEnumerable<(float A, float B, float C)> Specials()
    {
        float[] all = [.. s_specials, .. s_specials.Select(x => -x)];
        return from a in all from b in all from c in all select (a, b, c);
    }

    /// <summary>The next case of an endless sequence.</summary>
    public static (float A, float B, float C) Next(Random random) => random.Next(7) switch
    {
        0 => (AnyBits(random), AnyBits(random), AnyBits(random)),
        1 => (random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle() - 0.5f),
        2 => (SmallInteger(random), SmallInteger(random), SmallInteger(random)),
        3 => Cancelling(random),
        4 => NearHalfWay(random, AnyBits(random)),
        5 => NearHalfWay(random, BitConverter.Int32BitsToSingle(random.Next(1, 1 << 24))), // the sum is subnormal or slightly larger
        _ => NearHalfWay(random, (1 + random.NextSingle()) * MathF.ScaleB(1, random.Next(-20, 20))),
    };

    /// <summary>Whether rounding twice, through double, would give a wrong result. Tests need enough such cases to be meaningful.</summary>
    public static bool IsRoundedTwice(float a, float b, float c) => (float)((double)a * b + c) is var twice && !float.IsNaN(twice) && twice != Exact(a, b, c);

    /// <summary>a·b + c, rounded once, computed with integers.</summary>
    public static float Exact(float a, float b, float c)
    {
        if (!float.IsFinite(a) || !float.IsFinite(b) || !float.IsFinite(c))
            return (float)((double)a * b + c);
        // In units of 2⁻²⁹⁸, of which every product and every float is a multiple.
        BigInteger sum = Integer(a) * Integer(b) + (Integer(c) << 149);
        if (sum.IsZero)
            return (float)((double)a * b + c); // only the sign of zero remains to be determined
        BigInteger size = BigInteger.Abs(sum);
        // The unit in the last place of a float of this magnitude: 24 bits, or at least 2⁻¹⁴⁹.
        int last = (int)Math.Max(size.GetBitLength() - 24, 149);
        BigInteger rounded = size >> last, rest = size - (rounded << last), half = BigInteger.One << (last - 1);
        if (rest > half || (rest == half && !rounded.IsEven))
            rounded++;
        double result = Math.ScaleB((double)rounded, last - 298);
        return (float)(sum.Sign * result); // beyond float's range: infinite
    }

    private static BigInteger Integer(float x) => (BigInteger)Math.ScaleB((double)x, 149);

    private static float AnyBits(Random random)
    {
        float x;
        do
            x = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
        while (!float.IsFinite(x));
        return x;
    }

    private static float SmallInteger(Random random) => random.Next(-8, 9) * MathF.ScaleB(1, random.Next(-3, 4));

    // c is the nearest float to the negated product, or an adjacent one.
    private static (float, float, float) Cancelling(Random random)
    {
        float a = AnyBits(random), b = random.NextSingle() * MathF.ScaleB(1, random.Next(-30, 30)), c = -(a * b);
        return float.IsFinite(c) ? (a, b, BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(c) + random.Next(3))) : (b, b, -(b * b));
    }

    // The product is half a unit in the last place of c, or that times (1 + 2⁻ⁱ)·(1 − 2⁻ʲ): with i = j the difference is too small for the sum in double.
    private static (float, float, float) NearHalfWay(Random random, float c)
    {
        float unit = MathF.Abs(MathF.BitIncrement(MathF.Abs(c)) - MathF.Abs(c));
        if (!float.IsFinite(unit))
            unit = MathF.ScaleB(1, 103);
        int i = random.Next(1, 24), j = random.Next(3) == 0 ? random.Next(1, 24) : i, split = random.Next(-20, 20);
        float up = 1 + MathF.ScaleB(1, -i), down = 1 - MathF.ScaleB(1, -j);
        (up, down) = random.Next(4) switch { 0 => (1, 1), 1 => (up, up), _ => (up, down) };
        // unit/2 may be less than the smallest float; the other factor is then the smaller one.
        float a = MathF.ScaleB(up, split - 1), b = unit * MathF.ScaleB(down, -split);
        if (unit < 1e-30f)
            (a, b) = (MathF.ScaleB(up, -70), MathF.ScaleB(down, 69) * unit);
        return (random.Next(2) == 0 ? a : -a, b, c);
    }
}
