using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>Copies of a sample's pixels.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Grids
{
    /// <summary>Copies pixels from channels first, the caller's order, to channels last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToChannelsLast(ref float x, ref float y, Grid grid)
    {
        if (grid.Channels == 1 || grid.Pixels == 1)
            Copy(ref x, ref y, grid);
        else
            Interleave(ref x, ref y, grid);
    }

    // Apart, since images of one channel never need it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Interleave(ref float x, ref float y, Grid grid)
    {
        (int channels, int height, int width, int pitch, int origin) = grid.Joined();
        int pixels = grid.Pixels, strip = Transposition.Strip(channels, width);
        // A few channels at a time, from the first pixel to the last: as many streams as the processor's prefetchers follow.
        for (int channel = 0; channel < channels; channel += strip)
            for (int row = 0; row < height; row++)
            {
                int first = Math.Min(channel, channels - strip);
                Transposition.Transpose(ref Unsafe.Add(ref x, first * pixels + row * width), pixels, ref Unsafe.Add(ref y, origin + row * pitch + first), channels, strip, width);
            }
    }

    /// <summary>Copies pixels from channels last to channels first, the caller's order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToChannelsFirst(ref float x, ref float y, Grid grid)
    {
        // The rows of every plane are contiguous.
        ToPlanes row = new(ref x, ref y, grid);
        GridWalk.Run(grid.Rows() with { Channels = grid.Width }, ref row);
    }

    /// <summary>Copies contiguous pixels into a grid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(ref float x, ref float y, Grid grid)
    {
        FromPacked row = new(ref x, ref y, grid.RowLength);
        GridWalk.Run(grid.Rows(), ref row);
    }

    /// <summary>Copies a grid's pixels to contiguous ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(ref float x, ref float y, Grid grid)
    {
        ToPacked row = new(ref x, ref y, grid.RowLength);
        GridWalk.Run(grid.Rows(), ref row);
    }

    /// <summary>Copies contiguous planes into planes with a border.</summary>
    /// <param name="x">[channel][row][column].</param>
    /// <param name="y">The same, with borders.</param>
    /// <param name="plane">The shape of a plane with its border.</param>
    /// <param name="size">Elements in it.</param>
    /// <param name="channels">Planes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyPlanes(ref float x, ref float y, Grid plane, int size, int channels)
    {
        for (int channel = 0; channel < channels; channel++)
            Copy(ref Unsafe.Add(ref x, channel * plane.Pixels), ref Unsafe.Add(ref y, channel * size), plane);
    }

    /// <summary>Zeroes.</summary>
    public static void Clear(ref float place, int length) => Span(ref place, length).Clear();

    /// <summary>Zeroes everything around the pixels.</summary>
    /// <param name="y">The grid.</param>
    /// <param name="grid">Its shape.</param>
    /// <param name="size">Elements in all, border included.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ClearBorder(ref float y, Grid grid, int size)
    {
        Clear(ref y, grid.Origin);
        int gap = grid.Pitch - grid.RowLength;
        // The right border of one row and the left border of the next are contiguous.
        for (int row = 0; gap > 0 && row < grid.Height - 1; row++)
            Clear(ref Unsafe.Add(ref y, grid.Origin + row * grid.Pitch + grid.RowLength), gap);
        int end = grid.Origin + (grid.Height - 1) * grid.Pitch + grid.RowLength;
        Clear(ref Unsafe.Add(ref y, end), size - end);
    }

    /// <summary>Zeroes everything around the pixels of planes; see <see cref="ClearBorder"/>.</summary>
    public static void ClearBorders(ref float y, Grid plane, int size, int channels)
    {
        for (int channel = 0; channel < channels; channel++)
            ClearBorder(ref Unsafe.Add(ref y, channel * size), plane, size);
    }

    private static Span<float> Span(ref float place, int length) => MemoryMarshal.CreateSpan(ref place, length);

    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct ToPlanes(ref float x, ref float y, Grid grid) : IPixelOperator
    {
        private readonly ref float _x = ref x, _y = ref y;
        private readonly int _channels = grid.Channels, _pixels = grid.Pixels, _width = grid.Width;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided)
        {
            ref float from = ref Unsafe.Add(ref _x, strided), to = ref Unsafe.Add(ref _y, packed);
            if (_channels == 1 || _pixels == 1)
                Span(ref from, _width * _channels).CopyTo(Span(ref to, _width * _channels));
            else
                Blocks.Transpose(ref from, _channels, ref to, _pixels, _width, _channels);
        }
    }

    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct FromPacked(ref float x, ref float y, int length) : IPixelOperator
    {
        private readonly ref float _x = ref x, _y = ref y;
        private readonly int _length = length;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided) => Span(ref Unsafe.Add(ref _x, packed), _length).CopyTo(Span(ref Unsafe.Add(ref _y, strided), _length));
    }

    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct ToPacked(ref float x, ref float y, int length) : IPixelOperator
    {
        private readonly ref float _x = ref x, _y = ref y;
        private readonly int _length = length;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(nint packed, nint strided) => Span(ref Unsafe.Add(ref _x, strided), _length).CopyTo(Span(ref Unsafe.Add(ref _y, packed), _length));
    }
}
