namespace NetGen.Tests.Kernels;

/// <summary>Distance from the exact result in units of its last place.</summary>
internal static class Ulps
{
    /// <summary>|y − exact| / ulp(exact): 0 for a NaN where there should be one, for ∞ where the exact result rounds to it, and for the zero of its sign that stands for a result below 2⁻¹²⁶; ∞ where one is finite and the other not.</summary>
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
