using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Normalisation of all numbers of a sample together.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class LayerNorms
{
    /// <summary>y = (x − mean)/√(variance + ε) · weight + bias over all numbers of a sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Normalize<T>(ref float x, ref float y, Grid grid, ref float weight, ref float bias, float epsilon) where T : struct, ILanes<T>
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
    public static void ParameterGradient<T>(ref float x, ref float dy, Grid grid, ref float weightSums, ref float biasSums, float epsilon) where T : struct, ILanes<T>
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
    public static void Gradient<T>(ref float x, ref float dy, ref float dx, Grid grid, ref float weight, float epsilon) where T : struct, ILanes<T>
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static (float Mean, float Inverse) Statistics<T>(ref float x, int n, float epsilon) where T : struct, ILanes<T>
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
}
