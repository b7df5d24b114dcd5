namespace NetGen;

/// <summary>The largest number of every window, channel by channel, as PyTorch's <c>MaxPool2d</c>; a window that the input doesn't fill is left out.</summary>
/// <param name="size">Rows and columns of a window.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaxPool2DAttribute(int size) : LayerAttribute
{
    /// <summary>Rows and columns of a window.</summary>
    public int Size { get; } = size;

    /// <summary>Numbers from one window to the next; the size by default.</summary>
    public int Stride { get; set; }

    /// <summary>Places on each side that count as −∞; at most half the size.</summary>
    public int Padding { get; set; }

    /// <summary>Rows of the window, where it isn't square; <c>size</c> by default.</summary>
    public int SizeHeight { get; set; }

    /// <summary>Columns of the window, where it isn't square; <c>size</c> by default.</summary>
    public int SizeWidth { get; set; }

    /// <summary>Rows from one window to the next; <see cref="Stride"/>, else the window's height by default.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Columns from one window to the next; <see cref="Stride"/>, else the window's width by default.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Rows above and below, where they differ from <see cref="Padding"/>.</summary>
    public int PaddingHeight { get; set; }

    /// <summary>Columns on each side, where they differ from <see cref="Padding"/>.</summary>
    public int PaddingWidth { get; set; }
}
