using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Methods of convolutions that the emitted code does not unroll.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Convolutions
{
    /// <summary>The start of a vector of columns: its column, or the start of the row's last whole vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Start(int column, int last) => Math.Min(column, last);

    /// <summary>Whether the vector of filters from one on has lanes of two groups.</summary>
    /// <param name="filter">The first.</param>
    /// <param name="ofGroup">Filters of a group, at least as many as a vector has lanes.</param>
    /// <param name="filters">Filters of all groups.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSplit<T>(int filter, int ofGroup, int filters) where T : struct, ILanes<T> =>
        ofGroup - filter % ofGroup is var own && own < T.Count && filter + own < filters;

    /// <summary>The lanes of a vector's first filters, for <see cref="OfTwo"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FirstLanes<T>(int count) where T : struct, ILanes<T> => VirtualLanes.Mask<T>(count);

    /// <summary>A vector with an input of one group in the first lanes, and of the next group in the others.</summary>
    /// <param name="first">The first lanes.</param>
    /// <param name="x">The first group's channels.</param>
    /// <param name="offset">The channel.</param>
    /// <param name="depth">Channels from one group to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T OfTwo<T>(T first, ref float x, int offset, int depth) where T : struct, ILanes<T> =>
        T.Select(first, T.Broadcast(ref x, offset), T.Broadcast(ref x, offset + depth));

    /// <summary>Adds the gradients of all pixels, filter by filter, in four chains of columns.</summary>
    /// <param name="dy">The outputs' gradients.</param>
    /// <param name="sums">An element for each filter, rounded up to whole vectors.</param>
    /// <param name="grid">The outputs' grid.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void SumPixels<T>(ref float dy, ref float sums, Grid grid) where T : struct, ILanes<T>
    {
        Grid rows = grid.Rows();
        for (int j = 0; j < grid.Channels; j += T.Count)
        {
            ChannelSums<PixelValue<T>, T> sum = new(ref Unsafe.Add(ref dy, j), default, T.Load(ref sums, j), grid.Channels, grid.Width);
            GridWalk.Run(rows, ref sum);
            T.Store(sum.Result, ref sums, j);
        }
    }

    /// <summary>The rows of a kernel that read a row of the input, each in another window: the first, and their count.</summary>
    /// <param name="row">The row of the input.</param>
    /// <param name="kernel">Rows of the kernel.</param>
    /// <param name="stride">From one window to the next.</param>
    /// <param name="dilation">From one row of the kernel to the next.</param>
    /// <param name="windows">Windows above each other; window i reads the rows i·stride + u·dilation.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int First, int Count) RowsOver(int row, int kernel, int stride, int dilation, int windows)
    {
        (int first, int count) = (0, 0);
        for (int u = 0; u < kernel; u++)
            if (row - u * dilation is var start and >= 0 && start % stride == 0 && start / stride < windows)
                first = count++ == 0 ? u : first;
        return (first, count);
    }

    /// <summary>Weights in panels of filters become <c>[segment][filter][⌈run/16⌉·16]</c>, zeros after each run.</summary>
    /// <param name="w">Panels of [segments · run][panelWidth].</param>
    /// <param name="transposed">The result.</param>
    /// <param name="segments">Runs of contiguous inputs in the kernel.</param>
    /// <param name="run">Inputs in each.</param>
    /// <param name="filters">Filters.</param>
    /// <param name="panelWidth">16 or 32.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Transpose(ref float w, ref float transposed, int segments, int run, int filters, int panelWidth)
    {
        int lanes = VirtualLanes.Pad(run), terms = segments * run;
        for (int segment = 0; segment < segments; segment++)
            for (int first = 0; first < filters; first += panelWidth)
            {
                int count = Math.Min(panelWidth, filters - first);
                ref float panel = ref Unsafe.Add(ref w, first * terms + segment * run * panelWidth);
                ref float to = ref Unsafe.Add(ref transposed, (segment * filters + first) * lanes);
                Blocks.Transpose(ref panel, panelWidth, ref to, lanes, run, count);
                for (int filter = 0; filter < count; filter++)
                    Grids.Clear(ref Unsafe.Add(ref to, filter * lanes + run), lanes - run);
            }
    }
}
