using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The sizes and offsets of a pool's windows.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="InputHeight">Rows of the input.</param>
/// <param name="InputWidth">Pixels of such a row.</param>
/// <param name="Length">Elements of the input, border included.</param>
/// <param name="Origin">The input's first pixel.</param>
/// <param name="Pitch">From one row of the input to the next.</param>
/// <param name="Height">Rows of windows.</param>
/// <param name="Width">Windows of a row.</param>
/// <param name="OutputOrigin">The first result.</param>
/// <param name="OutputPitch">From one row of results to the next.</param>
/// <param name="KernelHeight">Rows of a window.</param>
/// <param name="KernelWidth">Pixels of such a row.</param>
/// <param name="StrideHeight">Rows from one window to the next.</param>
/// <param name="StrideWidth">Pixels from one window to the next.</param>
/// <param name="Above">Rows of padding.</param>
/// <param name="Before">Pixels of padding.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct Windows(
    int Channels, int InputHeight, int InputWidth, int Length, int Origin, int Pitch, int Height, int Width, int OutputOrigin, int OutputPitch,
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int Above, int Before);

/// <summary>Pools of one sample whose sizes are arguments, for networks whose layers have more different sizes than the text limit allows. Sums have the order of the emitted kernels.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class GeneralPools
{
    /// <summary>The maximum of every window.</summary>
    /// <param name="x">The input.</param>
    /// <param name="y">The results, overwritten.</param>
    /// <param name="fromFirst">Whether a window begins with its first element, rather than with the identity element.</param>
    /// <param name="windows">The windows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Max<T>(ref float x, ref float y, bool fromFirst, in Windows windows) where T : struct, ILanes<T>
    {
        for (int row = 0; row < windows.Height; row++)
            for (int column = 0; column < windows.Width; column++)
                for (int c = 0; c < windows.Channels; c += T.Count)
                {
                    Window window = new(row, column, in windows);
                    T value = fromFirst ? T.Load(ref x, window.Start + c) : T.Create(float.NegativeInfinity);
                    for (int u = window.Top; u < window.Bottom; u++)
                        for (int v = window.Left; v < window.Right; v++)
                            if (!fromFirst || u + v > 0)
                                value = Pools.Larger(value, T.Load(ref x, window.Start + u * windows.Pitch + v * windows.Channels + c));
                    T.Store(value, ref y, window.Result + c);
                }
    }

    /// <summary>The mean of every window.</summary>
    /// <param name="x">The input.</param>
    /// <param name="y">The results, overwritten.</param>
    /// <param name="fromFirst">Whether a window begins with its first element, rather than with the identity element.</param>
    /// <param name="windows">The windows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Average<T>(ref float x, ref float y, bool fromFirst, in Windows windows) where T : struct, ILanes<T>
    {
        for (int row = 0; row < windows.Height; row++)
            for (int column = 0; column < windows.Width; column++)
                for (int c = 0; c < windows.Channels; c += T.Count)
                {
                    Window window = new(row, column, in windows);
                    T value = fromFirst ? T.Load(ref x, window.Start + c) : T.Zero;
                    for (int u = window.Top; u < window.Bottom; u++)
                        for (int v = window.Left; v < window.Right; v++)
                            if (!fromFirst || u + v > 0)
                                value += T.Load(ref x, window.Start + u * windows.Pitch + v * windows.Channels + c);
                    T.Store(value / T.Create((float)(windows.KernelHeight * windows.KernelWidth)), ref y, window.Result + c);
                }
    }

    /// <summary>Each window's gradient, at its first largest element.</summary>
    /// <param name="x">The input.</param>
    /// <param name="y">The results.</param>
    /// <param name="dy">Their gradients.</param>
    /// <param name="dx">The input's gradients, overwritten.</param>
    /// <param name="tiles">Whether no two windows overlap, and none reaches outside.</param>
    /// <param name="windows">The windows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void MaxGradient<T>(ref float x, ref float y, ref float dy, ref float dx, bool tiles, in Windows windows) where T : struct, ILanes<T>
    {
        Grids.Clear(ref dx, windows.Length);
        for (int row = 0; row < windows.Height; row++)
            for (int column = 0; column < windows.Width; column++)
                for (int c = 0; c < windows.Channels; c += T.Count)
                {
                    Window window = new(row, column, in windows);
                    // Lanes after the last channel are another pixel's.
                    T d = Pools.Keep(T.Load(ref dy, window.Result + c), windows.Channels - c), value = T.Load(ref y, window.Result + c), open = Pools.All<T>();
                    for (int u = window.Top; u < window.Bottom; u++)
                        for (int v = window.Left; v < window.Right; v++)
                        {
                            int place = window.Start + u * windows.Pitch + v * windows.Channels + c;
                            if (tiles)
                            {
                                // Stored rather than added to zero, which would lose its sign; in lanes after the last channel nothing changes.
                                T element = T.Load(ref x, place);
                                T own = Pools.Keep(Pools.All<T>(), windows.Channels - c);
                                T.Store(T.Select(own, Pools.WhereLargest(element, value, d, open), T.Load(ref dx, place)), ref dx, place);
                                open = Pools.Open(element, value, open);
                            }
                            else
                                Pools.AddWhereLargest(T.Load(ref x, place), value, d, ref open, ref dx, place);
                        }
                }
    }

    /// <summary>Each window's gradient, spread over it.</summary>
    /// <param name="dy">The results' gradients.</param>
    /// <param name="dx">The input's gradients, overwritten.</param>
    /// <param name="tiles">Whether no two windows overlap, and none reaches outside.</param>
    /// <param name="windows">The windows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AverageGradient<T>(ref float dy, ref float dx, bool tiles, in Windows windows) where T : struct, ILanes<T>
    {
        Grids.Clear(ref dx, windows.Length);
        for (int row = 0; row < windows.Height; row++)
            for (int column = 0; column < windows.Width; column++)
                for (int c = 0; c < windows.Channels; c += T.Count)
                {
                    Window window = new(row, column, in windows);
                    T d = Pools.Keep(T.Load(ref dy, window.Result + c), windows.Channels - c) / T.Create((float)(windows.KernelHeight * windows.KernelWidth));
                    T own = Pools.Keep(Pools.All<T>(), windows.Channels - c);
                    for (int u = window.Top; u < window.Bottom; u++)
                        for (int v = window.Left; v < window.Right; v++)
                        {
                            int place = window.Start + u * windows.Pitch + v * windows.Channels + c;
                            T before = T.Load(ref dx, place);
                            T.Store(tiles ? T.Select(own, d, before) : before + d, ref dx, place);
                        }
                }
    }

    /// <summary>One window: the offset of its first element, the range of its elements inside the input, and the offset of its result.</summary>
    private readonly ref struct Window
    {
        public Window(int row, int column, in Windows windows)
        {
            Start = windows.Origin + (row * windows.StrideHeight - windows.Above) * windows.Pitch + (column * windows.StrideWidth - windows.Before) * windows.Channels;
            Result = windows.OutputOrigin + row * windows.OutputPitch + column * windows.Channels;
            (Top, Bottom) = (Pools.First(row * windows.StrideHeight, windows.Above), Pools.End(row * windows.StrideHeight, windows.Above, windows.KernelHeight, windows.InputHeight));
            (Left, Right) = (Pools.First(column * windows.StrideWidth, windows.Before), Pools.End(column * windows.StrideWidth, windows.Before, windows.KernelWidth, windows.InputWidth));
        }

        public int Start { get; }

        public int Result { get; }

        public int Top { get; }

        public int Bottom { get; }

        public int Left { get; }

        public int Right { get; }
    }
}
