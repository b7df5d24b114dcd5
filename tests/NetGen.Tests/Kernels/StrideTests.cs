using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

public class StrideTests
{
    public static TheoryData<int, int> Strides => new() { { 1, 0 }, { 2, 0 }, { 2, 1 }, { 3, 0 }, { 3, 2 }, { 5, 4 } };

    [Theory, MemberData(nameof(Strides))]
    public void GatherReadsElementsAtTheStride(int stride, int offset) =>
        Assert.Equal(Enumerable.Range(0, Count).Select(i => (float)(offset + i * stride)), EveryWidth.Agree(new Gathered(stride, offset)));

    [Theory, MemberData(nameof(Strides))]
    public void ScatterWritesElementsAtTheStrideOnly(int stride, int offset) =>
        Assert.Equal(
            Enumerable.Range(0, Count * stride).Select(i => i % stride == offset ? i / stride : -1f),
            EveryWidth.Agree(new Scattered(stride, offset)));

    private const int Count = 32;

    private readonly record struct Gathered(int Stride, int Offset) : IVectorWork<float[]>
    {
        public float[] Run<T>() where T : struct, ILanes<T>
        {
            float[] x = [.. Enumerable.Range(0, Count * Stride).Select(i => (float)i)], y = new float[Count];
            for (int i = 0; i < Count; i += T.Count)
                T.Store(T.Gather(ref x[i * Stride], Offset, Stride), ref y[i], 0);
            return y;
        }
    }

    private readonly record struct Scattered(int Stride, int Offset) : IVectorWork<float[]>
    {
        public float[] Run<T>() where T : struct, ILanes<T>
        {
            float[] x = [.. Enumerable.Range(0, Count).Select(i => (float)i)], y = [.. Enumerable.Repeat(-1f, Count * Stride)];
            for (int i = 0; i < Count; i += T.Count)
                T.Scatter(T.Load(ref x[i], 0), ref y[i * Stride], Offset, Stride);
            return y;
        }
    }
}
