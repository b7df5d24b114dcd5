using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>The instructions behind <see cref="ILanes{T}.AtMost"/> and <see cref="ILanes{T}.AtLeast"/> look at their operands' order; a number is never lost to a NaN's place, nor a NaN to a limit.</summary>
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

    private readonly record struct Limited(float Limit, bool Upper) : IWidthless<float[]>
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
