using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The gradient of a dense layer's weights for one sample, ∂W = ∂y·xᵀ, which need not be stored.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class OuterProducts
{
    /// <summary>W ← W + step·∂y·xᵀ: the bits of a block of one sample, without its sums.</summary>
    /// <param name="x">The layer's inputs.</param>
    /// <param name="dy">The outputs' gradients, readable up to a multiple of 16.</param>
    /// <param name="w">Panels of [inputs][panelWidth].</param>
    /// <param name="inputs">Elements in <paramref name="x"/>.</param>
    /// <param name="panelWidth">16 or 32.</param>
    /// <param name="from">The first output.</param>
    /// <param name="to">The end of the outputs.</param>
    /// <param name="first">The first input.</param>
    /// <param name="end">The end of the inputs.</param>
    /// <param name="step">Minus the learning rate.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Descend<T>(ref float x, ref float dy, ref float w, int inputs, int panelWidth, int from, int to, int first, int end, float step) where T : struct, ILanes<T>
    {
        int j = from;
        for (; j + T.Count < to; j += 2 * T.Count)
        {
            ref float column = ref Unsafe.Add(ref w, panelWidth == VirtualLanes.Count ? j : Blocks.Panel(j, inputs));
            T d0 = T.Load(ref dy, j), d1 = T.Load(ref dy, j + T.Count);
            ref float row = ref Unsafe.Add(ref column, first * panelWidth);
            int k = first;
            for (; k + 4 <= end; k += 4)
            {
                ref float four = ref Unsafe.Add(ref x, k);
                Move(ref row, T.Broadcast(ref four, 0), d0, d1, step);
                row = ref Unsafe.Add(ref row, panelWidth);
                Move(ref row, T.Broadcast(ref four, 1), d0, d1, step);
                row = ref Unsafe.Add(ref row, panelWidth);
                Move(ref row, T.Broadcast(ref four, 2), d0, d1, step);
                row = ref Unsafe.Add(ref row, panelWidth);
                Move(ref row, T.Broadcast(ref four, 3), d0, d1, step);
                row = ref Unsafe.Add(ref row, panelWidth);
            }
            for (; k < end; k++)
            {
                Move(ref row, T.Broadcast(ref x, k), d0, d1, step);
                row = ref Unsafe.Add(ref row, panelWidth);
            }
        }
        if (j < to)
        {
            ref float column = ref Unsafe.Add(ref w, panelWidth == VirtualLanes.Count ? j : Blocks.Panel(j, inputs));
            T d = T.Load(ref dy, j);
            ref float row = ref Unsafe.Add(ref column, first * panelWidth);
            for (int k = first; k < end; k++)
            {
                Move(ref row, 0, T.Broadcast(ref x, k), d, step);
                row = ref Unsafe.Add(ref row, panelWidth);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move<T>(ref float row, T x, T d0, T d1, float step) where T : struct, ILanes<T>
    {
        Move(ref row, 0, x, d0, step);
        Move(ref row, T.Count, x, d1, step);
    }

    /// <summary>The product is rounded before the update, as a sum over several samples would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move<T>(ref float row, int offset, T x, T d, float step) where T : struct, ILanes<T> =>
        T.Store(Blocks.Descend(T.Load(ref row, offset), T.FusedMultiplyAdd(x, d, T.Zero), step), ref row, offset);
}
