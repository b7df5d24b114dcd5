using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Normalisation of every pixel over its channels. Sums over channels run in the order of <see cref="VirtualLanes"/>, those over pixels in ascending order.</summary>
/// <remarks>For emitted code alone. Vectors may end after a pixel's last channel: results there are the next pixel's, which is written later, or the memory's slack.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class ChannelNorms
{
    /// <summary>y = (x − mean)/√(variance + ε) · weight + bias over the channels of each pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Normalize<T>(ref float x, ref float y, Grid grid, ref float weight, ref float bias, float epsilon) where T : struct, ILanes<T>
    {
        Output<T> pixel = new(ref x, ref y, grid.Channels, ref weight, ref bias, epsilon);
        GridWalk.Run(grid, ref pixel);
    }

    /// <summary>Adds Σ ∂y·x̂ and Σ ∂y over the pixels for every channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ParameterGradient<T>(ref float x, ref float dy, Grid grid, ref float weightSums, ref float biasSums, float epsilon) where T : struct, ILanes<T>
    {
        AffineGradient<T> pixel = new(ref x, ref dy, grid.Channels, ref weightSums, ref biasSums, epsilon);
        GridWalk.Run(grid, ref pixel);
    }

    /// <summary>With g = ∂y·weight: ∂x = (g − mean of g − x̂ · mean of g·x̂)/√(variance + ε), the means over the channels of each pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T>(ref float x, ref float dy, ref float dx, Grid grid, ref float weight, float epsilon) where T : struct, ILanes<T>
    {
        InputGradient<T> pixel = new(ref x, ref dy, ref dx, grid.Channels, ref weight, epsilon);
        GridWalk.Run(grid, ref pixel);
    }

    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct Output<T>(ref float x, ref float y, int channels, ref float weight, ref float bias, float epsilon) : IPixelOperator where T : struct, ILanes<T>
    {
        private readonly ref float _x = ref x, _y = ref y, _weight = ref weight, _bias = ref bias;
        private readonly int _channels = channels;
        private readonly float _epsilon = epsilon;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided)
        {
            ref float x = ref Unsafe.Add(ref _x, packed), y = ref Unsafe.Add(ref _y, strided);
            (float mean, float inverse) = LayerNorms.Statistics<T>(ref x, _channels, _epsilon);
            T m = T.Create(mean), r = T.Create(inverse);
            for (int k = 0; k < _channels; k += T.Count)
                T.Store(T.FusedMultiplyAdd((T.Load(ref x, k) - m) * r, T.Load(ref _weight, k), T.Load(ref _bias, k)), ref y, k);
        }
    }

    /// <summary>Lanes after the last channel add to the sums' padding, which is never read.</summary>
    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct AffineGradient<T>(ref float x, ref float dy, int channels, ref float weightSums, ref float biasSums, float epsilon) : IPixelOperator where T : struct, ILanes<T>
    {
        private readonly ref float _x = ref x, _dy = ref dy, _weightSums = ref weightSums, _biasSums = ref biasSums;
        private readonly int _channels = channels;
        private readonly float _epsilon = epsilon;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided)
        {
            ref float x = ref Unsafe.Add(ref _x, packed), dy = ref Unsafe.Add(ref _dy, strided);
            (float mean, float inverse) = LayerNorms.Statistics<T>(ref x, _channels, _epsilon);
            T m = T.Create(mean), r = T.Create(inverse);
            for (int k = 0; k < _channels; k += T.Count)
            {
                T d = T.Load(ref dy, k);
                T.Store(T.FusedMultiplyAdd(d, (T.Load(ref x, k) - m) * r, T.Load(ref _weightSums, k)), ref _weightSums, k);
                T.Store(T.Load(ref _biasSums, k) + d, ref _biasSums, k);
            }
        }
    }

    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct InputGradient<T>(ref float x, ref float dy, ref float dx, int channels, ref float weight, float epsilon) : IPixelOperator where T : struct, ILanes<T>
    {
        private readonly ref float _x = ref x, _dy = ref dy, _dx = ref dx, _weight = ref weight;
        private readonly int _channels = channels;
        private readonly float _epsilon = epsilon;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided)
        {
            ref float x = ref Unsafe.Add(ref _x, packed), dy = ref Unsafe.Add(ref _dy, strided), dx = ref Unsafe.Add(ref _dx, packed);
            (float mean, float inverse) = LayerNorms.Statistics<T>(ref x, _channels, _epsilon);
            for (int k = 0; k < _channels; k += T.Count)
                T.Store(T.Load(ref dy, k) * T.Load(ref _weight, k), ref dx, k);
            T m = T.Create(mean), r = T.Create(inverse);
            T gradients = T.Create(Rows.Sum<T>(ref dx, _channels) / _channels);
            T products = T.Create(Reductions.Sum<NormalizedProducts<T>, T>(new(ref x, m, r, ref dx), _channels) / _channels);
            for (int k = 0; k < _channels; k += T.Count)
                T.Store(T.FusedMultiplyAdd(-((T.Load(ref x, k) - m) * r), products, T.Load(ref dx, k) - gradients) * r, ref dx, k);
        }
    }
}
