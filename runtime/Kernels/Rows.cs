using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Operations over whole rows.</summary>
public static class Rows
{
    /// <summary>The sum of a row in the fixed order of sixteen lanes.</summary>
    public static float Sum<T>(ref float row, int n) where T : unmanaged, ILanes<T>
    {
        Span<float> lanes = stackalloc float[16];
        for (int i = 0; i < n; i++)
            lanes[i % 16] += Unsafe.Add(ref row, i);
        for (int half = 8; half > 0; half /= 2)
            for (int i = 0; i < half; i++)
                lanes[i] += lanes[i + half];
        return lanes[0];
    }
}
