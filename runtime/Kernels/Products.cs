using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Products that the emitted code does not unroll.</summary>
public static class Products
{
    /// <summary>All bits for the first sixteen, none for the rest: loaded from place 16 − n, the mask of n lanes.</summary>
    private static ReadOnlySpan<int> MaskBits =>
    [
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>dx = Wᵀ·dy for one sample, the weights in panels: sixteen lanes of sums over the outputs for each input, whatever the vectors' width, then one tree.</summary>
    /// <param name="w">Panels of [inputs][panelWidth].</param>
    /// <param name="dy">The outputs' gradients, readable up to a multiple of 16.</param>
    /// <param name="dx">The inputs' gradients, overwritten.</param>
    /// <param name="inputs">Numbers in <paramref name="dx"/>.</param>
    /// <param name="units">Numbers in <paramref name="dy"/> that count.</param>
    /// <param name="panelWidth">16 or 32.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransposeMultiply<T>(ref float w, ref float dy, ref float dx, int inputs, int units, int panelWidth) where T : unmanaged, ILanes<T>
    {
        Vector512<float> sums = default;
        ref float lanes = ref Unsafe.As<Vector512<float>, float>(ref sums);
        int whole = units / 16 * 16, rest = units - whole;
        ref float mask = ref Unsafe.As<int, float>(ref Unsafe.Add(ref MemoryMarshal.GetReference(MaskBits), 16 - rest));
        for (int input = 0; input < inputs; input++)
        {
            T a = T.Zero, b = T.Zero, c = T.Zero, d = T.Zero;
            int j = 0;
            for (; j < whole; j += 16)
            {
                int place = Place(j, input, inputs, panelWidth);
                a = T.FusedMultiplyAdd(T.Load(ref w, place), T.Load(ref dy, j), a);
                if (T.Count <= 8)
                    b = T.FusedMultiplyAdd(T.Load(ref w, place + T.Count), T.Load(ref dy, j + T.Count), b);
                if (T.Count == 4)
                {
                    c = T.FusedMultiplyAdd(T.Load(ref w, place + 8), T.Load(ref dy, j + 8), c);
                    d = T.FusedMultiplyAdd(T.Load(ref w, place + 12), T.Load(ref dy, j + 12), d);
                }
            }
            if (rest > 0)
            {
                // What stands in the padding must not reach the sum.
                int place = Place(j, input, inputs, panelWidth);
                a = T.FusedMultiplyAdd(T.And(T.Load(ref w, place), T.Load(ref mask, 0)), T.Load(ref dy, j), a);
                if (T.Count <= 8)
                    b = T.FusedMultiplyAdd(T.And(T.Load(ref w, place + T.Count), T.Load(ref mask, T.Count)), T.Load(ref dy, j + T.Count), b);
                if (T.Count == 4)
                {
                    c = T.FusedMultiplyAdd(T.And(T.Load(ref w, place + 8), T.Load(ref mask, 8)), T.Load(ref dy, j + 8), c);
                    d = T.FusedMultiplyAdd(T.And(T.Load(ref w, place + 12), T.Load(ref mask, 12)), T.Load(ref dy, j + 12), d);
                }
            }
            T.Store(a, ref lanes, 0);
            if (T.Count <= 8)
                T.Store(b, ref lanes, T.Count);
            if (T.Count == 4)
            {
                T.Store(c, ref lanes, 8);
                T.Store(d, ref lanes, 12);
            }
            Unsafe.Add(ref dx, input) = Rows.Sum<T>(ref lanes, 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place(int column, int input, int inputs, int panelWidth)
    {
        int panel = column / panelWidth;
        return ((panel * inputs) + input) * panelWidth + column - panel * panelWidth;
    }
}
