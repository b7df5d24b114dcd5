using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>y = (x − mean)·scale + shift, a vector of channels.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct Normalization<T>(ref float x, ref float y, T mean, T scale, T shift) : IPixelOperator where T : struct, ILanes<T>
{
    private readonly ref float _x = ref x, _y = ref y;
    private readonly T _mean = mean, _scale = scale, _shift = shift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke(nint packed, nint strided) =>
        T.Store(T.FusedMultiplyAdd(T.Load(ref Unsafe.Add(ref _x, packed), 0) - _mean, _scale, _shift), ref Unsafe.Add(ref _y, strided), 0);
}

/// <summary>Σ ∂y and Σ ∂y·x̂ over the pixels of each row, for a vector of channels: two pixels at once, so that their sums are independent.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal ref struct NormalizationSums<T>(ref float x, ref float dy, T mean, T inverse, int channels, int width) : IPixelOperator where T : struct, ILanes<T>
{
    private readonly ref float _x = ref x, _dy = ref dy;
    private readonly T _mean = mean, _inverse = inverse;
    private readonly nint _channels = channels;
    private readonly int _width = width;
    private T _sum0 = T.Zero, _sum1 = T.Zero, _products0 = T.Zero, _products1 = T.Zero;

    public readonly T Sum { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => _sum0 + _sum1; }

    public readonly T Products { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => _products0 + _products1; }

    /// <summary>Adds a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke(nint packed, nint strided)
    {
        ref float x = ref Unsafe.Add(ref _x, packed), dy = ref Unsafe.Add(ref _dy, strided);
        int column = 0;
        for (; column + 2 <= _width; column += 2)
        {
            Add(ref x, ref dy, 0, ref _sum0, ref _products0);
            Add(ref x, ref dy, _channels, ref _sum1, ref _products1);
            x = ref Unsafe.Add(ref x, 2 * _channels);
            dy = ref Unsafe.Add(ref dy, 2 * _channels);
        }
        if (column < _width)
            Add(ref x, ref dy, 0, ref _sum0, ref _products0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Add(ref float x, ref float dy, nint offset, ref T sum, ref T products)
    {
        T d = T.Load(ref Unsafe.Add(ref dy, offset), 0);
        sum += d;
        products = T.FusedMultiplyAdd(d, (T.Load(ref Unsafe.Add(ref x, offset), 0) - _mean) * _inverse, products);
    }
}

/// <summary>∂x of a batch normalisation, a vector of channels.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct NormalizationGradient<T>(ref float x, ref float dy, ref float dx, ref float statistics, int padded, T weight) : IPixelOperator where T : struct, ILanes<T>
{
    private readonly ref float _x = ref x, _dy = ref dy, _dx = ref dx;
    private readonly T _mean = T.Load(ref statistics, 0), _inverse = T.Load(ref statistics, padded);
    private readonly T _gradients = T.Load(ref statistics, 2 * padded), _products = T.Load(ref statistics, 3 * padded), _scale = T.Load(ref statistics, padded) * weight;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke(nint packed, nint strided)
    {
        T unit = (T.Load(ref Unsafe.Add(ref _x, packed), 0) - _mean) * _inverse;
        T gradient = _scale * T.FusedMultiplyAdd(-unit, _products, T.Load(ref Unsafe.Add(ref _dy, strided), 0) - _gradients);
        T.Store(gradient, ref Unsafe.Add(ref _dx, packed), 0);
    }
}
