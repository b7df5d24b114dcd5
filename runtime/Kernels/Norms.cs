using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Batch normalisation, channel by channel: in inference by running averages, in training by the batch's statistics. A vector of channels at a time, so that what belongs to them stays in registers for all pixels; a vector may reach into the next pixel, so the last one is written first, and pixels in ascending order.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Norms
{
    /// <summary>Channels rounded up to whole vectors.</summary>
    internal static int Padded(int channels) => (channels + VirtualLanes.Count - 1) / VirtualLanes.Count * VirtualLanes.Count;

    /// <summary>What inference applies: scale = weight / √(variance + ε), shift = bias − mean · scale.</summary>
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
        for (int row = 0; row < grid.Height; row++)
        {
            ref float to = ref Unsafe.Add(ref y, grid.Origin + row * grid.Pitch);
            for (int column = 0; column < grid.Width; column++)
            {
                T.Store(T.FusedMultiplyAdd(T.Load(ref x, 0) - mean, scale, shift), ref to, 0);
                x = ref Unsafe.Add(ref x, grid.Channels);
                to = ref Unsafe.Add(ref to, grid.Channels);
            }
        }
    }

    /// <summary>A sample's mean and sum of squares around it, for each channel, in four chains of pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gather<T>(ref float x, Grid grid, ref float sums) where T : struct, ILanes<T>
    {
        int padded = Padded(grid.Channels), stride = grid.Channels, pixels = grid.Pixels;
        for (int c = 0; c < stride; c += T.Count)
        {
            ref float pixel = ref Unsafe.Add(ref x, c);
            T s0 = T.Zero, s1 = T.Zero, s2 = T.Zero, s3 = T.Zero;
            int i = 0;
            for (; i + 4 <= pixels; i += 4)
            {
                s0 += T.Load(ref pixel, 0);
                s1 += T.Load(ref pixel, stride);
                s2 += T.Load(ref pixel, 2 * stride);
                s3 += T.Load(ref pixel, 3 * stride);
                pixel = ref Unsafe.Add(ref pixel, 4 * stride);
            }
            for (; i < pixels; i++)
            {
                s0 += T.Load(ref pixel, 0);
                pixel = ref Unsafe.Add(ref pixel, stride);
            }
            T mean = ((s0 + s1) + (s2 + s3)) / T.Create((float)pixels);
            pixel = ref Unsafe.Add(ref x, c);
            s0 = s1 = s2 = s3 = T.Zero;
            for (i = 0; i + 4 <= pixels; i += 4)
            {
                s0 = Square(T.Load(ref pixel, 0) - mean, s0);
                s1 = Square(T.Load(ref pixel, stride) - mean, s1);
                s2 = Square(T.Load(ref pixel, 2 * stride) - mean, s2);
                s3 = Square(T.Load(ref pixel, 3 * stride) - mean, s3);
                pixel = ref Unsafe.Add(ref pixel, 4 * stride);
            }
            for (; i < pixels; i++)
            {
                s0 = Square(T.Load(ref pixel, 0) - mean, s0);
                pixel = ref Unsafe.Add(ref pixel, stride);
            }
            T.Store(mean, ref sums, c);
            T.Store((s0 + s1) + (s2 + s3), ref sums, padded + c);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static T Square(T apart, T sum) => T.FusedMultiplyAdd(apart, apart, sum);
    }

    /// <summary>A sample's Σ ∂y and Σ ∂y·x̂, x̂ = (x − mean)/√(variance + ε), for each channel, in two chains of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void GatherGradient<T>(ref float x, ref float dy, Grid grid, ref float statistics, ref float sums) where T : struct, ILanes<T>
    {
        int padded = Padded(grid.Channels), stride = grid.Channels;
        for (int c = 0; c < stride; c += T.Count)
        {
            ref float value = ref Unsafe.Add(ref x, c);
            T mean = T.Load(ref statistics, c), inverse = T.Load(ref statistics, padded + c);
            T sum0 = T.Zero, sum1 = T.Zero, products0 = T.Zero, products1 = T.Zero;
            for (int row = 0; row < grid.Height; row++)
            {
                ref float gradient = ref Unsafe.Add(ref dy, grid.Origin + row * grid.Pitch + c);
                int column = 0;
                for (; column + 2 <= grid.Width; column += 2)
                {
                    T d0 = T.Load(ref gradient, 0), d1 = T.Load(ref gradient, stride);
                    sum0 += d0;
                    sum1 += d1;
                    products0 = T.FusedMultiplyAdd(d0, (T.Load(ref value, 0) - mean) * inverse, products0);
                    products1 = T.FusedMultiplyAdd(d1, (T.Load(ref value, stride) - mean) * inverse, products1);
                    gradient = ref Unsafe.Add(ref gradient, 2 * stride);
                    value = ref Unsafe.Add(ref value, 2 * stride);
                }
                if (column < grid.Width)
                {
                    T d = T.Load(ref gradient, 0);
                    sum0 += d;
                    products0 = T.FusedMultiplyAdd(d, (T.Load(ref value, 0) - mean) * inverse, products0);
                    value = ref Unsafe.Add(ref value, stride);
                }
            }
            T.Store(sum0 + sum1, ref sums, c);
            T.Store(products0 + products1, ref sums, padded + c);
        }
    }

    /// <summary>∂x = weight/√(variance + ε) · (∂y − mean of ∂y − x̂ · mean of ∂y·x̂).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void NormalizeGradient<T>(ref float x, ref float dy, ref float dx, Grid grid, ref float statistics, ref float weight) where T : struct, ILanes<T>
    {
        int padded = Padded(grid.Channels), stride = grid.Channels;
        for (int c = Last<T>(grid); c >= 0; c -= T.Count)
        {
            ref float value = ref Unsafe.Add(ref x, c), to = ref Unsafe.Add(ref dx, c);
            T mean = T.Load(ref statistics, c), inverse = T.Load(ref statistics, padded + c);
            T gradients = T.Load(ref statistics, 2 * padded + c), products = T.Load(ref statistics, 3 * padded + c), scale = inverse * T.Load(ref weight, c);
            for (int row = 0; row < grid.Height; row++)
            {
                ref float gradient = ref Unsafe.Add(ref dy, grid.Origin + row * grid.Pitch + c);
                for (int column = 0; column < grid.Width; column++)
                {
                    T unit = (T.Load(ref value, 0) - mean) * inverse;
                    T.Store(scale * T.FusedMultiplyAdd(-unit, products, T.Load(ref gradient, 0) - gradients), ref to, 0);
                    value = ref Unsafe.Add(ref value, stride);
                    gradient = ref Unsafe.Add(ref gradient, stride);
                    to = ref Unsafe.Add(ref to, stride);
                }
            }
        }
    }

    /// <summary>Adds what <see cref="GatherGradient{T}"/> left for the samples of a block: the gradients of bias and weight.</summary>
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

    /// <summary>Where the last vector of channels begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Last<T>(Grid grid) where T : struct, ILanes<T> => (grid.Channels - 1) / T.Count * T.Count;
}
