using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Normalisation channel by channel: in inference by running averages, in training by the batch's statistics. Pixels are written in ascending order, since a vector may reach into the next.</summary>
public static class Norms
{
    /// <summary>Channels rounded up to whole vectors.</summary>
    internal static int Padded(int channels) => (channels + VirtualLanes.Count - 1) / VirtualLanes.Count * VirtualLanes.Count;

    /// <summary>What inference applies: scale = weight / √(variance + ε), shift = bias − mean · scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RunningScale<T>(ref float weight, ref float bias, ref float mean, ref float variance, ref float scale, ref float shift, int channels, float epsilon) where T : unmanaged, ILanes<T>
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
    public static void Scale<T>(ref float x, ref float y, Grid grid, ref float scale, ref float shift) where T : unmanaged, ILanes<T>
    {
        for (int row = 0; row < grid.Height; row++)
            for (int column = 0; column < grid.Width; column++)
            {
                ref float from = ref Unsafe.Add(ref x, Plain(grid, row, column)), to = ref Unsafe.Add(ref y, Place(grid, row, column));
                for (int c = 0; c < grid.Channels; c += T.Count)
                    T.Store(T.FusedMultiplyAdd(T.Load(ref from, c), T.Load(ref scale, c), T.Load(ref shift, c)), ref to, c);
            }
    }

    /// <summary>A sample's mean and sum of squares around it, for each channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gather<T>(ref float x, Grid grid, ref float sums) where T : unmanaged, ILanes<T>
    {
        int padded = Padded(grid.Channels);
        for (int c = 0; c < grid.Channels; c += T.Count)
        {
            T sum = T.Zero, squares = T.Zero;
            for (int pixel = 0; pixel < grid.Pixels; pixel++)
                sum += T.Load(ref x, pixel * grid.Channels + c);
            T mean = sum / T.Create((float)grid.Pixels);
            for (int pixel = 0; pixel < grid.Pixels; pixel++)
            {
                T apart = T.Load(ref x, pixel * grid.Channels + c) - mean;
                squares = T.FusedMultiplyAdd(apart, apart, squares);
            }
            T.Store(mean, ref sums, c);
            T.Store(squares, ref sums, padded + c);
        }
    }

    /// <summary>y = (x − mean) · (weight / √(variance + ε)) + bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Normalize<T>(ref float x, ref float y, Grid grid, ref float statistics, ref float weight, ref float bias) where T : unmanaged, ILanes<T>
    {
        int padded = Padded(grid.Channels);
        for (int row = 0; row < grid.Height; row++)
            for (int column = 0; column < grid.Width; column++)
            {
                ref float from = ref Unsafe.Add(ref x, Plain(grid, row, column)), to = ref Unsafe.Add(ref y, Place(grid, row, column));
                for (int c = 0; c < grid.Channels; c += T.Count)
                    T.Store(T.FusedMultiplyAdd(T.Load(ref from, c) - T.Load(ref statistics, c), T.Load(ref statistics, padded + c) * T.Load(ref weight, c), T.Load(ref bias, c)), ref to, c);
            }
    }

    /// <summary>A sample's Σ ∂y and Σ ∂y·x̂, x̂ = (x − mean)/√(variance + ε), for each channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void GatherGradient<T>(ref float x, ref float dy, Grid grid, ref float statistics, ref float sums) where T : unmanaged, ILanes<T>
    {
        int padded = Padded(grid.Channels);
        for (int c = 0; c < grid.Channels; c += T.Count)
        {
            T sum = T.Zero, products = T.Zero, mean = T.Load(ref statistics, c), inverse = T.Load(ref statistics, padded + c);
            for (int row = 0; row < grid.Height; row++)
                for (int column = 0; column < grid.Width; column++)
                {
                    T d = T.Load(ref dy, Place(grid, row, column) + c);
                    sum += d;
                    products = T.FusedMultiplyAdd(d, (T.Load(ref x, Plain(grid, row, column) + c) - mean) * inverse, products);
                }
            T.Store(sum, ref sums, c);
            T.Store(products, ref sums, padded + c);
        }
    }

    /// <summary>∂x = weight/√(variance + ε) · (∂y − mean of ∂y − x̂ · mean of ∂y·x̂).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void NormalizeGradient<T>(ref float x, ref float dy, ref float dx, Grid grid, ref float statistics, ref float weight) where T : unmanaged, ILanes<T>
    {
        int padded = Padded(grid.Channels);
        for (int row = 0; row < grid.Height; row++)
            for (int column = 0; column < grid.Width; column++)
            {
                int plain = Plain(grid, row, column), place = Place(grid, row, column);
                for (int c = 0; c < grid.Channels; c += T.Count)
                {
                    T inverse = T.Load(ref statistics, padded + c);
                    T unit = (T.Load(ref x, plain + c) - T.Load(ref statistics, c)) * inverse;
                    T rest = T.FusedMultiplyAdd(-unit, T.Load(ref statistics, 3 * padded + c), T.Load(ref dy, place + c) - T.Load(ref statistics, 2 * padded + c));
                    T.Store(inverse * T.Load(ref weight, c) * rest, ref dx, plain + c);
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

    /// <summary>y = (x − mean)/√(variance + ε) · weight + bias over all numbers of a sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Layer<T>(ref float x, ref float y, Grid grid, ref float weight, ref float bias, float epsilon) where T : unmanaged, ILanes<T>
    {
        (float mean, float inverse) = Statistics<T>(ref x, grid.Length, epsilon);
        T m = T.Create(mean), r = T.Create(inverse);
        for (int row = 0; row < grid.Height; row++)
        {
            int plain = row * grid.RowLength;
            ref float to = ref Unsafe.Add(ref y, grid.Origin + row * grid.Pitch);
            for (int k = 0; k < grid.RowLength; k += T.Count)
                T.Store(T.FusedMultiplyAdd((T.Load(ref x, plain + k) - m) * r, T.Load(ref weight, plain + k), T.Load(ref bias, plain + k)), ref to, k);
        }
    }

    /// <summary>Adds ∂y·x̂ and ∂y for every number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void LayerParameterGradient<T>(ref float x, ref float dy, Grid grid, ref float weightSums, ref float biasSums, float epsilon) where T : unmanaged, ILanes<T>
    {
        (float mean, float inverse) = Statistics<T>(ref x, grid.Length, epsilon);
        T m = T.Create(mean), r = T.Create(inverse);
        for (int row = 0; row < grid.Height; row++)
        {
            int plain = row * grid.RowLength;
            ref float from = ref Unsafe.Add(ref dy, grid.Origin + row * grid.Pitch);
            for (int k = 0; k < grid.RowLength; k += T.Count)
            {
                // What a vector has beyond the row belongs to the next one's sums.
                T d = VirtualLanes.Keep(T.Load(ref from, k), grid.RowLength - k), unit = VirtualLanes.Keep((T.Load(ref x, plain + k) - m) * r, grid.RowLength - k);
                T.Store(T.FusedMultiplyAdd(d, unit, T.Load(ref weightSums, plain + k)), ref weightSums, plain + k);
                T.Store(T.Load(ref biasSums, plain + k) + d, ref biasSums, plain + k);
            }
        }
    }

    /// <summary>With g = ∂y·weight: ∂x = (g − mean of g − x̂ · mean of g·x̂)/√(variance + ε).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void LayerGradient<T>(ref float x, ref float dy, ref float dx, Grid grid, ref float weight, float epsilon) where T : unmanaged, ILanes<T>
    {
        int n = grid.Length;
        (float mean, float inverse) = Statistics<T>(ref x, n, epsilon);
        T m = T.Create(mean), r = T.Create(inverse);
        for (int row = 0; row < grid.Height; row++)
            for (int k = 0; k < grid.RowLength; k += T.Count)
                T.Store(T.Load(ref dy, grid.Origin + row * grid.Pitch + k) * T.Load(ref weight, row * grid.RowLength + k), ref dx, row * grid.RowLength + k);
        float gradients = Rows.Sum<T>(ref dx, n) / n;
        VirtualLanes lanes = default;
        for (int s = 0; s < Math.Min(n, VirtualLanes.Count); s += T.Count)
        {
            T sum = T.Zero;
            for (int i = s; i < n; i += VirtualLanes.Count)
                sum = T.FusedMultiplyAdd(VirtualLanes.Keep(T.Load(ref dx, i), n - i), VirtualLanes.Keep((T.Load(ref x, i) - m) * r, n - i), sum);
            T.Store(sum, ref VirtualLanes.First(ref lanes), s);
        }
        T g = T.Create(gradients), products = T.Create(lanes.Sum() / n);
        for (int i = 0; i < n; i += T.Count)
            T.Store(T.FusedMultiplyAdd(-((T.Load(ref x, i) - m) * r), products, T.Load(ref dx, i) - g) * r, ref dx, i);
    }

    /// <summary>The mean of a row and 1/√(variance + ε).</summary>
    private static (float Mean, float Inverse) Statistics<T>(ref float x, int n, float epsilon) where T : unmanaged, ILanes<T>
    {
        float mean = Rows.Sum<T>(ref x, n) / n;
        T m = T.Create(mean);
        VirtualLanes lanes = default;
        for (int s = 0; s < Math.Min(n, VirtualLanes.Count); s += T.Count)
        {
            T sum = T.Zero;
            for (int i = s; i < n; i += VirtualLanes.Count)
            {
                T apart = VirtualLanes.Keep(T.Load(ref x, i) - m, n - i);
                sum = T.FusedMultiplyAdd(apart, apart, sum);
            }
            T.Store(sum, ref VirtualLanes.First(ref lanes), s);
        }
        return (mean, 1 / MathF.Sqrt(lanes.Sum() / n + epsilon));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Plain(Grid grid, int row, int column) => (row * grid.Width + column) * grid.Channels;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place(Grid grid, int row, int column) => grid.Origin + row * grid.Pitch + column * grid.Channels;
}
