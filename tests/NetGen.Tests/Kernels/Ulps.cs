namespace NetGen.Tests.Kernels;

/// <summary>The distance from the exact result in units in the last place.</summary>
internal static class Ulps
{
    /// <summary>|y − exact| / ulp(exact): 0 for an expected NaN, for ∞ where the exact result rounds to it, and for a zero of the right sign where the result is below 2⁻¹²⁶; ∞ where only one of them is finite.</summary>
    public static double Between(float y, double exact)
    {
        if (double.IsNaN(exact) || float.IsNaN(y))
            return double.IsNaN(exact) && float.IsNaN(y) ? 0 : double.PositiveInfinity;
        if (float.IsInfinity(y) || double.IsInfinity((double)(float)exact))
            return y == (float)exact ? 0 : double.PositiveInfinity;
        double size = Math.Abs(exact);
        if (size < 1.1754943508222875e-38 && y == 0 && float.IsNegative(y) == double.IsNegative(exact))
            return 0;
        double ulp = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(Math.Max(size, 1.1754943508222875e-38)) & 0x7ff0_0000_0000_0000) * (1.0 / (1 << 23));
        return Math.Abs(y - exact) / ulp;
    }
}
