using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace NetGen.Kernels;

/// <summary>Rows of pixels, channels last, optionally with a border of zeros.</summary>
/// <param name="Channels">Elements in a pixel.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Pitch">Elements from one row to the next.</param>
/// <param name="Origin">The offset of the first pixel.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct Grid(int Channels, int Height, int Width, int Pitch, int Origin)
{
    /// <summary>Elements in a row, without its border.</summary>
    internal int RowLength => Width * Channels;

    /// <summary>Pixels without the border.</summary>
    internal int Pixels => Height * Width;

    /// <summary>Elements without the border.</summary>
    internal int Length => Height * Width * Channels;

    /// <summary>Each row as one pixel.</summary>
    internal Grid Rows() => this with { Channels = RowLength, Width = 1 };

    /// <summary>The same pixels in one row, if there is no gap between rows.</summary>
    internal Grid Joined() => Pitch == RowLength ? this with { Height = 1, Width = Pixels, Pitch = Length } : this;
}
