namespace NetGen.Tests.Kernels;

/// <summary>Arguments for tests of functions.</summary>
internal static class Samples
{
    private const int Stride = 2039;

    /// <summary>Two million floats: every 2,039th bit pattern, so every exponent, subnormal values, infinities and NaNs; and the special values. The length is a multiple of 16.</summary>
    public static float[] Dense { get; } =
    [
        .. Specials(),
        .. Enumerable.Range(0, (int)(uint.MaxValue / Stride / 16 * 16)).Select(i => BitConverter.UInt32BitsToSingle((uint)i * Stride)),
    ];

    /// <summary>Every hundredth of them.</summary>
    public static float[] Sparse { get; } = [.. Specials(), .. Dense.Where((_, i) => i % 101 == 0).Take(20_000)];

    /// <summary>Zeros, infinities, NaN, the limits of normal and subnormal values, and the boundaries between formulas, each with both adjacent floats. The length is a multiple of 16.</summary>
    private static IEnumerable<float> Specials()
    {
        float[] places = [0, float.Epsilon, 1.17549435e-38f, 2.98023224e-8f, 1f / 4096, 0.85f, 1, 2f / 3, 4f / 3, 3, 9.01f, 10, 12.949952f, 20, 40, 80, 87.33654f, 88.72283f, 104, 1e4f, float.MaxValue, float.PositiveInfinity, float.NaN, 5e-20f];
        return places.SelectMany(x => new[] { float.BitDecrement(x), x, float.BitIncrement(x), float.NaN }).SelectMany(x => new[] { x, -x });
    }
}
