using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>Deinterleaving of vectors into even and odd lanes; a single lane has no pairs.</summary>
public class PairsTests
{
    [Fact]
    public void EvenAndOddLanesGoToTheLowerHalf()
    {
        Check<Lanes128>();
        Check<Lanes256>();
        if (Widths.Has512)
            Check<Lanes512>();
    }

    private static void Check<T>() where T : struct, ILanes<T>
    {
        float[] x = [.. Enumerable.Range(0, T.Count).Select(i => i + 1f)], even = new float[T.Count], odd = new float[T.Count];
        T.StoreLower(T.Even(T.Load(ref x[0], 0)), ref even[0], 1);
        T.StoreLower(T.Odd(T.Load(ref x[0], 0)), ref odd[0], 1);
        float[] rest = new float[T.Count / 2 - 1];
        Assert.Equal([0, .. x.Where((_, i) => i % 2 == 0), .. rest], even);
        Assert.Equal([0, .. x.Where((_, i) => i % 2 == 1), .. rest], odd);
    }
}
