namespace NetGen;

/// <summary>The mean of every window, channel by channel, as PyTorch's <c>AvgPool1d</c>; a window that the input doesn't fill is left out.</summary>
/// <param name="size">Length of a window.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AveragePool1DAttribute(int size) : LayerAttribute
{
    /// <summary>Length of a window.</summary>
    public int Size { get; } = size;

    /// <summary>Elements from one window to the next; the size by default.</summary>
    public int Stride { get; set; }

    /// <summary>Zeros on each side, which count in the mean; at most half the size, rounded down.</summary>
    public int Padding { get; set; }
}
