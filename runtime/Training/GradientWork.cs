using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Training;

/// <summary>sum ← sum + part.</summary>
internal readonly ref struct Addition(ParameterBlock sum, ParameterBlock part) : IElementwise
{
    private readonly ref float _sum = ref sum.First;
    private readonly ref float _part = ref part.First;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(int place) where T : struct, ILanes<T> =>
        T.Store(T.Load(ref _sum, place) + T.Load(ref _part, place), ref _sum, place);
}

/// <summary>block ← scale·block.</summary>
internal readonly ref struct Scaling(ParameterBlock block, float scale) : IElementwise
{
    private readonly ref float _block = ref block.First;
    private readonly float _scale = scale;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(int place) where T : struct, ILanes<T> =>
        T.Store(T.Create(_scale) * T.Load(ref _block, place), ref _block, place);
}
