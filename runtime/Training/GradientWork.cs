using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Training;

/// <summary>sum ← sum + term.</summary>
internal readonly ref struct Addition(ParameterBlock sum, ParameterBlock term) : IElementwise
{
    private readonly ref float _sum = ref sum.First;
    private readonly ref float _term = ref term.First;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(int offset) where T : struct, ILanes<T> =>
        T.Store(T.Load(ref _sum, offset) + T.Load(ref _term, offset), ref _sum, offset);
}

/// <summary>block ← scale·block.</summary>
internal readonly ref struct Scaling(ParameterBlock block, float scale) : IElementwise
{
    private readonly ref float _block = ref block.First;
    private readonly float _scale = scale;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(int offset) where T : struct, ILanes<T> =>
        T.Store(T.Create(_scale) * T.Load(ref _block, offset), ref _block, offset);
}

/// <summary>block ← block, limited to ±largest; NaN stays.</summary>
internal readonly ref struct Clamping(ParameterBlock block, float largest) : IElementwise
{
    private readonly ref float _block = ref block.First;
    private readonly float _largest = largest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(int offset) where T : struct, ILanes<T>
    {
        T value = T.Load(ref _block, offset);
        value = T.Select(T.LessThan(T.Create(_largest), value), T.Create(_largest), value);
        T.Store(T.Select(T.LessThan(value, T.Create(-_largest)), T.Create(-_largest), value), ref _block, offset);
    }
}

/// <summary>block ← block + step·(target − block).</summary>
internal readonly ref struct Interpolation(ParameterBlock block, ParameterBlock target, float step) : IElementwise
{
    private readonly ref float _block = ref block.First;
    private readonly ref float _target = ref target.First;
    private readonly float _step = step;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(int offset) where T : struct, ILanes<T>
    {
        T value = T.Load(ref _block, offset);
        T.Store(T.FusedMultiplyAdd(T.Create(_step), T.Load(ref _target, offset) - value, value), ref _block, offset);
    }
}
