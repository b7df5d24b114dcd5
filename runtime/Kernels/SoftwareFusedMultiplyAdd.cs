using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>a·b + c, rounded once, for processors without the instruction (WebAssembly, x64 without AVX2): the same bits in doubles. With the instruction, the instruction.</summary>
/// <remarks>
/// The product p of two floats is exact in double: 48 bits of 53. The sum s = p + c is rounded to double, and once more to float. That second rounding is right
/// unless s lies exactly half-way between two floats while p + c does not: any other s is on the same side of each half-way point as p + c, since half-way points are doubles.
/// A half-way point of normal floats ends in a one and 28 zeros as a double; those of subnormal floats are less than 2⁻¹²⁶. So only such doubles need a closer look:
/// one in 2²⁸ or fewer if the last bits are random, more if inputs are small integers. Floats themselves, zeros among them, end in 29 zeros: sums of products with zeros need none.
/// Most of those looked at are exact, and then s rounds correctly like any other number.
/// What is left is rounded to odd before it is rounded to float (Boldo and Melquiond 2008): s moves by one unit in its last place towards p + c, off the half-way point.
/// </remarks>
internal static class SoftwareFusedMultiplyAdd
{
    /// <summary>The last bits of floats and of half-way points, all zero.</summary>
    private const long Ending = 0x0FFF_FFFF;

    /// <summary>Three bits shifted out of either half of a double: then its lower half is the least integer at a half-way point alone, and its upper half, a sign and the exponent's nine last bits, is less than that of 2⁻¹²⁶ only from 2⁻²⁵⁵ to there. Below, floats are zero.</summary>
    private const int Shift = 3, LowerLimit = int.MinValue + 1, UpperLimit = unchecked((int)(0x381_00000u << Shift));

    // Whether the processor has the instruction is written out each time: of a property of ours the JIT would know the result only after inlining both cases.
    // Arm64 has it with its first instruction set, ArmBase; to ask AdvSimd, a type of far more members, takes the JIT milliseconds even on x64.

    /// <summary>Four lanes; by the instruction where there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Compute(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Fma.IsSupported || ArmBase.IsSupported ? Vector128.FusedMultiplyAdd(a, b, c) : InDoubles(a, b, c);

    /// <summary>Four lanes, x the same in all; by the instruction where there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Compute(float x, Vector128<float> b, Vector128<float> c) =>
        Fma.IsSupported || ArmBase.IsSupported ? Vector128.FusedMultiplyAdd(Vector128.Create(x), b, c) : InDoubles(x, b, c);

    /// <summary>One number; by the instruction where there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Compute(float a, float b, float c) => Fma.IsSupported || ArmBase.IsSupported ? MathF.FusedMultiplyAdd(a, b, c) : InDoubles(a, b, c);

    /// <summary>Four lanes in doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> InDoubles(Vector128<float> a, Vector128<float> b, Vector128<float> c)
    {
        Vector128<int> halves = Portable128.Halves;
        return Round(
            Portable128.Multiply(Portable128.WidenLower(a), Portable128.WidenLower(b)), Portable128.WidenLower(c),
            Portable128.Multiply(Portable128.WidenUpper(a, halves), Portable128.WidenUpper(b, halves)), Portable128.WidenUpper(c, halves), halves);
    }

    /// <summary>Four lanes in doubles, x the same in all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> InDoubles(float x, Vector128<float> b, Vector128<float> c)
    {
        Vector128<int> halves = Portable128.Halves;
        Vector128<double> a = Vector128.Create((double)x);
        return Round(
            Portable128.Multiply(a, Portable128.WidenLower(b)), Portable128.WidenLower(c),
            Portable128.Multiply(a, Portable128.WidenUpper(b, halves)), Portable128.WidenUpper(c, halves), halves);
    }

    /// <summary>One number in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float InDoubles(float a, float b, float c)
    {
        double p = (double)a * b, s = p + c;
        float rounded = (float)s;
        return (BitConverter.DoubleToInt64Bits(s) & Ending) != 0 || rounded == s ? rounded : RoundToOdd(p, c, s);
    }

    /// <summary>p + c, rounded to float, for lower and upper lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Round(Vector128<double> pLower, Vector128<double> cLower, Vector128<double> pUpper, Vector128<double> cUpper, Vector128<int> halves)
    {
        Vector128<double> lower = Portable128.Add(pLower, cLower), upper = Portable128.Add(pUpper, cUpper);
        Vector128<float> rounded = Portable128.Narrow(lower, upper, halves);
        Vector128<int> limits = Vector128.Create(LowerLimit, UpperLimit, LowerLimit, UpperLimit);
        Vector128<int> shiftedLower = lower.AsInt32() << Shift, shiftedUpper = upper.AsInt32() << Shift;
        if (Vector128.ExtractMostSignificantBits(Portable128.LessThan(Portable128.Min(shiftedLower, shiftedUpper), limits)) != 0
            && Vector128.ExtractMostSignificantBits(Inexact(pLower, cLower, lower, shiftedLower, limits) | Inexact(pUpper, cUpper, upper, shiftedUpper, limits)) != 0)
            return RoundToOdd(pLower, cLower, lower, pUpper, cUpper, upper);
        return rounded;
    }

    /// <summary>A mask of the sums that may be half-way without being exact. If the larger addend is taken off a sum, the difference is exact and shows it (Dekker 1971); one of the two is the larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Inexact(Vector128<double> p, Vector128<double> c, Vector128<double> sum, Vector128<int> shifted, Vector128<int> limits)
    {
        Vector128<double> exact = Portable128.Equals(Portable128.Subtract(sum, p), c) & Portable128.Equals(Portable128.Subtract(sum, c), p);
        return Vector128.AndNot(Portable128.LessThan(shifted, limits), exact.AsInt32());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector128<float> RoundToOdd(Vector128<double> pLower, Vector128<double> cLower, Vector128<double> lower, Vector128<double> pUpper, Vector128<double> cUpper, Vector128<double> upper) =>
        Vector128.Create(
            RoundToOdd(pLower.GetElement(0), cLower.GetElement(0), lower.GetElement(0)), RoundToOdd(pLower.GetElement(1), cLower.GetElement(1), lower.GetElement(1)),
            RoundToOdd(pUpper.GetElement(0), cUpper.GetElement(0), upper.GetElement(0)), RoundToOdd(pUpper.GetElement(1), cUpper.GetElement(1), upper.GetElement(1)));

    /// <summary>p + c rounded to float, where their sum in double is <paramref name="s"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float RoundToOdd(double p, double c, double s)
    {
        // p + c − s, exactly (Knuth's two-sum).
        double t = s - p, error = (p - (s - t)) + (c - t);
        if (!double.IsFinite(s) || error == 0)
            return (float)s;
        long bits = BitConverter.DoubleToInt64Bits(s);
        bits += double.IsNegative(s) == double.IsNegative(error) ? 0 : -1;
        return (float)BitConverter.Int64BitsToDouble(bits | 1);
    }
}
