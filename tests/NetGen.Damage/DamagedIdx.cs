using System.Buffers.Binary;
using System.IO.Compression;
using NetGen.Data;
using static NetGen.Tests.Data.IdxFiles;

namespace NetGen.Damage;

/// <summary>IDX files with random damage, plain and compressed: each is read or rejected as invalid data, and costs little memory.</summary>
public static class DamagedIdx
{
    /// <summary>The memory allocated because of a header and for the buffers of gzip, doubled.</summary>
    private const int MemoryBound = 4 << 20;

    private static readonly int[] s_extents = [0, 1, 255, 65536, int.MaxValue, int.MinValue, -1];

    private static readonly byte[][] s_originals = [Idx([3, 5, 4], Bytes(60)), Idx([60], Bytes(60)), Idx([0]), Idx([1, 2, 1, 2, 1, 2, 1], Bytes(8))];

    /// <summary>Damages files, and returns the outcome of each.</summary>
    /// <exception cref="InvalidOperationException">Reading a file failed in an unexpected way.</exception>
    public static IEnumerable<Outcome> Run(int count, int seed) => DamagedFiles.Run(count, seed, MemoryBound, (i, random) =>
    {
        byte[] file = s_originals[i % s_originals.Length];
        // Damage before compression affects the header and the data, damage after it the compressed stream.
        if (random.Next(3) > 0)
            file = Mutate(file, random);
        if (random.Next(2) == 0)
            file = Compress(file, random);
        return (random.Next(3) > 0 ? Mutate(file, random) : file, Read);
    });

    private static Outcome Read(Stream stream)
    {
        try
        {
            IdxData data = IdxFile.Read(stream);
            return data.Dimensions.Aggregate(1L, (product, extent) => product * extent) == data.Bytes.Length ? Outcome.Read : throw new InvalidOperationException("The dimensions do not match the length.");
        }
        catch (InvalidDataException)
        {
            return Outcome.Rejected;
        }
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        int kind = random.Next(Mutation.Kinds + 2);
        if (file.Length < 8)
            return [.. file, (byte)random.Next(256)];
        if (kind < Mutation.Kinds)
            return Mutation.Of(file, kind, random);
        byte[] changed = [.. file];
        if (kind == Mutation.Kinds) // the first extent
            BinaryPrimitives.WriteInt32BigEndian(changed.AsSpan(4), s_extents[random.Next(s_extents.Length)]);
        else // type or number of dimensions
            changed[random.Next(2, 4)] = (byte)random.Next(16);
        return changed;
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 7))];

    /// <summary>As one gzip member or two, which readers concatenate.</summary>
    private static byte[] Compress(byte[] data, Random random)
    {
        int cut = random.Next(data.Length + 1);
        var level = (CompressionLevel)random.Next(4);
        return [.. Gzip(data[..cut], level), .. Gzip(data[cut..], level)];
    }
}
