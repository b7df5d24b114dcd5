using System.Buffers.Binary;

namespace NetGen.Data;

/// <summary>The first bytes of an IDX file.</summary>
/// <param name="Dimensions">The extents, the slowest first.</param>
/// <param name="Length">Bytes of data: what the dimensions multiply to.</param>
internal sealed record IdxHeader(int[] Dimensions, long Length)
{
    private const int MagicBytes = 4, UnsignedByte = 8;

    /// <summary>Where the data begin.</summary>
    public int DataOffset => MagicBytes + Dimensions.Length * sizeof(uint);

    /// <summary>Reads the header of a file that is not compressed and checks the file's length.</summary>
    /// <exception cref="InvalidDataException">The file is compressed, not an IDX file of unsigned bytes, cut short, or too long.</exception>
    public static IdxHeader Of(string path)
    {
        string name = Path.GetFileName(path);
        using FileStream stream = InputFile.Open(path);
        byte[] start = new byte[2];
        if (Fill(stream, start, name) == start.Length && start is [0x1F, 0x8B])
            throw new InvalidDataException($"{name} is compressed by gzip, so that samples can't be read from their places in it: decompress it first, or read it into memory by ReadDataset.");
        stream.Position = 0;
        IdxHeader header = Read(stream, name);
        long there = stream.Length - header.DataOffset;
        return there.CompareTo(header.Length) switch
        {
            < 0 => throw new InvalidDataException($"{name} is cut short: its dimensions, {header}, give {header.Length:N0} bytes, and there are {there:N0}."),
            > 0 => throw new InvalidDataException($"{name} continues after the {header.Length:N0} bytes that its dimensions, {header}, give."),
            _ => header,
        };
    }

    /// <summary>Reads the header of a stream.</summary>
    /// <exception cref="InvalidDataException">It is not that of an IDX file of unsigned bytes.</exception>
    public static IdxHeader Read(Stream stream, string name)
    {
        Span<byte> magic = stackalloc byte[MagicBytes];
        int read = Fill(stream, magic, name);
        if (read < magic.Length)
            throw new InvalidDataException($"{name} is only {read} bytes long; an IDX file begins with {MagicBytes}.");
        if (magic is not [0, 0, _, _])
            throw new InvalidDataException($"{name} is not an IDX file: it begins with the bytes {magic[0]:X2} {magic[1]:X2} instead of 00 00.");
        if (magic[2] != UnsignedByte)
            throw new InvalidDataException($"{name} holds values of type {magic[2]:X2}; only unsigned bytes, type 08, can be read.");
        if (magic[3] == 0)
            throw new InvalidDataException($"{name} has no dimensions.");

        int[] dimensions = ReadDimensions(stream, magic[3], name);
        // Without data, the other extents may multiply to anything.
        Int128 length = dimensions.Contains(0) ? 0 : 1;
        foreach (int dimension in dimensions)
            if ((length *= dimension) > long.MaxValue)
                throw new InvalidDataException($"{name} declares the dimensions {Text(dimensions)}; a file has at most {long.MaxValue:N0} bytes.");
        return new(dimensions, (long)length);
    }

    /// <summary>Reads until the destination is full or the stream ends; returns the number of bytes read.</summary>
    public static int Fill(Stream stream, Span<byte> destination, string name)
    {
        try
        {
            return stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{name} begins as a gzip file but can't be decompressed: {error.Message}", error);
        }
    }

    public override string ToString() => Text(Dimensions);

    private static int[] ReadDimensions(Stream stream, int count, string name)
    {
        Span<byte> header = stackalloc byte[count * sizeof(uint)];
        int read = Fill(stream, header, name);
        if (read < header.Length)
            throw new InvalidDataException($"{name} ends within its {count} dimensions.");
        int[] dimensions = new int[count];
        for (int i = 0; i < count; i++)
        {
            uint extent = BinaryPrimitives.ReadUInt32BigEndian(header[(i * sizeof(uint))..]);
            dimensions[i] = extent <= int.MaxValue ? (int)extent : throw new InvalidDataException($"{name} declares dimension {i} as {extent:N0}, which is more than can be read.");
        }
        return dimensions;
    }

    private static string Text(int[] dimensions) => string.Join(" × ", dimensions);
}
