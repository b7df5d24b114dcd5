using System;

namespace NetGen.Generator.Model;

/// <summary>The shape of a sample: channels × height × width, ones in front where fewer were said.</summary>
/// <param name="Rank">How many extents were said: 1, 2 or 3.</param>
internal readonly record struct Shape(int Channels, int Height, int Width, int Rank)
{
    public static Shape Vector(int length) => new(1, 1, length, 1);

    /// <summary>Numbers in a sample. What a user says may fit neither int nor long, so it ends at the largest long; decimal holds the product of any three ints.</summary>
    public long Length => (long)Math.Max(long.MinValue, Math.Min(long.MaxValue, (decimal)Channels * Height * Width));

    /// <summary>Channels, or the numbers of a vector, each of which is then a channel of its own: PyTorch's dimension 1.</summary>
    public int Features => Rank == 1 ? Width : Channels;

    public override string ToString() => Rank switch
    {
        1 => $"{Width}",
        2 => $"{Channels} × {Width}",
        _ => $"{Channels} × {Height} × {Width}",
    };
}
