using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace NetGen.Kernels;

/// <summary>The extents of a box of three axes.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct Extents(int First, int Second, int Third)
{
    internal int this[int axis] => axis switch { 0 => First, 1 => Second, _ => Third };

    /// <summary>The same with another extent along one axis.</summary>
    internal Extents With(int axis, int extent) => axis switch
    {
        0 => this with { First = extent },
        1 => this with { Second = extent },
        _ => this with { Third = extent },
    };
}

/// <summary>Where the elements of a box are in memory.</summary>
/// <param name="Offset">The offset of the first.</param>
/// <param name="First">The distance of neighbours along the first axis; 0 where one element is repeated along it.</param>
/// <param name="Second">The same along the second.</param>
/// <param name="Third">The same along the third.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct Strides(int Offset, int First, int Second, int Third)
{
    internal int this[int axis] => axis switch { 0 => First, 1 => Second, _ => Third };

    internal int At(int i, int j, int k) => Offset + i * First + j * Second + k * Third;
}
