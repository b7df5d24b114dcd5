using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>A computation with vectors of any width.</summary>
/// <typeparam name="TResult">Its result.</typeparam>
internal interface IVectorWork<TResult>
{
    TResult Run<T>() where T : struct, ILanes<T>;
}

/// <summary>Runs a computation with every vector width that this machine supports.</summary>
internal static class EveryWidth
{
    /// <summary>Runs the computation with each width and asserts that the results are bit-identical, except for the payload of NaNs.</summary>
    /// <returns>The results.</returns>
    public static float[] Agree<TWork>(TWork work) where TWork : IVectorWork<float[]>
    {
        float[] expected = work.Run<Lane>();
        Same(expected, work.Run<Lanes128>());
        Same(expected, work.Run<Lanes256>());
        if (Widths.Has512)
            Same(expected, work.Run<Lanes512>());
        return expected;
    }

    /// <summary>f of all x, whose length is a multiple of 16.</summary>
    public readonly record struct Map<TFunction>(float[] X) : IVectorWork<float[]> where TFunction : struct, IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public float[] Run<T>() where T : struct, ILanes<T>
        {
            float[] y = new float[X.Length];
            for (int i = 0; i < y.Length; i += T.Count)
                T.Store(TFunction.Of(T.Load(ref X[0], i)), ref y[0], i);
            return y;
        }
    }

    private static void Same(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]) && !(float.IsNaN(expected[i]) && float.IsNaN(actual[i])))
                Assert.Fail($"Element {i} is {expected[i]:G9} with scalars and {actual[i]:G9} with vectors.");
    }
}
