using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Batch normalisation, channel by channel: in inference by running averages, in training by the batch's statistics. A vector of channels at a time, so that their values stay in registers for all pixels; a vector may reach into the next pixel, so the last one is written first, and pixels in ascending order.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Norms
{
    /// <summary>Channels rounded up to whole vectors.</summary>
    internal static int Padded(int channels) => VirtualLanes.Pad(channels);

    /// <summary>The scale and shift of inference: scale = weight / √(variance + ε), shift = bias − mean · scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RunningScale<T>(ref float weight, ref float bias, ref float mean, ref float variance, ref float scale, ref float shift, int channels, float epsilon) where T : struct, ILanes<T>
    {
        for (int c = 0; c < channels; c += T.Count)
        {
            T s = T.Load(ref weight, c) / T.SquareRoot(T.Load(ref variance, c) + T.Create(epsilon));
            T.Store(s, ref scale, c);
            T.Store(T.FusedMultiplyAdd(-T.Load(ref mean, c), s, T.Load(ref bias, c)), ref shift, c);
        }
    }

    /// <summary>y = x·scale + shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Scale<T>(ref float x, ref float y, Grid grid, ref float scale, ref float shift) where T : struct, ILanes<T>
    {
        for (int c = Last<T>(grid); c >= 0; c -= T.Count)
            Apply(ref Unsafe.Add(ref x, c), ref Unsafe.Add(ref y, c), grid, T.Zero, T.Load(ref scale, c), T.Load(ref shift, c));
    }

    /// <summary>y = (x − mean) · (weight / √(variance + ε)) + bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Normalize<T>(ref float x, ref float y, Grid grid, ref float statistics, ref float weight, ref float bias) where T : struct, ILanes<T>
    {
        int padded = Padded(grid.Channels);
        for (int c = Last<T>(grid); c >= 0; c -= T.Count)
            Apply(ref Unsafe.Add(ref x, c), ref Unsafe.Add(ref y, c), grid, T.Load(ref statistics, c), T.Load(ref statistics, padded + c) * T.Load(ref weight, c), T.Load(ref bias, c));
    }

    /// <summary>y = (x − mean)·scale + shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Apply<T>(ref float x, ref float y, Grid grid, T mean, T scale, T shift) where T : struct, ILanes<T>
    {
        Normalization<T> pixel = new(ref x, ref y, mean, scale, shift);
        GridWalk.Run(grid, ref pixel);
    }

    /// <summary>A sample's mean and sum of squares around it, for each channel, in four chains of pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gather<T>(ref float x, Grid grid, ref float sums) where T : struct, ILanes<T>
    {
        int padded = Padded(grid.Channels);
        for (int c = 0; c < grid.Channels; c += T.Count)
        {
            // The pixels are contiguous, so they are one row.
            ref float channel = ref Unsafe.Add(ref x, c);
            ChannelSums<PixelValue<T>, T> sum = new(ref channel, default, T.Zero, grid.Channels, grid.Pixels);
            sum.Invoke(0, 0);
            T mean = sum.Result / T.Create((float)grid.Pixels);
            ChannelSums<PixelSquare<T>, T> squares = new(ref channel, new(mean), T.Zero, grid.Channels, grid.Pixels);
            squares.Invoke(0, 0);
            T.Store(mean, ref sums, c);
            T.Store(squares.Result, ref sums, padded + c);
        }
    }

    /// <summary>A sample's Σ ∂y and Σ ∂y·x̂, x̂ = (x − mean)/√(variance + ε), for each channel, in two chains of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void GatherGradient<T>(ref float x, ref float dy, Grid grid, ref float statistics, ref float sums) where T : struct, ILanes<T>
    {
        int padded = Padded(grid.Channels);
        Grid rows = grid.Rows();
        for (int c = 0; c < grid.Channels; c += T.Count)
        {
            NormalizationSums<T> gradients = new(ref Unsafe.Add(ref x, c), ref Unsafe.Add(ref dy, c), T.Load(ref statistics, c), T.Load(ref statistics, padded + c), grid.Channels, grid.Width);
            GridWalk.Run(rows, ref gradients);
            T.Store(gradients.Sum, ref sums, c);
            T.Store(gradients.Products, ref sums, padded + c);
        }
    }

    /// <summary>∂x = weight/√(variance + ε) · (∂y − mean of ∂y − x̂ · mean of ∂y·x̂).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void NormalizeGradient<T>(ref float x, ref float dy, ref float dx, Grid grid, ref float statistics, ref float weight) where T : struct, ILanes<T>
    {
        int padded = Padded(grid.Channels);
        for (int c = Last<T>(grid); c >= 0; c -= T.Count)
        {
            NormalizationGradient<T> pixel = new(ref Unsafe.Add(ref x, c), ref Unsafe.Add(ref dy, c), ref Unsafe.Add(ref dx, c), ref Unsafe.Add(ref statistics, c), padded, T.Load(ref weight, c));
            GridWalk.Run(grid, ref pixel);
        }
    }

    /// <summary>Adds the results of <see cref="GatherGradient{T}"/> for the samples of a block: the gradients of bias and weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumRows(BatchState batch, int norm, int rows, ref float weightSums, ref float biasSums, int channels)
    {
        int padded = Padded(channels);
        for (int row = 0; row < rows; row++)
        {
            ref float sums = ref batch.Row(norm, row);
            for (int c = 0; c < channels; c++)
            {
                Unsafe.Add(ref biasSums, c) += Unsafe.Add(ref sums, c);
                Unsafe.Add(ref weightSums, c) += Unsafe.Add(ref sums, padded + c);
            }
        }
    }

    /// <summary>The start of the last vector of channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Last<T>(Grid grid) where T : struct, ILanes<T> => (grid.Channels - 1) / T.Count * T.Count;
}
