namespace NetGen;

/// <summary>The largest element of every window, channel by channel, as PyTorch's <c>MaxPool2d</c>; a window that the input doesn't fill is left out.</summary>
/// <param name="size">Rows and columns of a window.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaxPool2DAttribute(int size) : LayerAttribute
{
    /// <summary>Rows and columns of a window.</summary>
    public int Size { get; } = size;

    /// <summary>Rows and columns from one window to the next; the size by default.</summary>
    public int Stride { get; set; }

    /// <summary>Rows and columns added on each side, which count as −∞; at most half the size, rounded down.</summary>
    public int Padding { get; set; }

    /// <summary>Rows of the window, where it isn't square; <c>size</c> by default.</summary>
    public int SizeHeight { get; set; }

    /// <summary>Columns of the window, where it isn't square; <c>size</c> by default.</summary>
    public int SizeWidth { get; set; }

    /// <summary>Rows from one window to the next; <see cref="Stride"/> by default, else the window's height.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Columns from one window to the next; <see cref="Stride"/> by default, else the window's width.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Rows above and below; <see cref="Padding"/> by default.</summary>
    public int PaddingHeight { get; set; }

    /// <summary>Columns on each side; <see cref="Padding"/> by default.</summary>
    public int PaddingWidth { get; set; }
}
