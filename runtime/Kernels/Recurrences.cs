using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>What recurrent cells have in common. A cell's state follows from the state before it, frame by frame, so all of a frame's units are computed together: units in lanes, and the units of the frame before, one after another, broadcast.</summary>
/// <remarks>
/// For emitted code alone.
/// <para>Each array is given by its first frame in the order of the recurrence, and its stride, the distance from one frame to the next: negative where the recurrence runs from the last frame to the first.</para>
/// <para>Recurrent weights, of shape [gates · units][units], are stored in panels of 16 units with the gates of a unit side by side, <c>[⌈units/16⌉][units][gates][16]</c>, so that a frame reads them once, from the first to the last. Lanes after the last unit hold anything, and never reach another lane.</para>
/// <para>Arrays that only the cell reads have units padded to whole panels; others are read up to 15 elements past their last frame, but never written there.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Recurrences
{
    /// <summary>Units in a panel.</summary>
    private const int PanelWidth = KernelConstants.Lanes;

    /// <summary>Frames whose gradients are summed before those of other weights: few enough to stay in the first cache level.</summary>
    private const int FramesAtOnce = 32;

    /// <summary>The weights with the units of the frame before in lanes, <c>[⌈units/16⌉][gates · units][16]</c>, zeros after the last: as the gradients read them.</summary>
    /// <param name="w">The weights.</param>
    /// <param name="transposed">The result.</param>
    /// <param name="units">Units.</param>
    /// <param name="gates">Gates of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Transpose(ref float w, ref float transposed, int units, int gates)
    {
        int rows = gates * units;
        if (units % PanelWidth != 0)
            Grids.Clear(ref transposed, VirtualLanes.Pad(units) * rows);
        for (int from = 0; from < units; from += PanelWidth)
            for (int to = 0; to < units; to += PanelWidth)
                for (int gate = 0; gate < gates; gate++)
                {
                    ref float source = ref Unsafe.Add(ref w, Panel(to, units * gates) + (from * gates + gate) * PanelWidth);
                    ref float destination = ref Unsafe.Add(ref transposed, Panel(from, rows) + (gate * units + to) * PanelWidth);
                    Blocks.Transpose(ref source, gates * PanelWidth, ref destination, PanelWidth, Math.Min(PanelWidth, units - from), Math.Min(PanelWidth, units - to));
                }
    }

    /// <summary>∂W += Σ ∂a·hᵀ over the frames, a = W·h, in the panels of W.</summary>
    /// <param name="da">The gradients of the gates before their functions, from the second frame on.</param>
    /// <param name="daStride">The distance of their frames.</param>
    /// <param name="h">The units, from the first frame on.</param>
    /// <param name="hStride">The distance of their frames.</param>
    /// <param name="sums">∂W.</param>
    /// <param name="units">Units.</param>
    /// <param name="gates">Gates of each.</param>
    /// <param name="frames">One less than the frames of the recurrence.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void WeightGradient<T>(ref float da, int daStride, ref float h, int hStride, ref float sums, int units, int gates, int frames) where T : struct, ILanes<T>
    {
        for (int first = 0; first < frames; first += FramesAtOnce)
        {
            int count = Math.Min(FramesAtOnce, frames - first);
            ref float inputs = ref Unsafe.Add(ref h, first * hStride);
            for (int unit = 0; unit < units; unit += T.Count)
                for (int gate = 0; gate < gates; gate++)
                    AddProducts<T>(ref Unsafe.Add(ref da, first * daStride + gate * units + unit), daStride, ref inputs, hStride, ref Unsafe.Add(ref sums, Panel(unit, units * gates) + gate * PanelWidth), gates * PanelWidth, units, count);
        }
    }

    /// <summary>The same where the frame before the first is not of zeros but continues a stream.</summary>
    /// <param name="da">The gradients of the gates before their functions, from the first frame on.</param>
    /// <param name="daStride">The distance of their frames.</param>
    /// <param name="before">The units of the frame before the first.</param>
    /// <param name="h">The units, from the first frame on.</param>
    /// <param name="hStride">The distance of their frames.</param>
    /// <param name="sums">∂W.</param>
    /// <param name="units">Units.</param>
    /// <param name="gates">Gates of each.</param>
    /// <param name="frames">Frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void WeightGradientFrom<T>(ref float da, int daStride, ref float before, ref float h, int hStride, ref float sums, int units, int gates, int frames) where T : struct, ILanes<T>
    {
        WeightGradient<T>(ref da, daStride, ref before, 0, ref sums, units, gates, 1);
        WeightGradient<T>(ref Unsafe.Add(ref da, daStride), daStride, ref h, hStride, ref sums, units, gates, frames - 1);
    }

    /// <summary>sums += Σ ∂a over the frames.</summary>
    /// <param name="da">The gradients.</param>
    /// <param name="daStride">The distance of their frames.</param>
    /// <param name="sums">The sums, in whole panels.</param>
    /// <param name="length">Elements of a frame.</param>
    /// <param name="frames">Frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddFrames<T>(ref float da, int daStride, ref float sums, int length, int frames) where T : struct, ILanes<T>
    {
        for (int i = 0; i < length; i += T.Count)
        {
            T sum = T.Load(ref sums, i);
            for (int t = 0; t < frames; t++)
                sum += T.Load(ref da, t * daStride + i);
            T.Store(sum, ref sums, i);
        }
    }

    /// <summary>Stores the last of some frames in a stream's state.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="stride">Their distance.</param>
    /// <param name="state">The state.</param>
    /// <param name="length">Elements of a frame.</param>
    /// <param name="count">Frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Remember(ref float frames, int stride, ref float state, int length, int count) => Blocks.CopyRows(ref Unsafe.Add(ref frames, (count - 1) * stride), stride, ref state, length, length, 1);

    /// <summary>sums += Σ ∂a·hᵀ over some frames for a vector of ∂a and all inputs.</summary>
    /// <param name="da">The vector of the first frame.</param>
    /// <param name="daStride">The distance to the next frame's.</param>
    /// <param name="h">The inputs of the first frame.</param>
    /// <param name="hStride">The distance to the next frame's.</param>
    /// <param name="sums">The sums for the first input.</param>
    /// <param name="rowLength">The distance to those for the next.</param>
    /// <param name="inputs">Inputs.</param>
    /// <param name="frames">Frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddProducts<T>(ref float da, int daStride, ref float h, int hStride, ref float sums, int rowLength, int inputs, int frames) where T : struct, ILanes<T>
    {
        int k = 0;
        for (; k + 8 <= inputs; k += 8)
            AddEight<T>(ref da, daStride, ref Unsafe.Add(ref h, k), hStride, ref Unsafe.Add(ref sums, k * rowLength), rowLength, frames);
        for (; k < inputs; k++)
            AddOne<T>(ref da, daStride, ref Unsafe.Add(ref h, k), hStride, ref Unsafe.Add(ref sums, k * rowLength), frames);
    }

    /// <summary>The products of a vector of gates and eight units of the frame before, over some frames.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddEight<T>(ref float da, int daStride, ref float h, int hStride, ref float sums, int rowLength, int frames) where T : struct, ILanes<T>
    {
        T a = T.Load(ref sums, 0), b = T.Load(ref sums, rowLength), c = T.Load(ref sums, 2 * rowLength), d = T.Load(ref sums, 3 * rowLength);
        T e = T.Load(ref sums, 4 * rowLength), f = T.Load(ref sums, 5 * rowLength), g = T.Load(ref sums, 6 * rowLength), i = T.Load(ref sums, 7 * rowLength);
        for (int t = 0; t < frames; t++)
        {
            T gradient = T.Load(ref da, t * daStride);
            ref float inputs = ref Unsafe.Add(ref h, t * hStride);
            a = T.FusedMultiplyAdd(ref inputs, 0, gradient, a);
            b = T.FusedMultiplyAdd(ref inputs, 1, gradient, b);
            c = T.FusedMultiplyAdd(ref inputs, 2, gradient, c);
            d = T.FusedMultiplyAdd(ref inputs, 3, gradient, d);
            e = T.FusedMultiplyAdd(ref inputs, 4, gradient, e);
            f = T.FusedMultiplyAdd(ref inputs, 5, gradient, f);
            g = T.FusedMultiplyAdd(ref inputs, 6, gradient, g);
            i = T.FusedMultiplyAdd(ref inputs, 7, gradient, i);
        }
        T.Store(a, ref sums, 0);
        T.Store(b, ref sums, rowLength);
        T.Store(c, ref sums, 2 * rowLength);
        T.Store(d, ref sums, 3 * rowLength);
        T.Store(e, ref sums, 4 * rowLength);
        T.Store(f, ref sums, 5 * rowLength);
        T.Store(g, ref sums, 6 * rowLength);
        T.Store(i, ref sums, 7 * rowLength);
    }

    /// <summary>The same for one unit of the frame before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddOne<T>(ref float da, int daStride, ref float h, int hStride, ref float sums, int frames) where T : struct, ILanes<T>
    {
        T sum = T.Load(ref sums, 0);
        for (int t = 0; t < frames; t++)
            sum = T.FusedMultiplyAdd(ref h, t * hStride, T.Load(ref da, t * daStride), sum);
        T.Store(sum, ref sums, 0);
    }

    /// <summary>The offset of a unit's column in panels of rows of some vectors of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Panel(int unit, int rows) => unit / PanelWidth * (rows * PanelWidth) + unit % PanelWidth;

    /// <summary>start + Σ aₖ·wₖ for a vector of units, in eight chains: term k is added to chain k mod 8, and what is left of n/8 to the first, so that the weights are read one after another.</summary>
    /// <param name="start">The start of the first chain.</param>
    /// <param name="a">Elements that are broadcast.</param>
    /// <param name="n">Their number.</param>
    /// <param name="w">Their weights, 16 apart.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Sum<T>(T start, ref float a, int n, ref float w) where T : struct, ILanes<T>
    {
        T s0 = start, s1 = T.Zero, s2 = T.Zero, s3 = T.Zero, s4 = T.Zero, s5 = T.Zero, s6 = T.Zero, s7 = T.Zero;
        ref float row = ref w;
        int k = 0;
        for (; k + 8 <= n; k += 8)
        {
            ref float eight = ref Unsafe.Add(ref a, k);
            s0 = T.FusedMultiplyAdd(ref eight, 0, T.Load(ref row, 0), s0);
            s1 = T.FusedMultiplyAdd(ref eight, 1, T.Load(ref row, PanelWidth), s1);
            s2 = T.FusedMultiplyAdd(ref eight, 2, T.Load(ref row, 2 * PanelWidth), s2);
            s3 = T.FusedMultiplyAdd(ref eight, 3, T.Load(ref row, 3 * PanelWidth), s3);
            s4 = T.FusedMultiplyAdd(ref eight, 4, T.Load(ref row, 4 * PanelWidth), s4);
            s5 = T.FusedMultiplyAdd(ref eight, 5, T.Load(ref row, 5 * PanelWidth), s5);
            s6 = T.FusedMultiplyAdd(ref eight, 6, T.Load(ref row, 6 * PanelWidth), s6);
            s7 = T.FusedMultiplyAdd(ref eight, 7, T.Load(ref row, 7 * PanelWidth), s7);
            row = ref Unsafe.Add(ref row, 8 * PanelWidth);
        }
        for (; k < n; k++)
        {
            s0 = T.FusedMultiplyAdd(ref a, k, T.Load(ref row, 0), s0);
            row = ref Unsafe.Add(ref row, PanelWidth);
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /// <summary>A state that fades, at last to 0. Below 2⁻¹⁰⁰ it no longer reaches anything, but multiplied by a gate just below 1 it would end as a denormal number that never becomes 0, and slow every frame of a silent stream.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Settled<T>(T state) where T : struct, ILanes<T> => T.Select(T.LessThan(T.Abs(state), T.Create(7.8886090522101181e-31f)), T.Zero, state);

    /// <summary>The sigmoid of a gate, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Sigmoid<T>(ref float gate, int units) where T : struct, ILanes<T>
    {
        for (int unit = 0; unit < units; unit += T.Count)
            T.Store(VectorMath.Sigmoid(T.Load(ref gate, unit)), ref gate, unit);
    }

    /// <summary>The hyperbolic tangent of a gate or of a state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Tanh<T>(ref float x, ref float y, int units) where T : struct, ILanes<T>
    {
        for (int unit = 0; unit < units; unit += T.Count)
            T.Store(VectorMath.Tanh(T.Load(ref x, unit)), ref y, unit);
    }

    /// <summary>Stores a vector of units, of which only the first <paramref name="left"/> exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<T>(T value, ref float place, int offset, int left) where T : struct, ILanes<T>
    {
        if (left >= T.Count)
            T.Store(value, ref place, offset);
        else
            T.StoreFirst(value, left, ref place, offset);
    }
}
