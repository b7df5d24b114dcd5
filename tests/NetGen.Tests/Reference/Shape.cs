namespace NetGen.Tests.Reference;

/// <summary>The shape of a sample: a vector, channels × length, or channels × height × width. The elements of a vector are its channels.</summary>
public readonly record struct Shape(int Rank, int Channels, int Height, int Width)
{
    public Shape(int length) : this(1, length, 1, 1) { }

    public Shape(int channels, int length) : this(2, channels, 1, length) { }

    public Shape(int channels, int height, int width) : this(3, channels, height, width) { }

    public int Length => Channels * Plane;

    /// <summary>The number of elements in a channel.</summary>
    public int Plane => Height * Width;

    /// <summary>As in PyTorch.</summary>
    public int[] Extents => Rank switch { 1 => [Channels], 2 => [Channels, Width], _ => [Channels, Height, Width] };

    public override string ToString() => string.Join("×", Extents);
}
