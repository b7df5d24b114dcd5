using System.Runtime.CompilerServices;

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
        for (int input = 0; input < inputs; input++)
        {
            VirtualLanes lanes = default;
            for (int s = 0; s < Math.Min(units, VirtualLanes.Count); s += T.Count)
            {
                T sum = T.Zero;
                for (int j = s; j < units; j += VirtualLanes.Count)
                {
                    int panel = j / panelWidth;
                    T weights = T.Load(ref w, (panel * inputs + input) * panelWidth + j - panel * panelWidth);
                    // What stands in the weights' padding must not reach the sum.
                    sum = T.FusedMultiplyAdd(VirtualLanes.Keep(weights, units - j), T.Load(ref dy, j), sum);
                }
                T.Store(sum, ref lanes[0], s);
            }
            Unsafe.Add(ref dx, input) = lanes.Sum();
        }
    }
}
