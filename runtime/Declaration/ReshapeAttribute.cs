namespace NetGen;

/// <summary>Gives a sample another shape of the same length; the order of its elements, channels first, stays.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ReshapeAttribute : LayerAttribute
{
    /// <summary>To a vector.</summary>
    /// <param name="length">Elements in a sample.</param>
    public ReshapeAttribute(int length) => Length = length;

    /// <summary>To channels × length.</summary>
    /// <param name="channels">Channels of a sample.</param>
    /// <param name="length">Elements in a channel.</param>
    public ReshapeAttribute(int channels, int length) => (Channels, Length) = (channels, length);

    /// <summary>To channels × height × width.</summary>
    /// <param name="channels">Channels of a sample.</param>
    /// <param name="height">Rows of a channel.</param>
    /// <param name="width">Columns of a channel.</param>
    public ReshapeAttribute(int channels, int height, int width) => (Channels, Height, Length) = (channels, height, width);

    /// <summary>Channels of a sample.</summary>
    public int Channels { get; } = 1;

    /// <summary>Rows of a channel.</summary>
    public int Height { get; } = 1;

    /// <summary>Elements in a row.</summary>
    public int Length { get; }
}
