using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace NetGen.Kernels;

/// <summary>Rows of pixels, channels last, perhaps with a border of zeros around them.</summary>
/// <param name="Channels">Numbers in a pixel.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Pitch">Numbers from one row to the next.</param>
/// <param name="Origin">The place of the first pixel.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct Grid(int Channels, int Height, int Width, int Pitch, int Origin)
{
    /// <summary>Numbers in a row, without its border.</summary>
    internal int RowLength => Width * Channels;

    /// <summary>Pixels without the border.</summary>
    internal int Pixels => Height * Width;

    /// <summary>Numbers without the border.</summary>
    internal int Length => Height * Width * Channels;

    /// <summary>Each row as one pixel.</summary>
    internal Grid Rows() => this with { Channels = RowLength, Width = 1 };

    /// <summary>The same pixels in one row, where no gap lies between rows.</summary>
    internal Grid Joined() => Pitch == RowLength ? this with { Height = 1, Width = Pixels, Pitch = Length } : this;
}
