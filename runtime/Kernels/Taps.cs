using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>A grouped convolution, lane by lane: filter j of a vector reads lane j of its input. All strides are in elements of the input, whose pixels contain <see cref="Depth"/> × <see cref="Filters"/>.</summary>
/// <param name="Filters">Filters.</param>
/// <param name="Depth">Channels that each filter reads.</param>
/// <param name="KernelHeight">Rows of the kernel.</param>
/// <param name="KernelWidth">Columns of the kernel.</param>
/// <param name="TapRow">From one row of the kernel to the next.</param>
/// <param name="TapColumn">From one column of the kernel to the next.</param>
/// <param name="Rows">Rows of output pixels.</param>
/// <param name="Columns">Output pixels in a row.</param>
/// <param name="RowStride">From one row of windows to the next.</param>
/// <param name="ColumnStride">From one window to the next.</param>
/// <param name="Pitch">From one row of outputs to the next.</param>
/// <param name="Origin">The first output.</param>
/// <param name="PanelWidth">Of the weights, 16 or 32.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct Taps(
    int Filters, int Depth, int KernelHeight, int KernelWidth, int TapRow, int TapColumn,
    int Rows, int Columns, int RowStride, int ColumnStride, int Pitch, int Origin, int PanelWidth)
{
    /// <summary>Terms of a sum.</summary>
    internal int Terms => KernelHeight * KernelWidth * Depth;

    /// <summary>Runs of contiguous inputs in a row of the kernel, and the terms of each, where all filters read the same channels.</summary>
    internal (int Count, int Length) Runs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TapColumn == Depth ? (1, KernelWidth * Depth) : (KernelWidth, Depth);
    }

    /// <summary>The offset of the weights of filter j.</summary>
    internal int Panel(int j) => j / PanelWidth * Terms * PanelWidth + j % PanelWidth;
}
