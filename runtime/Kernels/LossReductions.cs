using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>A loss that is a sum over the outputs; its gradient is stored, 0 after the last output.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct LossTerms<TLoss, T>(ref float output, ref float target, int readable, ref float gradient, T scale) : IReduction<T>
    where TLoss : struct, IElementwiseLoss
    where T : struct, ILanes<T>
{
    private readonly ref float _output = ref output, _target = ref target, _gradient = ref gradient;
    private readonly int _readable = readable;
    private readonly T _scale = scale;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Accumulate(T sum, int i, int valid)
    {
        T mask = VirtualLanes.MaskOf<T>(valid);
        T loss = TLoss.Of(T.Load(ref _output, i), T.And(Losses.LoadTarget<T>(ref _target, i, valid, _readable), mask), out T slope);
        T.Store(T.And(slope * _scale, mask), ref _gradient, i);
        return sum + T.And(loss, mask);
    }
}

/// <summary>e^(xᵢ − max), which is also stored in place of the gradient; and with that sum Σ t and Σ t·(max − x), both of which start at 0.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct SoftmaxTerms<T>(ref float output, T max, ref float target, int readable, ref float exponentials, ref VirtualLanes targets, ref VirtualLanes distances) : IReduction<T>
    where T : struct, ILanes<T>
{
    private readonly ref float _output = ref output, _target = ref target, _exponentials = ref exponentials;
    private readonly ref float _targets = ref VirtualLanes.First(ref targets), _distances = ref VirtualLanes.First(ref distances);
    private readonly T _max = max;
    private readonly int _readable = readable;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Accumulate(T sum, int i, int valid)
    {
        T mask = VirtualLanes.MaskOf<T>(valid);
        T x = T.And(T.Load(ref _output, i) - _max, mask);
        T t = T.And(Losses.LoadTarget<T>(ref _target, i, valid, _readable), mask);
        T e = VectorMath.Exp(x);
        T.Store(e, ref _exponentials, i);
        int lane = i % VirtualLanes.Count;
        T.Store(T.Add(ref _targets, lane, t), ref _targets, lane);
        T.AddProduct(-x, t, ref _distances, lane);
        return sum + T.And(e, mask);
    }
}
