namespace NetGen.Tests.Kernels;

/// <summary>A row of values, and its memory as the kernels expect it: padded to a multiple of 16.</summary>
internal sealed record Row(params float[] Values)
{
    private const float Guard = 12345;

    public int Length => Values.Length;

    public float this[int index] => Values[index];

    /// <summary>n random values within ±range.</summary>
    public static Row Random(int n, int seed, float range)
    {
        Random random = new(seed * 1000 + n);
        return new([.. Enumerable.Range(0, n).Select(_ => (random.NextSingle() * 2 - 1) * range)]);
    }

    /// <summary>The values, NaN in the padding, and a guard after it.</summary>
    public float[] Padded() => [.. Values, .. Empty(Length)[Length..]];

    /// <summary>A row of NaN, and a guard after its padding.</summary>
    public static float[] Empty(int n) => [.. Enumerable.Repeat(float.NaN, (n + 15) / 16 * 16), .. Enumerable.Repeat(Guard, 16)];

    /// <summary>Asserts that nothing was written after the padding.</summary>
    public static void AssertBeyondPadding(float[] row, int n) => Assert.All(row[((n + 15) / 16 * 16)..], value => Assert.Equal(Guard, value));
}
