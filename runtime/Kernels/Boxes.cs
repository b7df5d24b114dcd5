using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>Copies, sums and maxima of boxes of up to three axes, of which the first is that of the channels: its elements are contiguous in a grid.</summary>
/// <remarks>For emitted code alone. Sums are taken in the order of the box, the last axis fastest but the channels, which are independent of each other or fastest of all.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Boxes
{
    /// <summary>y = x, element by element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(ref float x, Strides of, ref float y, Strides to, Extents extents)
    {
        // The axis of the channels is the first that is not missing.
        int lane = LaneAxis(of, to, extents);
        (int outer, int middle) = Others(lane);
        for (int i = 0; i < extents[outer]; i++)
            for (int j = 0; j < extents[middle]; j++)
            {
                ref float from = ref Unsafe.Add(ref x, of.Offset + i * of[outer] + j * of[middle]), into = ref Unsafe.Add(ref y, to.Offset + i * to[outer] + j * to[middle]);
                int length = extents[lane], step = of[lane], stride = to[lane];
                if (step == 1 && stride == 1)
                    MemoryMarshal.CreateSpan(ref from, length).CopyTo(MemoryMarshal.CreateSpan(ref into, length));
                else
                    for (int k = 0; k < length; k++)
                        Unsafe.Add(ref into, k * stride) = Unsafe.Add(ref from, k * step);
            }
    }

    /// <summary>y += x, element by element; several of x may be added to one of y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(ref float x, Strides of, ref float y, Strides to, Extents extents) where T : struct, ILanes<T>
    {
        int lane = LaneAxis(of, to, extents);
        (int outer, int middle) = Others(lane);
        for (int i = 0; i < extents[outer]; i++)
            for (int j = 0; j < extents[middle]; j++)
            {
                ref float from = ref Unsafe.Add(ref x, of.Offset + i * of[outer] + j * of[middle]), into = ref Unsafe.Add(ref y, to.Offset + i * to[outer] + j * to[middle]);
                int k = 0, length = extents[lane], step = of[lane], stride = to[lane];
                for (; step == 1 && stride == 1 && k + T.Count <= length; k += T.Count)
                    T.Store(T.Load(ref into, k) + T.Load(ref from, k), ref into, k);
                for (; k < length; k++)
                    Unsafe.Add(ref into, k * stride) += Unsafe.Add(ref from, k * step);
            }
    }

    /// <summary>y = the largest of the elements of x that correspond to it; NaN if one of them is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Max(ref float x, Strides of, ref float y, Strides to, Extents extents)
    {
        for (int i = 0; i < extents.First; i++)
            for (int j = 0; j < extents.Second; j++)
                for (int k = 0; k < extents.Third; k++)
                {
                    ref float into = ref Unsafe.Add(ref y, to.At(i, j, k));
                    float value = Unsafe.Add(ref x, of.At(i, j, k));
                    bool isFirst = IsFirst(i, to.First) && IsFirst(j, to.Second) && IsFirst(k, to.Third);
                    into = isFirst || value > into || float.IsNaN(value) ? value : into;
                }
    }

    /// <summary>∂x = ∂y where x is the maximum y, in equal shares where several are; else 0.</summary>
    /// <param name="x">The box.</param>
    /// <param name="of">Where its elements are.</param>
    /// <param name="y">The maxima.</param>
    /// <param name="dy">Their gradients, in the same places.</param>
    /// <param name="counts">Memory like that of the maxima.</param>
    /// <param name="size">Elements in it.</param>
    /// <param name="to">Where the maximum of each element of the box is.</param>
    /// <param name="dx">The gradients of the box.</param>
    /// <param name="into">Where they are.</param>
    /// <param name="extents">The extents of the box.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MaxGradient(ref float x, Strides of, ref float y, ref float dy, ref float counts, int size, Strides to, ref float dx, Strides into, Extents extents)
    {
        Grids.Clear(ref counts, size);
        for (int i = 0; i < extents.First; i++)
            for (int j = 0; j < extents.Second; j++)
                for (int k = 0; k < extents.Third; k++)
                    if (Unsafe.Add(ref x, of.At(i, j, k)) == Unsafe.Add(ref y, to.At(i, j, k)))
                        Unsafe.Add(ref counts, to.At(i, j, k))++;
        for (int i = 0; i < extents.First; i++)
            for (int j = 0; j < extents.Second; j++)
                for (int k = 0; k < extents.Third; k++)
                {
                    int at = to.At(i, j, k);
                    bool isLargest = Unsafe.Add(ref x, of.At(i, j, k)) == Unsafe.Add(ref y, at);
                    Unsafe.Add(ref dx, into.At(i, j, k)) = isLargest ? Unsafe.Add(ref dy, at) / Unsafe.Add(ref counts, at) : 0;
                }
    }

    private static bool IsFirst(int index, int stride) => index == 0 || stride != 0;

    /// <summary>The axis along which both are contiguous; the last if there is none.</summary>
    internal static int LaneAxis(Strides of, Strides to, Extents extents)
    {
        for (int axis = 0; axis < 3; axis++)
            if (of[axis] == 1 && to[axis] == 1 && extents[axis] > 1)
                return axis;
        return 2;
    }

    /// <summary>The other two axes, in their order.</summary>
    internal static (int Outer, int Middle) Others(int axis) => axis switch { 0 => (1, 2), 1 => (0, 2), _ => (0, 1) };
}
