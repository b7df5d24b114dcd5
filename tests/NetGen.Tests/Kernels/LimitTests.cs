using System.Runtime.Intrinsics;
using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>The instructions used by <see cref="ILanes{T}.AtMost"/> and <see cref="ILanes{T}.AtLeast"/> treat NaN by operand order; a NaN must propagate and a limit must not replace it.</summary>
public class LimitTests
{
    [Theory]
    [InlineData(40f)]
    [InlineData(-87.4f)]
    public void AtMostIsTheSmallerOrNaN(float limit) =>
        Assert.Equal(Array.ConvertAll(Samples.Dense, x => x > limit ? limit : x), EveryWidth.Agree(new Limited(limit, Upper: true)));

    [Theory]
    [InlineData(40f)]
    [InlineData(-87.4f)]
    public void AtLeastIsTheLargerOrNaN(float limit) =>
        Assert.Equal(Array.ConvertAll(Samples.Dense, x => x < limit ? limit : x), EveryWidth.Agree(new Limited(limit, Upper: false)));

    // The implementation for platforms other than x86 and Arm, such as WebAssembly.
    [Theory]
    [InlineData(40f)]
    [InlineData(-87.4f)]
    public void Comparison_gives_the_same_result(float limit)
    {
        Vector128<float> limits = Vector128.Create(limit);
        for (int i = 0; i < Samples.Dense.Length; i += 4)
        {
            Vector128<float> x = Vector128.Create(Samples.Dense, i);
            Same(Limiting.AtMost(x, limits), Limiting.AtMostByComparison(x, limits));
            Same(Limiting.AtLeast(x, limits), Limiting.AtLeastByComparison(x, limits));
        }
        static void Same(Vector128<float> expected, Vector128<float> actual)
        {
            for (int lane = 0; lane < 4; lane++)
                Assert.Equal(expected[lane], actual[lane]);
        }
    }

    private readonly record struct Limited(float Limit, bool Upper) : IVectorWork<float[]>
    {
        public float[] Run<T>() where T : struct, ILanes<T>
        {
            float[] x = Samples.Dense, y = new float[x.Length];
            T limit = T.Create(Limit);
            for (int i = 0; i < y.Length; i += T.Count)
                T.Store(Upper ? T.AtMost(T.Load(ref x[0], i), limit) : T.AtLeast(T.Load(ref x[0], i), limit), ref y[0], i);
            return y;
        }
    }
}
