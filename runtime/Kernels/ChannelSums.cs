using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The term of a pixel in a sum over pixels.</summary>
internal interface IPixelTerm<T> where T : struct, ILanes<T>
{
    /// <summary>The sum with the term of a pixel.</summary>
    T Add(T sum, T x);
}

/// <summary>x.</summary>
internal readonly struct PixelValue<T> : IPixelTerm<T> where T : struct, ILanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Add(T sum, T x) => sum + x;
}

/// <summary>(x − mean)².</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct PixelSquare<T>(T mean) : IPixelTerm<T> where T : struct, ILanes<T>
{
    private readonly T _mean = mean;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Add(T sum, T x) => T.FusedMultiplyAdd(x - _mean, x - _mean, sum);
}

/// <summary>The sum over the pixels of each row, for a vector of channels: four pixels at once, so that their sums are independent.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal ref struct ChannelSums<TTerm, T>(ref float x, TTerm term, T start, int channels, int width) : IPixelOperator
    where TTerm : struct, IPixelTerm<T>
    where T : struct, ILanes<T>
{
    private readonly ref float _x = ref x;
    private readonly TTerm _term = term;
    private readonly nint _channels = channels, _step = 4 * channels;
    private readonly int _width = width;
    private T _sum0 = start, _sum1 = T.Zero, _sum2 = T.Zero, _sum3 = T.Zero;

    public readonly T Result { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => (_sum0 + _sum1) + (_sum2 + _sum3); }

    /// <summary>Adds a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke(nint packed, nint strided)
    {
        ref float pixel = ref Unsafe.Add(ref _x, strided);
        int column = 0;
        for (; column + 4 <= _width; column += 4)
        {
            _sum0 = _term.Add(_sum0, T.Load(ref pixel, 0));
            _sum1 = _term.Add(_sum1, T.Load(ref Unsafe.Add(ref pixel, _channels), 0));
            _sum2 = _term.Add(_sum2, T.Load(ref Unsafe.Add(ref pixel, 2 * _channels), 0));
            _sum3 = _term.Add(_sum3, T.Load(ref Unsafe.Add(ref pixel, 3 * _channels), 0));
            pixel = ref Unsafe.Add(ref pixel, _step);
        }
        for (; column < _width; column++)
        {
            _sum0 = _term.Add(_sum0, T.Load(ref pixel, 0));
            pixel = ref Unsafe.Add(ref pixel, _channels);
        }
    }
}
