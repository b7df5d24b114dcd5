using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Normalisation of all elements of a sample together.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class LayerNorms
{
    /// <summary>y = (x − mean)/√(variance + ε) · weight + bias over all elements of a sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Normalize<T>(ref float x, ref float y, Grid grid, ref float weight, ref float bias, float epsilon) where T : struct, ILanes<T>
    {
        (float mean, float inverse) = Statistics<T>(ref x, grid.Length, epsilon);
        Output<T> row = new(ref x, ref y, grid.RowLength, ref weight, ref bias, T.Create(mean), T.Create(inverse));
        GridWalk.Run(grid.Rows(), ref row);
    }

    /// <summary>Adds ∂y·x̂ and ∂y for every element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ParameterGradient<T>(ref float x, ref float dy, Grid grid, ref float weightSums, ref float biasSums, float epsilon) where T : struct, ILanes<T>
    {
        (float mean, float inverse) = Statistics<T>(ref x, grid.Length, epsilon);
        AffineGradient<T> row = new(ref x, ref dy, grid.RowLength, ref weightSums, ref biasSums, T.Create(mean), T.Create(inverse));
        GridWalk.Run(grid.Rows(), ref row);
    }

    /// <summary>With g = ∂y·weight: ∂x = (g − mean of g − x̂ · mean of g·x̂)/√(variance + ε).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T>(ref float x, ref float dy, ref float dx, Grid grid, ref float weight, float epsilon) where T : struct, ILanes<T>
    {
        int n = grid.Length;
        (float mean, float inverse) = Statistics<T>(ref x, n, epsilon);
        T m = T.Create(mean), r = T.Create(inverse);
        Weighted<T> row = new(ref dy, ref dx, grid.RowLength, ref weight);
        GridWalk.Run(grid.Rows(), ref row);
        float gradients = Rows.Sum<T>(ref dx, n) / n;
        T g = T.Create(gradients), products = T.Create(Reductions.Sum<NormalizedProducts<T>, T>(new(ref x, m, r, ref dx), n) / n);
        for (int i = 0; i < n; i += T.Count)
            T.Store(T.FusedMultiplyAdd(-((T.Load(ref x, i) - m) * r), products, T.Load(ref dx, i) - g) * r, ref dx, i);
    }

    /// <summary>The mean of a row and 1/√(variance + ε).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static (float Mean, float Inverse) Statistics<T>(ref float x, int n, float epsilon) where T : struct, ILanes<T>
    {
        float mean = Rows.Sum<T>(ref x, n) / n;
        return (mean, 1 / MathF.Sqrt(Reductions.Sum<SquaredDeviations<T>, T>(new(ref x, T.Create(mean)), n) / n + epsilon));
    }

    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct Output<T>(ref float x, ref float y, int length, ref float weight, ref float bias, T mean, T inverse) : IPixelOperator where T : struct, ILanes<T>
    {
        private readonly ref float _x = ref x, _y = ref y, _weight = ref weight, _bias = ref bias;
        private readonly int _length = length;
        private readonly T _mean = mean, _inverse = inverse;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided)
        {
            ref float x = ref Unsafe.Add(ref _x, packed), y = ref Unsafe.Add(ref _y, strided), weight = ref Unsafe.Add(ref _weight, packed), bias = ref Unsafe.Add(ref _bias, packed);
            for (int k = 0; k < _length; k += T.Count)
                T.Store(T.FusedMultiplyAdd((T.Load(ref x, k) - _mean) * _inverse, T.Load(ref weight, k), T.Load(ref bias, k)), ref y, k);
        }
    }

    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct AffineGradient<T>(ref float x, ref float dy, int length, ref float weightSums, ref float biasSums, T mean, T inverse) : IPixelOperator where T : struct, ILanes<T>
    {
        private readonly ref float _x = ref x, _dy = ref dy, _weightSums = ref weightSums, _biasSums = ref biasSums;
        private readonly int _length = length;
        private readonly T _mean = mean, _inverse = inverse;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided)
        {
            ref float dy = ref Unsafe.Add(ref _dy, strided);
            for (int k = 0; k < _length; k += T.Count)
            {
                // Lanes beyond the row belong to the sums of the next row.
                int place = (int)packed + k;
                T d = VirtualLanes.Keep(T.Load(ref dy, k), _length - k), unit = VirtualLanes.Keep((T.Load(ref _x, place) - _mean) * _inverse, _length - k);
                T.Store(T.FusedMultiplyAdd(d, unit, T.Load(ref _weightSums, place)), ref _weightSums, place);
                T.Store(T.Load(ref _biasSums, place) + d, ref _biasSums, place);
            }
        }
    }

    /// <summary>∂y·weight.</summary>
    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct Weighted<T>(ref float dy, ref float products, int length, ref float weight) : IPixelOperator where T : struct, ILanes<T>
    {
        private readonly ref float _dy = ref dy, _products = ref products, _weight = ref weight;
        private readonly int _length = length;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided)
        {
            ref float dy = ref Unsafe.Add(ref _dy, strided), products = ref Unsafe.Add(ref _products, packed), weight = ref Unsafe.Add(ref _weight, packed);
            for (int k = 0; k < _length; k += T.Count)
                T.Store(T.Load(ref dy, k) * T.Load(ref weight, k), ref products, k);
        }
    }
}
