using System.Buffers.Binary;
using System.IO.Compression;

namespace NetGen.Data;

/// <summary>Reads IDX files of unsigned bytes, MNIST's format, plain or compressed by gzip.</summary>
/// <remarks>
/// The format (LeCun, Cortes and Burges, "The MNIST database"): two zero bytes, the type (8 for unsigned bytes), the number of dimensions,
/// each dimension as a big-endian 32-bit number, then the data. Gzip is recognised by its first bytes, whatever the file's name,
/// and is decompressed to the length that the dimensions give, and one byte further to check that it ends there.
/// </remarks>
public static class IdxFile
{
    private const int UnsignedByte = 8;

    /// <summary>The most that is allocated because a header says so; beyond, memory grows with the data that is actually read.</summary>
    private const int TrustedBytes = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The file is not an IDX file of unsigned bytes, is cut short, or is too long.</exception>
    /// <exception cref="IOException">The file can't be read, or is a folder.</exception>
    public static IdxData Read(string path)
    {
        using FileStream stream = InputFile.Open(path);
        return Read(stream, Path.GetFileName(path));
    }

    /// <summary>Reads a stream from its position to its end.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="name">Its name in error messages.</param>
    /// <exception cref="InvalidDataException">The stream is not an IDX file of unsigned bytes, is cut short, or is too long.</exception>
    public static IdxData Read(Stream stream, string name = "The stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] start = new byte[2];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        using var whole = new PeekedStream(start.AsMemory(0, read), stream);
        if (start is not [0x1F, 0x8B])
            return ReadPlain(whole, name);
        using var unpacked = new GZipStream(whole, CompressionMode.Decompress);
        return ReadPlain(unpacked, name);
    }

    /// <summary>Reads images and their labels: pixels scaled to 0…1, targets 1 at their class and 0 elsewhere.</summary>
    /// <param name="images">Path of a file of images × rows × columns.</param>
    /// <param name="labels">Path of a file of as many labels.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="InvalidDataException">A file is damaged, holds something else, or the two don't match.</exception>
    /// <exception cref="IOException">A file can't be read, or is a folder.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one class, or labels × classes are more elements than an array can have.</exception>
    public static Dataset ReadDataset(string images, string labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        (string imageFile, string labelFile) = (Path.GetFileName(images), Path.GetFileName(labels));
        IdxData pixels = Read(images);
        IdxData labelValues = Read(labels);
        if (pixels.Dimensions.Count < 2)
            throw new InvalidDataException($"{imageFile} has 1 dimension, as labels have; images have at least 2.");
        if (labelValues.Dimensions.Count != 1)
            throw new InvalidDataException($"{labelFile} has {labelValues.Dimensions.Count} dimensions; labels have 1.");
        int count = pixels.Dimensions[0];
        if (count != labelValues.Dimensions[0])
            throw new InvalidDataException($"{imageFile} has {count} images but {labelFile} has {labelValues.Dimensions[0]} labels.");
        if (pixels.Bytes.Length == 0)
            throw new InvalidDataException($"{imageFile} holds no pixels: its dimensions are {string.Join(" × ", pixels.Dimensions)}.");
        int wrong = labelValues.Bytes.AsSpan().IndexOfAnyInRange((byte)Math.Min(classes, 256), byte.MaxValue);
        if (classes <= byte.MaxValue && wrong >= 0)
            throw new InvalidDataException($"Label {wrong} of {labelFile} is {labelValues.Bytes[wrong]}; with {classes} classes labels are 0 to {classes - 1}.");

        float[] inputs = new float[pixels.Bytes.Length];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = pixels.Bytes[i] / 255f;
        return new(inputs, Samples.OneHot([.. labelValues.Bytes], classes), inputs.Length / count, classes);
    }

    private static IdxData ReadPlain(Stream stream, string name)
    {
        Span<byte> magic = stackalloc byte[4];
        int read = Fill(stream, magic, name);
        if (read < magic.Length)
            throw new InvalidDataException($"{name} is only {read} bytes long; an IDX file begins with 4.");
        if (magic is not [0, 0, _, _])
            throw new InvalidDataException($"{name} is not an IDX file: it begins with the bytes {magic[0]:X2} {magic[1]:X2} instead of 00 00.");
        if (magic[2] != UnsignedByte)
            throw new InvalidDataException($"{name} holds values of type {magic[2]:X2}; only unsigned bytes, type 08, can be read.");
        if (magic[3] == 0)
            throw new InvalidDataException($"{name} has no dimensions.");

        int[] dimensions = ReadDimensions(stream, magic[3], name);
        long length = 1;
        foreach (int dimension in dimensions)
        {
            length *= dimension;
            if (length > Array.MaxLength)
                throw new InvalidDataException($"{name} declares the dimensions {string.Join(" × ", dimensions)}; at most {Array.MaxLength:N0} bytes can be read.");
        }
        byte[] bytes = ReadBytes(stream, (int)length, dimensions, name);
        return Fill(stream, magic[..1], name) == 0
            ? new(dimensions, bytes)
            : throw new InvalidDataException($"{name} continues after the {length:N0} bytes that its dimensions, {string.Join(" × ", dimensions)}, give.");
    }

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

    private static byte[] ReadBytes(Stream stream, int length, int[] dimensions, string name)
    {
        byte[] bytes = new byte[Math.Min(length, TrustedBytes)];
        int read = 0;
        while (true)
        {
            read += Fill(stream, bytes.AsSpan(read), name);
            if (read < bytes.Length)
                throw new InvalidDataException($"{name} is cut short: its dimensions, {string.Join(" × ", dimensions)}, give {length:N0} bytes, and there are {read:N0}.");
            if (read == length)
                return bytes;
            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
        }
    }

    /// <summary>Reads until the destination is full or the stream ends; returns the number of bytes read.</summary>
    private static int Fill(Stream stream, Span<byte> destination, string name)
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
}
