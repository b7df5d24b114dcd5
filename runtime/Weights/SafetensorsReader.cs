using System.Buffers.Binary;
using static NetGen.SafetensorsText;

namespace NetGen;

/// <summary>Reads a safetensors file from a stream, from its position to its end: first the header, then the elements of the requested tensors, in the order of the data.</summary>
/// <remarks>The input is not trusted: memory grows with the bytes that are actually read, and everything is checked that can be checked without reading on.</remarks>
/// <param name="stream">The stream, which may be unable to seek.</param>
/// <param name="source">Its name in error messages.</param>
internal sealed class SafetensorsReader(Stream stream, string source)
{
    /// <summary>The limit of the format's reference implementation.</summary>
    private const int LongestHeader = 100_000_000;

    /// <summary>The longest header of a network: names, metadata and padding, and an allowance for each tensor. Parsing a megabyte takes a tenth of a second and twenty megabytes.</summary>
    private const int HeaderBytes = 1 << 21, HeaderBytesPerTensor = 1 << 10;

    private const int ChunkBytes = 1 << 16;

    /// <summary>The most elements read at once.</summary>
    public const int MaxElements = ChunkBytes;

    private readonly byte[] _chunk = new byte[ChunkBytes];

    /// <summary>The next byte, counted from the end of the header.</summary>
    private long _position;

    /// <summary>Reads and checks the header, and the length of the stream if that is known.</summary>
    /// <param name="tensors">The number of tensors in the network; 0 if unknown.</param>
    /// <exception cref="WeightsFormatException">The stream is not a safetensors file, or a damaged one.</exception>
    public SafetensorsHeader ReadHeader(int tensors = 0)
    {
        long? length = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;
        Span<byte> prefix = _chunk.AsSpan(0, sizeof(ulong));
        int read = stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
        if (read < prefix.Length)
            throw new WeightsFormatException($"{source} is only {read} bytes long; a safetensors file begins with 8 that give the length of its header.");
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > LongestHeader)
            throw new WeightsFormatException($"{source} is not a safetensors file: its header would take {headerLength:N0} bytes, and at most {LongestHeader:N0} are possible.");
        long longest = HeaderBytes + (long)HeaderBytesPerTensor * tensors;
        if ((long)headerLength > longest)
            throw new WeightsFormatException($"{source} has a header of {headerLength:N0} bytes, and a network's takes at most {longest:N0}: it holds something else, or too much metadata.");
        long? rest = length - prefix.Length - (long)headerLength;
        if (rest < 0)
            throw HeaderCutShort((int)headerLength, length.GetValueOrDefault() - prefix.Length);
        SafetensorsHeader header = new SafetensorsHeaderReader(source).Read(ReadHeaderBytes((int)headerLength));
        if (rest < header.DataLength)
            throw new WeightsFormatException($"{source} is cut short: its tensors take {header.DataLength:N0} bytes, and {rest:N0} follow the header.");
        if (rest > header.DataLength)
            throw GoesOn(header.DataLength);
        return header;
    }

    /// <summary>Reads the next elements of a tensor, at most 64 KB of them: none at its end.</summary>
    /// <param name="tensor">The same as before, or one after it in the order of the data; those between are skipped.</param>
    /// <param name="type">Its type.</param>
    /// <param name="start">The number of its elements that have been read.</param>
    /// <returns>Finite elements of that type, valid until the next call.</returns>
    /// <exception cref="WeightsFormatException">The stream ends, or an element is NaN, infinite or too large for a float.</exception>
    public ReadOnlySpan<byte> ReadElements(SafetensorsTensor tensor, ElementType type, long start)
    {
        long before = start * type.Size(), length = tensor.End - tensor.Begin;
        SkipTo(tensor.Begin + before);
        Span<byte> bytes = _chunk.AsSpan(0, (int)Math.Min(ChunkBytes, length - before));
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
            throw new WeightsFormatException($"{source} is cut short: it ends after {before + read:N0} of the {length:N0} bytes of {Show(tensor.Name)}.");
        _position += read;
        int fault = type.FirstNotFinite(bytes);
        if (fault >= 0)
            throw new WeightsFormatException($"{source} has {type.Describe(bytes[(fault * type.Size())..])} at {Index(tensor.Shape, start + fault)} of {Show(tensor.Name)}; weights must be finite floats.");
        return bytes;
    }

    /// <summary>Reads a tensor of bytes.</summary>
    /// <param name="tensor">The same as before, or one after it in the order of the data; those between are skipped.</param>
    /// <exception cref="WeightsFormatException">The stream ends.</exception>
    public byte[] ReadBytes(SafetensorsTensor tensor)
    {
        SkipTo(tensor.Begin);
        using var bytes = new MemoryStream();
        for (long left; (left = tensor.End - _position) > 0;)
        {
            int read = stream.Read(_chunk, 0, (int)Math.Min(ChunkBytes, left));
            if (read == 0)
                throw new WeightsFormatException($"{source} is cut short: it ends within {Show(tensor.Name)}.");
            bytes.Write(_chunk, 0, read);
            _position += read;
        }
        return bytes.ToArray();
    }

    /// <summary>Checks that nothing follows the last tensor.</summary>
    /// <exception cref="WeightsFormatException">There are more bytes.</exception>
    public void CheckEnd(SafetensorsHeader header)
    {
        SkipTo(header.DataLength);
        if (stream.Read(_chunk, 0, 1) != 0)
            throw GoesOn(header.DataLength);
    }

    private void SkipTo(long position)
    {
        while (_position < position)
            if (stream.Read(_chunk, 0, (int)Math.Min(ChunkBytes, position - _position)) is > 0 and int read)
                _position += read;
            else
                throw new WeightsFormatException($"{source} is cut short: its data ends after {_position:N0} bytes.");
    }

    private byte[] ReadHeaderBytes(int length)
    {
        byte[] bytes = new byte[Math.Min(length, ChunkBytes)];
        int read = 0;
        while (true)
        {
            read += stream.ReadAtLeast(bytes.AsSpan(read), bytes.Length - read, throwOnEndOfStream: false);
            if (read < bytes.Length)
                throw HeaderCutShort(length, read);
            if (read == length)
                return bytes;
            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
        }
    }

    private WeightsFormatException HeaderCutShort(int length, long read) =>
        new($"{source} is cut short, or not a safetensors file: its header should take {length:N0} bytes, and {read:N0} follow.");

    private WeightsFormatException GoesOn(long length) => new($"{source} continues after the {length:N0} bytes of its tensors.");
}
