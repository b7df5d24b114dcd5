namespace NetGen;

/// <summary>bfloat16, the upper half of a float. The build task shares this file.</summary>
internal static class BFloat16Bits
{
    /// <summary>The nearest to a float, ties to even, infinite beyond the largest; NaN stays NaN.</summary>
    /// <param name="bits">The float's bits.</param>
    public static ushort Narrow(uint bits) =>
        (bits & 0x7FFF_FFFF) > 0x7F80_0000 ? (ushort)(bits >> 16 | 0x40) : (ushort)(bits + 0x7FFF + (bits >> 16 & 1) >> 16);
}
