using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The sizes that the gradients of a convolution's inputs need in addition to its <see cref="Taps"/>.</summary>
/// <param name="Length">Elements of the input, border included.</param>
/// <param name="Pitch">From one row of the input to the next.</param>
/// <param name="Rows">Rows of the input that windows read; if the kernel has one row, rows of windows.</param>
/// <param name="Stride">Rows from one window to the next.</param>
/// <param name="Dilation">Rows from one row of the kernel to the next.</param>
/// <param name="Runs">Runs of contiguous inputs in a row of the kernel.</param>
/// <param name="RunStride">Elements from one run to the next.</param>
/// <param name="Lanes">Lanes of a run in the transposed weights.</param>
/// <param name="KernelAbove">Rows of the kernel from one window to the next above it that reads the same row of the input.</param>
/// <param name="RowsAbove">Rows of windows between these.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct InputTaps(int Length, int Pitch, int Rows, int Stride, int Dilation, int Runs, int RunStride, int Lanes, int KernelAbove, int RowsAbove);

/// <summary>Convolutions of one sample whose sizes are arguments, for networks whose layers have more different sizes than the text limit allows. Sums have the order of the emitted kernels.</summary>
/// <remarks>For emitted code alone. <c>ofGroup</c> is the number of filters that read the same input; 0 if every lane of the input belongs to one filter.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class GeneralConvolutions
{
    /// <summary>y = W∗x + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward<T>(ref float x, ref float y, ref float w, bool hasBias, int ofGroup, in Taps taps) where T : struct, ILanes<T>
    {
        int biases = (taps.Filters + taps.PanelWidth - 1) / taps.PanelWidth * taps.PanelWidth * taps.Terms;
        // Two vectors of filters read the same inputs.
        bool inPairs = ofGroup == taps.Filters || (ofGroup > 0 && ofGroup % (2 * T.Count) == 0);
        // Vectors that end after the last filter spill into the next pixel, so the last vector of filters comes first, and pixels ascend.
        for (int j = (taps.Filters - 1) / T.Count * T.Count; j >= 0; j -= T.Count)
        {
            bool isPair = inPairs && j / T.Count % 2 == 1;
            if (isPair)
                j -= T.Count;
            ref float filters = ref Unsafe.Add(ref w, taps.Panel(j));
            ref float inputs = ref Unsafe.Add(ref x, Channel(j, ofGroup, taps.Depth));
            T bias = hasBias ? T.Load(ref w, biases + j) : T.Zero, secondBias = hasBias && isPair ? T.Load(ref w, biases + j + T.Count) : T.Zero;
            bool isSplit = ofGroup > 0 && Convolutions.IsSplit<T>(j, ofGroup, taps.Filters);
            T first = isSplit ? Convolutions.FirstLanes<T>(ofGroup - j % ofGroup) : T.Zero;
            for (int row = 0; row < taps.Rows; row++)
            {
                ref float window = ref Unsafe.Add(ref inputs, row * taps.RowStride);
                ref float results = ref Unsafe.Add(ref y, taps.Origin + row * taps.Pitch + j);
                int column = 0;
                for (; isPair && column + 4 <= taps.Columns; column += 4)
                    FourByTwo<T>(ref Unsafe.Add(ref window, column * taps.ColumnStride), ref Unsafe.Add(ref results, column * taps.Filters), ref filters, bias, secondBias, in taps);
                for (; ofGroup > 0 && !isPair && !isSplit && column + 4 <= taps.Columns; column += 4)
                    Four<T>(ref Unsafe.Add(ref window, column * taps.ColumnStride), ref Unsafe.Add(ref results, column * taps.Filters), ref filters, bias, in taps);
                for (; column < taps.Columns; column++)
                {
                    ref float pixel = ref Unsafe.Add(ref window, column * taps.ColumnStride);
                    T.Store(Sum(ref pixel, ref filters, bias, ofGroup, isSplit, first, in taps), ref results, column * taps.Filters);
                    if (isPair)
                        T.Store(Sum(ref pixel, ref Unsafe.Add(ref filters, T.Count), secondBias, ofGroup, isSplit, first, in taps), ref results, column * taps.Filters + T.Count);
                }
            }
        }
    }

    /// <summary>The offset of filter j's inputs in a pixel.</summary>
    private static int Channel(int j, int ofGroup, int depth) => ofGroup > 0 ? j / ofGroup * depth : j;

    /// <summary>Four pixels × two vectors of filters at once: eight sums keep two multiply-add units of latency four busy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FourByTwo<T>(ref float x, ref float y, ref float w, T firstBias, T secondBias, in Taps taps) where T : struct, ILanes<T>
    {
        T a0 = firstBias, b0 = firstBias, c0 = firstBias, d0 = firstBias;
        T a1 = secondBias, b1 = secondBias, c1 = secondBias, d1 = secondBias;
        nint stride = taps.ColumnStride, two = 2 * stride, three = 3 * stride, panel = taps.PanelWidth;
        (int runs, int run) = taps.Runs;
        for (int u = 0; u < taps.KernelHeight; u++)
            for (int v = 0; v < runs; v++)
            {
                ref float inputs = ref Unsafe.Add(ref x, u * taps.TapRow + v * taps.TapColumn);
                for (int k = 0; k < run; k++)
                {
                    T w0 = T.Load(ref w, 0), w1 = T.Load(ref w, T.Count);
                    T a = T.Broadcast(ref inputs, 0), b = T.Broadcast(ref Unsafe.Add(ref inputs, stride), 0);
                    a0 = T.FusedMultiplyAdd(a, w0, a0);
                    a1 = T.FusedMultiplyAdd(a, w1, a1);
                    b0 = T.FusedMultiplyAdd(b, w0, b0);
                    b1 = T.FusedMultiplyAdd(b, w1, b1);
                    T c = T.Broadcast(ref Unsafe.Add(ref inputs, two), 0), d = T.Broadcast(ref Unsafe.Add(ref inputs, three), 0);
                    c0 = T.FusedMultiplyAdd(c, w0, c0);
                    c1 = T.FusedMultiplyAdd(c, w1, c1);
                    d0 = T.FusedMultiplyAdd(d, w0, d0);
                    d1 = T.FusedMultiplyAdd(d, w1, d1);
                    inputs = ref Unsafe.Add(ref inputs, 1);
                    w = ref Unsafe.Add(ref w, panel);
                }
            }
        int filters = taps.Filters;
        T.Store(a0, ref y, 0);
        T.Store(a1, ref y, T.Count);
        T.Store(b0, ref y, filters);
        T.Store(b1, ref y, filters + T.Count);
        T.Store(c0, ref y, 2 * filters);
        T.Store(c1, ref y, 2 * filters + T.Count);
        T.Store(d0, ref y, 3 * filters);
        T.Store(d1, ref y, 3 * filters + T.Count);
    }

    /// <summary>Four pixels at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Four<T>(ref float x, ref float y, ref float w, T bias, in Taps taps) where T : struct, ILanes<T>
    {
        T a = bias, b = bias, c = bias, d = bias;
        int stride = taps.ColumnStride;
        for (int u = 0, term = 0; u < taps.KernelHeight; u++)
            for (int v = 0; v < taps.KernelWidth; v++)
            {
                ref float inputs = ref Unsafe.Add(ref x, u * taps.TapRow + v * taps.TapColumn);
                for (int k = 0; k < taps.Depth; k++, term++)
                {
                    T weight = T.Load(ref w, term * taps.PanelWidth);
                    a = T.FusedMultiplyAdd(ref inputs, k, weight, a);
                    b = T.FusedMultiplyAdd(ref inputs, k + stride, weight, b);
                    c = T.FusedMultiplyAdd(ref inputs, k + 2 * stride, weight, c);
                    d = T.FusedMultiplyAdd(ref inputs, k + 3 * stride, weight, d);
                }
            }
        T.Store(a, ref y, 0);
        T.Store(b, ref y, taps.Filters);
        T.Store(c, ref y, 2 * taps.Filters);
        T.Store(d, ref y, 3 * taps.Filters);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Sum<T>(ref float x, ref float w, T sum, int ofGroup, bool isSplit, T first, in Taps taps) where T : struct, ILanes<T>
    {
        for (int u = 0, term = 0; u < taps.KernelHeight; u++)
            for (int v = 0; v < taps.KernelWidth; v++)
            {
                ref float inputs = ref Unsafe.Add(ref x, u * taps.TapRow + v * taps.TapColumn);
                for (int k = 0; k < taps.Depth; k++, term++)
                    sum = T.FusedMultiplyAdd(Input(ref inputs, k, ofGroup, isSplit, first, in taps), T.Load(ref w, term * taps.PanelWidth), sum);
            }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Input<T>(ref float inputs, int k, int ofGroup, bool isSplit, T first, in Taps taps) where T : struct, ILanes<T> =>
        ofGroup == 0 ? T.Load(ref inputs, k * taps.Filters)
        : isSplit ? Convolutions.OfTwo(first, ref inputs, k, taps.Depth)
        : T.Broadcast(ref inputs, k);

    /// <summary>Σ ∂y·x over the pixels, added to the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void WeightGradient<T>(ref float x, ref float dy, ref float sums, int ofGroup, in Taps taps) where T : struct, ILanes<T>
    {
        for (int j = 0; j < taps.Filters; j += T.Count)
        {
            ref float filters = ref Unsafe.Add(ref sums, taps.Panel(j));
            ref float gradients = ref Unsafe.Add(ref dy, taps.Origin + j);
            bool isSplit = ofGroup > 0 && Convolutions.IsSplit<T>(j, ofGroup, taps.Filters);
            T first = isSplit ? Convolutions.FirstLanes<T>(ofGroup - j % ofGroup) : T.Zero;
            for (int u = 0, term = 0; u < taps.KernelHeight; u++)
                for (int v = 0; v < taps.KernelWidth; v++)
                {
                    ref float inputs = ref Unsafe.Add(ref x, Channel(j, ofGroup, taps.Depth) + u * taps.TapRow + v * taps.TapColumn);
                    int k = 0;
                    for (; ofGroup > 0 && !isSplit && k + 4 <= taps.Depth; k += 4, term += 4)
                        FourTerms<T>(ref Unsafe.Add(ref inputs, k), ref gradients, ref Unsafe.Add(ref filters, term * taps.PanelWidth), in taps);
                    for (; k < taps.Depth; k++, term++)
                    {
                        T sum = T.Load(ref filters, term * taps.PanelWidth);
                        for (int row = 0; row < taps.Rows; row++)
                            for (int column = 0; column < taps.Columns; column++)
                                sum = T.FusedMultiplyAdd(
                                    Input(ref Unsafe.Add(ref inputs, row * taps.RowStride + column * taps.ColumnStride), k, ofGroup, isSplit, first, in taps),
                                    T.Load(ref gradients, row * taps.Pitch + column * taps.Filters), sum);
                        T.Store(sum, ref filters, term * taps.PanelWidth);
                    }
                }
        }
    }

    /// <summary>Four contiguous inputs under the kernel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FourTerms<T>(ref float x, ref float dy, ref float sums, in Taps taps) where T : struct, ILanes<T>
    {
        int width = taps.PanelWidth;
        T a = T.Load(ref sums, 0), b = T.Load(ref sums, width), c = T.Load(ref sums, 2 * width), d = T.Load(ref sums, 3 * width);
        for (int row = 0; row < taps.Rows; row++)
            for (int column = 0; column < taps.Columns; column++)
            {
                ref float inputs = ref Unsafe.Add(ref x, row * taps.RowStride + column * taps.ColumnStride);
                T gradient = T.Load(ref dy, row * taps.Pitch + column * taps.Filters);
                a = T.FusedMultiplyAdd(ref inputs, 0, gradient, a);
                b = T.FusedMultiplyAdd(ref inputs, 1, gradient, b);
                c = T.FusedMultiplyAdd(ref inputs, 2, gradient, c);
                d = T.FusedMultiplyAdd(ref inputs, 3, gradient, d);
            }
        T.Store(a, ref sums, 0);
        T.Store(b, ref sums, width);
        T.Store(c, ref sums, 2 * width);
        T.Store(d, ref sums, 3 * width);
    }

    /// <summary>∂x = Σ W·∂y over the windows, from weights with inputs in lanes, as <see cref="Convolutions.Transpose"/> stores them.</summary>
    /// <remarks>Every input's sums come in ascending order of the pixels of a row, whatever the width: the last vectors first, since earlier pixels read the input further right in their windows.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void InputGradient<T>(ref float dy, ref float dx, ref float transposed, int ofGroup, in Taps taps, in InputTaps inputs) where T : struct, ILanes<T>
    {
        Grids.Clear(ref dx, inputs.Length);
        for (int group = 0; group < taps.Filters / ofGroup; group++)
            for (int row = 0; row < inputs.Rows; row++)
            {
                // The window whose kernel row u reads this row is in row (row − u·dilation) / stride.
                (int u, int rows) = taps.KernelHeight == 1 ? (0, 1) : Convolutions.RowsOver(row, taps.KernelHeight, inputs.Stride, inputs.Dilation, taps.Rows);
                int window = taps.KernelHeight == 1 ? row : (row - u * inputs.Dilation) / inputs.Stride;
                ref float gradients = ref Unsafe.Add(ref dy, taps.Origin + group * ofGroup + window * taps.Pitch);
                for (int v = 0; v < inputs.Runs; v++)
                {
                    ref float to = ref Unsafe.Add(ref dx, group * taps.Depth + row * inputs.Pitch + v * inputs.RunStride);
                    ref float weights = ref Unsafe.Add(ref transposed, ((u * inputs.Runs + v) * taps.Filters + group * ofGroup) * inputs.Lanes);
                    for (int j = inputs.Lanes - T.Count; j >= 0; j -= T.Count)
                        for (int column = 0; column < taps.Columns; column++)
                        {
                            T sum = Gradient<T>(ref Unsafe.Add(ref gradients, column * taps.Filters), ref Unsafe.Add(ref weights, j), rows, ofGroup, in taps, in inputs);
                            int place = column * taps.ColumnStride + j;
                            T.Store(T.Load(ref to, place) + sum, ref to, place);
                        }
                }
            }
    }

    /// <summary>A vector of inputs under one window, summed over the windows above each other and the filters of a group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Gradient<T>(ref float dy, ref float w, int rows, int filters, in Taps taps, in InputTaps inputs) where T : struct, ILanes<T>
    {
        T sum = T.Zero;
        for (int row = 0; row < rows; row++)
        {
            ref float gradients = ref Unsafe.Add(ref dy, -row * inputs.RowsAbove * taps.Pitch);
            ref float weights = ref Unsafe.Add(ref w, row * inputs.KernelAbove * inputs.Runs * taps.Filters * inputs.Lanes);
            for (int f = 0; f < filters; f++)
                sum = T.FusedMultiplyAdd(ref gradients, f, T.Load(ref weights, f * inputs.Lanes), sum);
        }
        return sum;
    }
}
