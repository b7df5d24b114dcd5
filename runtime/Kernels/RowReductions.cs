using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>xᵢ.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct Total<T>(ref float x) : IReduction<T> where T : struct, ILanes<T>
{
    private readonly ref float _x = ref x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Accumulate(T sum, int i, int valid) => sum + VirtualLanes.Keep(T.Load(ref _x, i), valid);
}

/// <summary>The larger of the two, ignoring NaNs.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct Largest<T>(ref float x) : IReduction<T> where T : struct, ILanes<T>
{
    private readonly ref float _x = ref x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Accumulate(T max, int i, int valid)
    {
        T x = T.Load(ref _x, i);
        return T.Select(VirtualLanes.Keep(T.LessThan(max, x), valid), x, max);
    }
}

/// <summary>xᵢ·yᵢ.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct DotProduct<T>(ref float x, ref float y) : IReduction<T> where T : struct, ILanes<T>
{
    private readonly ref float _x = ref x, _y = ref y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Accumulate(T sum, int i, int valid) =>
        T.FusedMultiplyAdd(VirtualLanes.Keep(T.Load(ref _x, i), valid), VirtualLanes.Keep(T.Load(ref _y, i), valid), sum);
}

/// <summary>e^(xᵢ − max).</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct Exponentials<T>(ref float x, T max) : IReduction<T> where T : struct, ILanes<T>
{
    private readonly ref float _x = ref x;
    private readonly T _max = max;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Accumulate(T sum, int i, int valid) => sum + VirtualLanes.Keep(VectorMath.Exp(T.Load(ref _x, i) - _max), valid);
}

/// <summary>e^(xᵢ − max), which is also stored in y.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct StoredExponentials<T>(ref float x, T max, ref float y) : IReduction<T> where T : struct, ILanes<T>
{
    private readonly ref float _x = ref x, _y = ref y;
    private readonly T _max = max;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Accumulate(T sum, int i, int valid)
    {
        T e = VectorMath.Exp(T.Load(ref _x, i) - _max);
        T.Store(e, ref _y, i);
        return sum + VirtualLanes.Keep(e, valid);
    }
}

/// <summary>(xᵢ − mean)².</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct SquaredDeviations<T>(ref float x, T mean) : IReduction<T> where T : struct, ILanes<T>
{
    private readonly ref float _x = ref x;
    private readonly T _mean = mean;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Accumulate(T sum, int i, int valid)
    {
        T deviation = VirtualLanes.Keep(T.Load(ref _x, i) - _mean, valid);
        return T.FusedMultiplyAdd(deviation, deviation, sum);
    }
}

/// <summary>yᵢ·(xᵢ − mean)·scale.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct NormalizedProducts<T>(ref float x, T mean, T scale, ref float y) : IReduction<T> where T : struct, ILanes<T>
{
    private readonly ref float _x = ref x, _y = ref y;
    private readonly T _mean = mean, _scale = scale;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Accumulate(T sum, int i, int valid) =>
        T.FusedMultiplyAdd(VirtualLanes.Keep(T.Load(ref _y, i), valid), VirtualLanes.Keep((T.Load(ref _x, i) - _mean) * _scale, valid), sum);
}
