using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The operations of a pool on a window's elements.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Pools
{
    /// <summary>The larger; NaN if either is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Larger<T>(T a, T b) where T : struct, ILanes<T> => T.Select(T.LessThan(a, b), b, T.Select(T.Equals(b, b), a, b));

    /// <summary>A mask of all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T All<T>() where T : struct, ILanes<T> => T.Create(-1);

    /// <summary><paramref name="value"/> with zero in all but its first <paramref name="valid"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Keep<T>(T value, int valid) where T : struct, ILanes<T> => VirtualLanes.Keep(value, valid);

    /// <summary>Adds a window's gradient to an element of it in the lanes where that is the first largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddWhereLargest<T>(T x, T largest, T gradient, ref T open, ref float gradients, int offset) where T : struct, ILanes<T>
    {
        T hit = T.And(T.Equals(x, largest), open);
        open = T.Select(hit, T.Zero, open);
        T.Store(T.Load(ref gradients, offset) + T.And(hit, gradient), ref gradients, offset);
    }

    /// <summary>A window's gradient for an element of it in the lanes where that is the first largest; else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T WhereLargest<T>(T x, T largest, T gradient, T open) where T : struct, ILanes<T> => T.And(T.And(T.Equals(x, largest), open), gradient);

    /// <summary>The lanes in which neither this nor an earlier element of a window is the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Open<T>(T x, T largest, T open) where T : struct, ILanes<T> => T.Select(T.Equals(x, largest), T.Zero, open);

    /// <summary>The first element of a window inside the input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int First(int start, int before) => Math.Max(0, before - start);

    /// <summary>The end of a window's elements inside the input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int End(int start, int before, int size, int length) => Math.Min(size, length + before - start);
}
