using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The learned slope of PReLU (He et al. 2015), one for all elements or one for each channel.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class PRelus
{
    /// <summary>y = x above 0, w·x below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Apply<T>(ref float x, ref float y, Grid grid, ref float w, int slopes) where T : struct, ILanes<T>
    {
        Output<T> pixel = new(ref x, ref y, grid.Channels, ref w, slopes);
        GridWalk.Run(grid, ref pixel);
    }

    /// <summary>∂x = ∂y above 0, w·∂y below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T>(ref float x, ref float dy, ref float dx, Grid grid, ref float w, int slopes) where T : struct, ILanes<T>
    {
        InputGradient<T> pixel = new(ref x, ref dy, ref dx, grid.Channels, ref w, slopes);
        GridWalk.Run(grid, ref pixel);
    }

    /// <summary>Adds ∂y·x where x is not above 0: channel by channel, or over all in the sixteen lanes of every sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ParameterGradient<T>(ref float x, ref float dy, Grid grid, ref float sums, int slopes) where T : struct, ILanes<T>
    {
        VirtualLanes lanes = default;
        SlopeGradient<T> pixel = new(ref x, ref dy, grid.Channels, ref slopes == 1 ? ref VirtualLanes.First(ref lanes) : ref sums, slopes);
        GridWalk.Run(grid, ref pixel);
        if (slopes == 1)
            sums += lanes.Sum();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Slope<T>(ref float w, int slopes, int channel) where T : struct, ILanes<T> => slopes == 1 ? T.Broadcast(ref w, 0) : T.Load(ref w, channel);

    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct Output<T>(ref float x, ref float y, int channels, ref float w, int slopes) : IPixelOperator where T : struct, ILanes<T>
    {
        private readonly ref float _x = ref x, _y = ref y, _w = ref w;
        private readonly int _channels = channels, _slopes = slopes;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided)
        {
            ref float from = ref Unsafe.Add(ref _x, packed), to = ref Unsafe.Add(ref _y, strided);
            for (int c = 0; c < _channels; c += T.Count)
            {
                T value = T.Load(ref from, c);
                T.Store(T.Select(T.LessThan(T.Zero, value), value, Slope<T>(ref _w, _slopes, c) * value), ref to, c);
            }
        }
    }

    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct InputGradient<T>(ref float x, ref float dy, ref float dx, int channels, ref float w, int slopes) : IPixelOperator where T : struct, ILanes<T>
    {
        private readonly ref float _x = ref x, _dy = ref dy, _dx = ref dx, _w = ref w;
        private readonly int _channels = channels, _slopes = slopes;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided)
        {
            ref float x = ref Unsafe.Add(ref _x, packed), from = ref Unsafe.Add(ref _dy, strided), to = ref Unsafe.Add(ref _dx, packed);
            for (int c = 0; c < _channels; c += T.Count)
            {
                T d = T.Load(ref from, c);
                T.Store(T.Select(T.LessThan(T.Zero, T.Load(ref x, c)), d, Slope<T>(ref _w, _slopes, c) * d), ref to, c);
            }
        }
    }

    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct SlopeGradient<T>(ref float x, ref float dy, int channels, ref float sums, int slopes) : IPixelOperator where T : struct, ILanes<T>
    {
        private readonly ref float _x = ref x, _dy = ref dy, _sums = ref sums;
        private readonly int _channels = channels, _place = slopes == 1 ? VirtualLanes.Count - 1 : -1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided)
        {
            ref float x = ref Unsafe.Add(ref _x, packed), from = ref Unsafe.Add(ref _dy, strided);
            for (int c = 0; c < _channels; c += T.Count)
            {
                T value = T.Load(ref x, c);
                T below = VirtualLanes.Keep(T.Select(T.LessThan(T.Zero, value), T.Zero, value), _channels - c);
                T d = VirtualLanes.Keep(T.Load(ref from, c), _channels - c);
                T.Store(T.FusedMultiplyAdd(below, d, T.Load(ref _sums, c & _place)), ref _sums, c & _place);
            }
        }
    }
}
