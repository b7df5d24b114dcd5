using System;
using System.Linq;

namespace NetGen.Generator.Model;

/// <summary>The shape of a sample, of any rank: a vector's length; channels × length; channels × height × width.</summary>
internal readonly record struct Shape(EquatableArray<int> Extents)
{
    public static Shape Vector(int length) => new([length]);

    public int Rank => Extents.Count;

    public int Channels => Rank > 1 ? Extents[0] : 1;

    public int Height => Rank > 2 ? Extents[1] : 1;

    public int Width => Rank > 0 ? Extents[Rank - 1] : 0;

    /// <summary>Elements of a sample. Declared extents may multiply to more than an int or a long holds, so the length is capped at the largest long; decimal holds the product of any three ints.</summary>
    public long Length => (long)Math.Max(long.MinValue, Math.Min(long.MaxValue, Extents.Aggregate(1m, (product, extent) => product * extent)));

    /// <summary>Channels, or the elements of a vector, each of which is then a channel of its own: PyTorch's dimension 1.</summary>
    public int Features => Rank == 1 ? Width : Channels;

    /// <summary>A shape of the same rank with other extents.</summary>
    public Shape With(int channels, int height, int width) => Rank switch
    {
        1 => new([width]),
        2 => new([channels, width]),
        _ => new([channels, height, width]),
    };

    public override string ToString() => string.Join(" × ", Extents);
}
