using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Convolutions whose filters read their own channels. Where these are not the filter's own lane already, as in a depthwise convolution, the input is spread so that they are.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
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

    /// <summary>∂x = Σ W·∂y over the windows, lane by lane; <paramref name="dx"/> has been zeroed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void InputGradient<T>(ref float dy, ref float dx, ref float w, in Taps taps) where T : struct, ILanes<T>
    {
        for (int j = 0; j < taps.Filters; j += T.Count)
            for (int u = 0, term = 0; u < taps.KernelHeight; u++)
                for (int v = 0; v < taps.KernelWidth; v++)
                    for (int c = 0; c < taps.Depth; c++, term++)
                    {
                        // Lanes after the last filter are another pixel's: they add zero.
                        T weight = VirtualLanes.Keep(T.Load(ref w, taps.Panel(j) + term * taps.PanelWidth), taps.Filters - j);
                        for (int row = 0; row < taps.Rows; row++)
                        {
                            ref float input = ref Unsafe.Add(ref dx, row * taps.RowStride + u * taps.TapRow + v * taps.TapColumn + c * taps.Filters + j);
                            ref float gradient = ref Unsafe.Add(ref dy, taps.Origin + row * taps.Pitch + j);
                            for (int column = 0; column < taps.Columns; column++)
                            {
                                T d = VirtualLanes.Keep(T.Load(ref gradient, 0), taps.Filters - j);
                                T.Store(T.FusedMultiplyAdd(weight, d, T.Load(ref input, 0)), ref input, 0);
                                input = ref Unsafe.Add(ref input, taps.ColumnStride);
                                gradient = ref Unsafe.Add(ref gradient, taps.Filters);
                            }
                        }
                    }
    }
}
