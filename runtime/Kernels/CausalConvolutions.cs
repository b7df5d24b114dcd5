using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Convolutions over this frame and earlier ones of a stream: y[t] = Σⱼ Wⱼ·x[t − (taps − 1 − j)·dilation] + b.</summary>
/// <remarks>
/// For emitted code alone.
/// <para>Filters are in lanes. Weights, of shape [filters][channels][taps], are stored in panels of 16 filters, <c>[⌈filters/16⌉][taps][channels][16]</c>.
/// Each tap is a sum of its own in two chains, the even channels and the odd ones; the bias and the taps are then added in order. So a frame by itself has the bits that it has among others, and its sums are short.</para>
/// <para>Frames are rows of a buffer that continues before the first of them: the history.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class CausalConvolutions
{
    private const int PanelWidth = KernelConstants.Lanes;

    /// <summary>Frames of a tile, whose two chains are as many sums as hide the latency of a multiply-add.</summary>
    private const int TileFrames = 4;

    /// <summary>The outputs of some frames.</summary>
    /// <param name="x">The first frame, in its history.</param>
    /// <param name="w">The weights.</param>
    /// <param name="b">The biases, in whole panels.</param>
    /// <param name="y">The outputs of the first frame.</param>
    /// <param name="yStride">The distance to those of the next, a whole number of panels.</param>
    /// <param name="channels">Elements of a frame.</param>
    /// <param name="filters">Elements of an output.</param>
    /// <param name="taps">Frames that an output reads.</param>
    /// <param name="dilation">The distance of these frames.</param>
    /// <param name="frames">Frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward<T>(ref float x, ref float w, ref float b, ref float y, int yStride, int channels, int filters, int taps, int dilation, int frames) where T : struct, ILanes<T>
    {
        // The upper half of the lanes would compute in vain.
        if (T.Count == PanelWidth && filters <= PanelWidth / 2)
        {
            Forward<Lanes256>(ref x, ref w, ref b, ref y, yStride, channels, filters, taps, dilation, frames);
            return;
        }
        int step = dilation * channels;
        ref float oldest = ref Unsafe.Subtract(ref x, (taps - 1) * step);
        for (int filter = 0; filter < filters; filter += T.Count)
        {
            ref float weights = ref Unsafe.Add(ref w, Recurrences.Panel(filter, taps * channels));
            T bias = T.Load(ref b, filter);
            int t = 0;
            for (; t + TileFrames <= frames; t += TileFrames)
                Tile(ref Unsafe.Add(ref oldest, t * channels), ref weights, bias, ref Unsafe.Add(ref y, t * yStride + filter), yStride, channels, taps, step);
            for (; t < frames; t++)
                T.Store(One(ref Unsafe.Add(ref oldest, t * channels), ref weights, bias, channels, taps, step), ref y, t * yStride + filter);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T One<T>(ref float x, ref float w, T bias, int channels, int taps, int step) where T : struct, ILanes<T>
    {
        T sum = bias;
        int tap = 0;
        for (; tap + 3 <= taps; tap += 3)
        {
            sum = Three(ref x, ref w, sum, channels, step);
            x = ref Unsafe.Add(ref x, 3 * step);
            w = ref Unsafe.Add(ref w, 3 * channels * PanelWidth);
        }
        for (; tap < taps; tap++)
        {
            sum += Sum(T.Zero, ref x, ref w, channels);
            x = ref Unsafe.Add(ref x, step);
            w = ref Unsafe.Add(ref w, channels * PanelWidth);
        }
        return sum;
    }

    /// <summary>Three taps of a frame, whose six chains are as many sums as hide the latency of a multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Three<T>(ref float x, ref float w, T sum, int channels, int step) where T : struct, ILanes<T>
    {
        T even0 = T.Zero, odd0 = T.Zero, even1 = T.Zero, odd1 = T.Zero, even2 = T.Zero, odd2 = T.Zero;
        ref float x1 = ref Unsafe.Add(ref x, step), x2 = ref Unsafe.Add(ref x1, step);
        ref float w1 = ref Unsafe.Add(ref w, channels * PanelWidth), w2 = ref Unsafe.Add(ref w1, channels * PanelWidth);
        int c = 0;
        for (; c + 2 <= channels; c += 2)
        {
            even0 = T.FusedMultiplyAdd(ref x, c, T.Load(ref w, c * PanelWidth), even0);
            even1 = T.FusedMultiplyAdd(ref x1, c, T.Load(ref w1, c * PanelWidth), even1);
            even2 = T.FusedMultiplyAdd(ref x2, c, T.Load(ref w2, c * PanelWidth), even2);
            odd0 = T.FusedMultiplyAdd(ref x, c + 1, T.Load(ref w, (c + 1) * PanelWidth), odd0);
            odd1 = T.FusedMultiplyAdd(ref x1, c + 1, T.Load(ref w1, (c + 1) * PanelWidth), odd1);
            odd2 = T.FusedMultiplyAdd(ref x2, c + 1, T.Load(ref w2, (c + 1) * PanelWidth), odd2);
        }
        if (c < channels)
        {
            even0 = T.FusedMultiplyAdd(ref x, c, T.Load(ref w, c * PanelWidth), even0);
            even1 = T.FusedMultiplyAdd(ref x1, c, T.Load(ref w1, c * PanelWidth), even1);
            even2 = T.FusedMultiplyAdd(ref x2, c, T.Load(ref w2, c * PanelWidth), even2);
        }
        return sum + (even0 + odd0) + (even1 + odd1) + (even2 + odd2);
    }

    /// <summary>Four frames, which read the weights once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile<T>(ref float x, ref float w, T bias, ref float y, int yStride, int channels, int taps, int step) where T : struct, ILanes<T>
    {
        T s0 = bias, s1 = bias, s2 = bias, s3 = bias;
        for (int tap = 0; tap < taps; tap++)
        {
            T p0 = T.Zero, p1 = T.Zero, p2 = T.Zero, p3 = T.Zero;
            AddFour(ref x, channels, ref w, channels, ref p0, ref p1, ref p2, ref p3);
            s0 += p0;
            s1 += p1;
            s2 += p2;
            s3 += p3;
            x = ref Unsafe.Add(ref x, step);
            w = ref Unsafe.Add(ref w, channels * PanelWidth);
        }
        T.Store(s0, ref y, 0);
        T.Store(s1, ref y, yStride);
        T.Store(s2, ref y, 2 * yStride);
        T.Store(s3, ref y, 3 * yStride);
    }

    /// <summary>The weights with channels in lanes, <c>[⌈channels/16⌉][taps][filters][16]</c>, zeros after the last: as the gradient of the input reads them.</summary>
    /// <param name="w">The weights.</param>
    /// <param name="transposed">The result.</param>
    /// <param name="channels">Elements of a frame.</param>
    /// <param name="filters">Elements of an output.</param>
    /// <param name="taps">Frames that an output reads.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Transpose(ref float w, ref float transposed, int channels, int filters, int taps)
    {
        if (channels % PanelWidth != 0)
            Grids.Clear(ref transposed, VirtualLanes.Pad(channels) * taps * filters);
        for (int tap = 0; tap < taps; tap++)
            for (int channel = 0; channel < channels; channel += PanelWidth)
                for (int filter = 0; filter < filters; filter += PanelWidth)
                {
                    ref float source = ref Unsafe.Add(ref w, Recurrences.Panel(filter, taps * channels) + (tap * channels + channel) * PanelWidth);
                    ref float destination = ref Unsafe.Add(ref transposed, Recurrences.Panel(channel, taps * filters) + (tap * filters + filter) * PanelWidth);
                    Blocks.Transpose(ref source, PanelWidth, ref destination, PanelWidth, Math.Min(PanelWidth, channels - channel), Math.Min(PanelWidth, filters - filter));
                }
    }

    /// <summary>Adds the gradients of the frames that some outputs read, this frame's and earlier ones'.</summary>
    /// <param name="dy">The gradients of the outputs of the first frame.</param>
    /// <param name="dyStride">The distance to those of the next.</param>
    /// <param name="transposed">The weights from <see cref="Transpose"/>.</param>
    /// <param name="dx">The gradients of the first frame, in a history of frames in whole panels.</param>
    /// <param name="channels">Elements of a frame.</param>
    /// <param name="filters">Elements of an output.</param>
    /// <param name="taps">Frames that an output reads.</param>
    /// <param name="dilation">The distance of these frames.</param>
    /// <param name="frames">Frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void InputGradient<T>(ref float dy, int dyStride, ref float transposed, ref float dx, int channels, int filters, int taps, int dilation, int frames) where T : struct, ILanes<T>
    {
        int padded = VirtualLanes.Pad(channels);
        for (int tap = 0; tap < taps; tap++)
        {
            ref float read = ref Unsafe.Subtract(ref dx, (taps - 1 - tap) * dilation * padded);
            for (int channel = 0; channel < channels; channel += T.Count)
            {
                ref float weights = ref Unsafe.Add(ref transposed, Recurrences.Panel(channel, taps * filters) + tap * filters * PanelWidth);
                int t = 0;
                for (; t + TileFrames <= frames; t += TileFrames)
                    AddTile<T>(ref Unsafe.Add(ref dy, t * dyStride), dyStride, ref weights, ref Unsafe.Add(ref read, t * padded + channel), padded, filters);
                for (; t < frames; t++)
                    T.Store(Sum(T.Load(ref read, t * padded + channel), ref Unsafe.Add(ref dy, t * dyStride), ref weights, filters), ref read, t * padded + channel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTile<T>(ref float dy, int dyStride, ref float w, ref float dx, int dxStride, int filters) where T : struct, ILanes<T>
    {
        T s0 = T.Load(ref dx, 0), s1 = T.Load(ref dx, dxStride), s2 = T.Load(ref dx, 2 * dxStride), s3 = T.Load(ref dx, 3 * dxStride);
        AddFour(ref dy, dyStride, ref w, filters, ref s0, ref s1, ref s2, ref s3);
        T.Store(s0, ref dx, 0);
        T.Store(s1, ref dx, dxStride);
        T.Store(s2, ref dx, 2 * dxStride);
        T.Store(s3, ref dx, 3 * dxStride);
    }

    /// <summary>start + Σ aₖ·wₖ in two chains: the even terms, which begin with the start, and the odd ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum<T>(T start, ref float a, ref float w, int n) where T : struct, ILanes<T>
    {
        T even = start, odd = T.Zero;
        int k = 0;
        for (; k + 2 <= n; k += 2)
        {
            even = T.FusedMultiplyAdd(ref a, k, T.Load(ref w, k * PanelWidth), even);
            odd = T.FusedMultiplyAdd(ref a, k + 1, T.Load(ref w, (k + 1) * PanelWidth), odd);
        }
        if (k < n)
            even = T.FusedMultiplyAdd(ref a, k, T.Load(ref w, k * PanelWidth), even);
        return even + odd;
    }

    /// <summary>The same for four rows, each added to a sum of its own; they read the weights once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour<T>(ref float a, int stride, ref float w, int n, ref T s0, ref T s1, ref T s2, ref T s3) where T : struct, ILanes<T>
    {
        ref float a1 = ref Unsafe.Add(ref a, stride), a2 = ref Unsafe.Add(ref a1, stride), a3 = ref Unsafe.Add(ref a2, stride);
        T even0 = s0, even1 = s1, even2 = s2, even3 = s3, odd0 = T.Zero, odd1 = T.Zero, odd2 = T.Zero, odd3 = T.Zero;
        int k = 0;
        for (; k + 2 <= n; k += 2)
        {
            T even = T.Load(ref w, k * PanelWidth), odd = T.Load(ref w, (k + 1) * PanelWidth);
            even0 = T.FusedMultiplyAdd(ref a, k, even, even0);
            even1 = T.FusedMultiplyAdd(ref a1, k, even, even1);
            even2 = T.FusedMultiplyAdd(ref a2, k, even, even2);
            even3 = T.FusedMultiplyAdd(ref a3, k, even, even3);
            odd0 = T.FusedMultiplyAdd(ref a, k + 1, odd, odd0);
            odd1 = T.FusedMultiplyAdd(ref a1, k + 1, odd, odd1);
            odd2 = T.FusedMultiplyAdd(ref a2, k + 1, odd, odd2);
            odd3 = T.FusedMultiplyAdd(ref a3, k + 1, odd, odd3);
        }
        if (k < n)
        {
            T last = T.Load(ref w, k * PanelWidth);
            even0 = T.FusedMultiplyAdd(ref a, k, last, even0);
            even1 = T.FusedMultiplyAdd(ref a1, k, last, even1);
            even2 = T.FusedMultiplyAdd(ref a2, k, last, even2);
            even3 = T.FusedMultiplyAdd(ref a3, k, last, even3);
        }
        (s0, s1, s2, s3) = (even0 + odd0, even1 + odd1, even2 + odd2, even3 + odd3);
    }

    /// <summary>∂W += Σ ∂y·xᵀ over some frames, in the panels of W.</summary>
    /// <param name="dy">The gradients of the outputs of the first frame.</param>
    /// <param name="dyStride">The distance to those of the next.</param>
    /// <param name="x">The first frame, in its history.</param>
    /// <param name="sums">∂W.</param>
    /// <param name="channels">Elements of a frame.</param>
    /// <param name="filters">Elements of an output.</param>
    /// <param name="taps">Frames that an output reads.</param>
    /// <param name="dilation">The distance of these frames.</param>
    /// <param name="frames">Frames.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void WeightGradient<T>(ref float dy, int dyStride, ref float x, ref float sums, int channels, int filters, int taps, int dilation, int frames) where T : struct, ILanes<T>
    {
        for (int filter = 0; filter < filters; filter += T.Count)
            for (int tap = 0; tap < taps; tap++)
                Recurrences.AddProducts<T>(
                    ref Unsafe.Add(ref dy, filter), dyStride, ref Unsafe.Subtract(ref x, (taps - 1 - tap) * dilation * channels), channels,
                    ref Unsafe.Add(ref sums, Recurrences.Panel(filter, taps * channels) + tap * channels * PanelWidth), PanelWidth, channels, frames);
    }
}
