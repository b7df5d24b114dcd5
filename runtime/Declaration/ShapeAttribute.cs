namespace NetGen;

/// <summary>The shape of an input of a network, on a parameter of its <c>Define</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ShapeAttribute : Attribute
{
    /// <summary>A vector.</summary>
    /// <param name="length">Elements in the input.</param>
    public ShapeAttribute(int length) => Length = length;

    /// <summary>Channels × length.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="length">Elements in a channel.</param>
    public ShapeAttribute(int channels, int length) => (Channels, Length) = (channels, length);

    /// <summary>Channels × height × width.</summary>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="height">Rows of a channel.</param>
    /// <param name="width">Columns of a channel.</param>
    public ShapeAttribute(int channels, int height, int width) => (Channels, Height, Length) = (channels, height, width);

    /// <summary>Channels of the input.</summary>
    public int Channels { get; } = 1;

    /// <summary>Rows of a channel.</summary>
    public int Height { get; } = 1;

    /// <summary>Elements in a row.</summary>
    public int Length { get; }
}
