namespace NetGen;

/// <summary>The largest element of every window, channel by channel, as PyTorch's <c>MaxPool1d</c>; a window that the input doesn't fill is left out.</summary>
/// <param name="size">Length of a window.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaxPool1DAttribute(int size) : LayerAttribute
{
    /// <summary>Length of a window.</summary>
    public int Size { get; } = size;

    /// <summary>Elements from one window to the next; the size by default.</summary>
    public int Stride { get; set; }

    /// <summary>Elements added on each side, which count as −∞; at most half the size, rounded down.</summary>
    public int Padding { get; set; }
}
