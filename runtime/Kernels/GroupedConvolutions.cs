using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Convolutions whose filters read their own channels. Where these are not the filter's own lane already, as in a depthwise convolution, the input is spread so that they are.</summary>
public static class GroupedConvolutions
{
    /// <summary>Every filter's channels in its own lane: <c>[pixel][depth][filter]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Spread(ref float x, ref float spread, int pixels, int channels, int filters, int groups)
    {
        int depth = channels / groups, width = filters / groups;
        for (int pixel = 0; pixel < pixels; pixel++)
            for (int c = 0; c < depth; c++)
                for (int group = 0; group < groups; group++)
                {
                    float value = Unsafe.Add(ref x, pixel * channels + group * depth + c);
                    ref float to = ref Unsafe.Add(ref spread, (pixel * depth + c) * filters + group * width);
                    for (int j = 0; j < width; j++)
                        Unsafe.Add(ref to, j) = value;
                }
    }

    /// <summary>The reverse for gradients: each channel's is the sum over the filters that read it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gather(ref float spread, ref float dx, int pixels, int channels, int filters, int groups)
    {
        int depth = channels / groups, width = filters / groups;
        for (int pixel = 0; pixel < pixels; pixel++)
            for (int c = 0; c < depth; c++)
                for (int group = 0; group < groups; group++)
                {
                    ref float from = ref Unsafe.Add(ref spread, (pixel * depth + c) * filters + group * width);
                    float sum = 0;
                    for (int j = 0; j < width; j++)
                        sum += Unsafe.Add(ref from, j);
                    Unsafe.Add(ref dx, pixel * channels + group * depth + c) = sum;
                }
    }

    /// <summary>Adds Σ ∂y·x over the pixels to the sums, which have the weights' panels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void WeightGradient<T>(ref float x, ref float dy, ref float sums, in Taps taps) where T : unmanaged, ILanes<T>
    {
        for (int j = 0; j < taps.Filters; j += T.Count)
            for (int u = 0, term = 0; u < taps.KernelHeight; u++)
                for (int v = 0; v < taps.KernelWidth; v++)
                    for (int c = 0; c < taps.Depth; c++, term++)
                    {
                        int place = taps.Panel(j) + term * taps.PanelWidth;
                        T a0 = T.Load(ref sums, place), a1 = T.Zero, a2 = T.Zero, a3 = T.Zero;
                        for (int row = 0; row < taps.Rows; row++)
                        {
                            ref float input = ref Unsafe.Add(ref x, row * taps.RowStep + u * taps.TapRow + v * taps.TapColumn + c * taps.Filters + j);
                            ref float gradient = ref Unsafe.Add(ref dy, taps.Origin + row * taps.Pitch + j);
                            int column = 0;
                            for (; column + 4 <= taps.Columns; column += 4)
                            {
                                a0 = T.FusedMultiplyAdd(T.Load(ref input, 0), T.Load(ref gradient, 0), a0);
                                a1 = T.FusedMultiplyAdd(T.Load(ref input, taps.ColumnStep), T.Load(ref gradient, taps.Filters), a1);
                                a2 = T.FusedMultiplyAdd(T.Load(ref input, 2 * taps.ColumnStep), T.Load(ref gradient, 2 * taps.Filters), a2);
                                a3 = T.FusedMultiplyAdd(T.Load(ref input, 3 * taps.ColumnStep), T.Load(ref gradient, 3 * taps.Filters), a3);
                                input = ref Unsafe.Add(ref input, 4 * taps.ColumnStep);
                                gradient = ref Unsafe.Add(ref gradient, 4 * taps.Filters);
                            }
                            for (; column < taps.Columns; column++)
                            {
                                a0 = T.FusedMultiplyAdd(T.Load(ref input, 0), T.Load(ref gradient, 0), a0);
                                input = ref Unsafe.Add(ref input, taps.ColumnStep);
                                gradient = ref Unsafe.Add(ref gradient, taps.Filters);
                            }
                        }
                        T.Store((a0 + a1) + (a2 + a3), ref sums, place);
                    }
    }

    /// <summary>∂x = Σ W·∂y over the windows, lane by lane; <paramref name="dx"/> has been zeroed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void InputGradient<T>(ref float dy, ref float dx, ref float w, in Taps taps) where T : unmanaged, ILanes<T>
    {
        for (int j = 0; j < taps.Filters; j += T.Count)
            for (int u = 0, term = 0; u < taps.KernelHeight; u++)
                for (int v = 0; v < taps.KernelWidth; v++)
                    for (int c = 0; c < taps.Depth; c++, term++)
                    {
                        // Lanes behind the last filter are another pixel's: they add zero.
                        T weight = VirtualLanes.Keep(T.Load(ref w, taps.Panel(j) + term * taps.PanelWidth), taps.Filters - j);
                        for (int row = 0; row < taps.Rows; row++)
                        {
                            ref float input = ref Unsafe.Add(ref dx, row * taps.RowStep + u * taps.TapRow + v * taps.TapColumn + c * taps.Filters + j);
                            ref float gradient = ref Unsafe.Add(ref dy, taps.Origin + row * taps.Pitch + j);
                            for (int column = 0; column < taps.Columns; column++)
                            {
                                T d = VirtualLanes.Keep(T.Load(ref gradient, 0), taps.Filters - j);
                                T.Store(T.FusedMultiplyAdd(weight, d, T.Load(ref input, 0)), ref input, 0);
                                input = ref Unsafe.Add(ref input, taps.ColumnStep);
                                gradient = ref Unsafe.Add(ref gradient, taps.Filters);
                            }
                        }
                    }
    }
}
