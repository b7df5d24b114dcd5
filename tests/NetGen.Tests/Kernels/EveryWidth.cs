using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>Something done with vectors of any width.</summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
internal interface IWidthless<TResult>
{
    TResult Run<T>() where T : struct, ILanes<T>;
}

/// <summary>Does the same with every vector width that this machine can run.</summary>
internal static class EveryWidth
{
    /// <summary>Runs it at each width and asserts that the numbers are the same to the bit, NaNs aside, which need only be NaNs.</summary>
    /// <returns>The numbers.</returns>
    public static float[] Agree<TWork>(TWork work) where TWork : IWidthless<float[]>
    {
        float[] expected = work.Run<Lane>();
        Same(expected, work.Run<Lanes128>());
        Same(expected, work.Run<Lanes256>());
        if (Widths.Has512)
            Same(expected, work.Run<Lanes512>());
        return expected;
    }

    /// <summary>f over all x, whose number is a multiple of 16.</summary>
    public readonly record struct Map<TFunction>(float[] X) : IWidthless<float[]> where TFunction : struct, IFunction
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
                Assert.Fail($"Number {i} is {expected[i]:G9} by scalars and {actual[i]:G9} by vectors.");
    }
}
