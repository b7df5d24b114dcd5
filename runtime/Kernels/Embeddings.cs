using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>Tables with a row of channels for each index, or for each position.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Embeddings
{
    /// <summary>Copies the row of every index.</summary>
    /// <param name="x">Indices, each a whole number below <paramref name="count"/>.</param>
    /// <param name="table">Rows of channels.</param>
    /// <param name="count">Rows of the table.</param>
    /// <param name="y">A position for each index.</param>
    /// <param name="grid">Its shape.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(ref float x, ref float table, int count, ref float y, Grid grid)
    {
        for (int position = 0; position < grid.Width; position++)
            MemoryMarshal.CreateSpan(ref Row(ref x, position, ref table, count, grid), grid.Channels)
                .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref y, grid.Origin + position * grid.Channels), grid.Channels));
    }

    /// <summary>Adds the gradient of every position to the sums of its index's row, in the order of the positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddGradients<T>(ref float x, ref float dy, Grid grid, ref float sums, int count) where T : struct, ILanes<T>
    {
        for (int position = 0; position < grid.Width; position++)
        {
            ref float row = ref Row(ref x, position, ref sums, count, grid), gradient = ref Unsafe.Add(ref dy, grid.Origin + position * grid.Channels);
            int c = 0;
            for (; c + T.Count <= grid.Channels; c += T.Count)
                T.Store(T.Load(ref row, c) + T.Load(ref gradient, c), ref row, c);
            // Further lanes would belong to the next row.
            for (; c < grid.Channels; c++)
                Unsafe.Add(ref row, c) += Unsafe.Add(ref gradient, c);
        }
    }

    /// <summary>y = x + the table, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddPositions<T>(ref float x, ref float table, ref float y, Grid grid) where T : struct, ILanes<T>
    {
        ref float from = ref Unsafe.Add(ref x, grid.Origin), to = ref Unsafe.Add(ref y, grid.Origin);
        for (int i = 0; i < grid.Length; i += T.Count)
            T.Store(T.Load(ref from, i) + T.Load(ref table, i), ref to, i);
    }

    /// <summary>Adds the gradients of a sample's positions to the sums of the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void SumPositions<T>(ref float dy, Grid grid, ref float sums) where T : struct, ILanes<T>
    {
        ref float from = ref Unsafe.Add(ref dy, grid.Origin);
        for (int i = 0; i < grid.Length; i += T.Count)
            T.Store(T.Load(ref sums, i) + T.Load(ref from, i), ref sums, i);
    }

    /// <summary>The row of an index. The caller's inputs were checked, but another thread may have changed them since: no index reaches beyond the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float Row(ref float x, int position, ref float table, int count, Grid grid) =>
        ref Unsafe.Add(ref table, (nint)Math.Min((uint)(int)Unsafe.Add(ref x, position), (uint)count - 1) * grid.Channels);
}
