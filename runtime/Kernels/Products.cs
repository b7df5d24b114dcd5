using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Products that the emitted code does not unroll.</summary>
public static class Products
{
    /// <summary>dx = Wᵀ·dy for one sample, the weights in panels: each input's sum over the outputs runs in the order of <see cref="VirtualLanes"/>.</summary>
    /// <param name="w">Panels of [inputs][panelWidth].</param>
    /// <param name="dy">The outputs' gradients, readable up to a multiple of 16.</param>
    /// <param name="dx">The inputs' gradients, overwritten.</param>
    /// <param name="inputs">Numbers in <paramref name="dx"/>.</param>
    /// <param name="units">Numbers in <paramref name="dy"/> that count.</param>
    /// <param name="panelWidth">16 or 32.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void TransposeMultiply<T>(ref float w, ref float dy, ref float dx, int inputs, int units, int panelWidth) where T : unmanaged, ILanes<T>
    {
        int input = 0;
        for (; input + 4 <= inputs; input += 4)
        {
            VirtualLanes a = default, b = default, c = default, d = default;
            for (int s = 0; s < Math.Min(units, VirtualLanes.Count); s += T.Count)
            {
                T sumA = T.Zero, sumB = T.Zero, sumC = T.Zero, sumD = T.Zero;
                int j = s;
                for (; j + T.Count <= units; j += VirtualLanes.Count)
                {
                    T y = T.Load(ref dy, j);
                    int place = Place(j, input, inputs, panelWidth);
                    sumA = T.FusedMultiplyAdd(T.Load(ref w, place), y, sumA);
                    sumB = T.FusedMultiplyAdd(T.Load(ref w, place + panelWidth), y, sumB);
                    sumC = T.FusedMultiplyAdd(T.Load(ref w, place + 2 * panelWidth), y, sumC);
                    sumD = T.FusedMultiplyAdd(T.Load(ref w, place + 3 * panelWidth), y, sumD);
                }
                if (j < units)
                {
                    // What stands in the weights' padding must not reach the sums.
                    T y = T.Load(ref dy, j), mask = VirtualLanes.Mask<T>(units - j);
                    int place = Place(j, input, inputs, panelWidth);
                    sumA = T.FusedMultiplyAdd(T.And(T.Load(ref w, place), mask), y, sumA);
                    sumB = T.FusedMultiplyAdd(T.And(T.Load(ref w, place + panelWidth), mask), y, sumB);
                    sumC = T.FusedMultiplyAdd(T.And(T.Load(ref w, place + 2 * panelWidth), mask), y, sumC);
                    sumD = T.FusedMultiplyAdd(T.And(T.Load(ref w, place + 3 * panelWidth), mask), y, sumD);
                }
                T.Store(sumA, ref a[0], s);
                T.Store(sumB, ref b[0], s);
                T.Store(sumC, ref c[0], s);
                T.Store(sumD, ref d[0], s);
            }
            Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref dx, input)) = VirtualLanes.Sums(a, b, c, d);
        }
        for (; input < inputs; input++)
            Unsafe.Add(ref dx, input) = Sum<T>(ref w, ref dy, input, inputs, units, panelWidth);
    }

    private static float Sum<T>(ref float w, ref float dy, int input, int inputs, int units, int panelWidth) where T : unmanaged, ILanes<T>
    {
        VirtualLanes lanes = default;
        for (int s = 0; s < Math.Min(units, VirtualLanes.Count); s += T.Count)
        {
            T sum = T.Zero;
            for (int j = s; j < units; j += VirtualLanes.Count)
                sum = T.FusedMultiplyAdd(VirtualLanes.Keep(T.Load(ref w, Place(j, input, inputs, panelWidth)), units - j), T.Load(ref dy, j), sum);
            T.Store(sum, ref lanes[0], s);
        }
        return lanes.Sum();
    }

    /// <summary>The weight of output j and an input: panel j / width, row input, column j mod width, the width a power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place(int j, int input, int inputs, int panelWidth) =>
        (((j >> BitOperations.Log2((uint)panelWidth)) * inputs) + input) * panelWidth + (j & (panelWidth - 1));
}
