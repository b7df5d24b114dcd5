namespace NetGen.Data;

/// <summary>The shape of an input that is an image; all 0 for one that is not.</summary>
internal readonly record struct ImageShape(int Channels, int Height, int Width)
{
    public long Length => (long)Channels * Height * Width;
}
