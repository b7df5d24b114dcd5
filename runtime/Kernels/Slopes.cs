using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The learned slope of PReLU (He et al. 2015), one for all numbers or one for each channel.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Slopes
{
    /// <summary>y = x above 0, w·x below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Apply<T>(ref float x, ref float y, Grid grid, ref float w, int slopes) where T : struct, ILanes<T>
    {
        for (int row = 0; row < grid.Height; row++)
            for (int column = 0; column < grid.Width; column++)
            {
                ref float from = ref Unsafe.Add(ref x, (row * grid.Width + column) * grid.Channels), to = ref Unsafe.Add(ref y, grid.Origin + row * grid.Pitch + column * grid.Channels);
                for (int c = 0; c < grid.Channels; c += T.Count)
                {
                    T value = T.Load(ref from, c);
                    T.Store(T.Select(T.LessThan(T.Zero, value), value, Slope<T>(ref w, slopes, c) * value), ref to, c);
                }
            }
    }

    /// <summary>∂x = ∂y above 0, w·∂y below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T>(ref float x, ref float dy, ref float dx, Grid grid, ref float w, int slopes) where T : struct, ILanes<T>
    {
        for (int row = 0; row < grid.Height; row++)
            for (int column = 0; column < grid.Width; column++)
            {
                int place = (row * grid.Width + column) * grid.Channels;
                ref float from = ref Unsafe.Add(ref dy, grid.Origin + row * grid.Pitch + column * grid.Channels);
                for (int c = 0; c < grid.Channels; c += T.Count)
                {
                    T d = T.Load(ref from, c);
                    T.Store(T.Select(T.LessThan(T.Zero, T.Load(ref x, place + c)), d, Slope<T>(ref w, slopes, c) * d), ref dx, place + c);
                }
            }
    }

    /// <summary>Adds ∂y·x where x is not above 0: channel by channel, or over all in the sixteen lanes of every sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ParameterGradient<T>(ref float x, ref float dy, Grid grid, ref float sums, int slopes) where T : struct, ILanes<T>
    {
        VirtualLanes lanes = default;
        for (int row = 0; row < grid.Height; row++)
            for (int column = 0; column < grid.Width; column++)
            {
                int place = (row * grid.Width + column) * grid.Channels;
                ref float from = ref Unsafe.Add(ref dy, grid.Origin + row * grid.Pitch + column * grid.Channels);
                for (int c = 0; c < grid.Channels; c += T.Count)
                {
                    T value = T.Load(ref x, place + c);
                    T below = VirtualLanes.Keep(T.Select(T.LessThan(T.Zero, value), T.Zero, value), grid.Channels - c);
                    T d = VirtualLanes.Keep(T.Load(ref from, c), grid.Channels - c);
                    ref float sum = ref slopes == 1 ? ref Unsafe.Add(ref VirtualLanes.First(ref lanes), c % VirtualLanes.Count) : ref Unsafe.Add(ref sums, c);
                    T.Store(T.FusedMultiplyAdd(below, d, T.Load(ref sum, 0)), ref sum, 0);
                }
            }
        if (slopes == 1)
            sums += lanes.Sum();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Slope<T>(ref float w, int slopes, int channel) where T : struct, ILanes<T> => slopes == 1 ? T.Broadcast(ref w, 0) : T.Load(ref w, channel);
}
