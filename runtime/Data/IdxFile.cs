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
        int count = CheckShapes(pixels.Dimensions, imageFile, labelValues.Dimensions, labelFile);
        CheckLabels(labelValues.Bytes, 0, labelFile, classes);

        float[] inputs = new float[pixels.Bytes.Length];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = pixels.Bytes[i] / 255f;
        return new(inputs, Samples.OneHot([.. labelValues.Bytes], classes), inputs.Length / count, classes);
    }

    /// <summary>Opens images and their labels as <see cref="ReadDataset"/> does, except that the images stay in their file, which may be larger than memory. Labels are checked here.</summary>
    /// <param name="images">Path of a file of images × rows × columns, not compressed.</param>
    /// <param name="labels">Path of a file of as many labels, not compressed.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="InvalidDataException">A file is compressed or damaged, holds something else, or the two don't match.</exception>
    /// <exception cref="IOException">A file can't be read, or is a folder.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one class.</exception>
    public static MappedDataset OpenDataset(string images, string labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        (string imageFile, string labelFile) = (Path.GetFileName(images), Path.GetFileName(labels));
        IdxHeader pixels = IdxHeader.Of(images), labelValues = IdxHeader.Of(labels);
        int count = CheckShapes(pixels.Dimensions, imageFile, labelValues.Dimensions, labelFile);
        long image = pixels.Length / count;
        if (image > Array.MaxLength)
            throw new InvalidDataException($"{imageFile} has images of {image:N0} pixels; at most {Array.MaxLength:N0} can be an input.");
        MappedFile? imageBytes = null, labelBytes = null;
        try
        {
            (imageBytes, labelBytes) = (new(images), new(labels));
            byte[] block = new byte[Math.Min(count, TrustedBytes)];
            for (int start = 0; start < count; start += block.Length)
            {
                Span<byte> some = block.AsSpan(0, Math.Min(block.Length, count - start));
                labelBytes.Read(labelValues.DataOffset + start, some);
                CheckLabels(some, start, labelFile, classes);
            }
            return new(new MappedImages(imageBytes, pixels.DataOffset, labelBytes, labelValues.DataOffset, count, (int)image, classes), imageBytes, labelBytes);
        }
        catch
        {
            imageBytes?.Dispose();
            labelBytes?.Dispose();
            throw;
        }
    }

    /// <summary>Checks that one file has images and the other as many labels; returns how many.</summary>
    private static int CheckShapes(IReadOnlyList<int> images, string imageFile, IReadOnlyList<int> labels, string labelFile)
    {
        if (images.Count < 2)
            throw new InvalidDataException($"{imageFile} has 1 dimension, as labels have; images have at least 2.");
        if (labels.Count != 1)
            throw new InvalidDataException($"{labelFile} has {labels.Count} dimensions; labels have 1.");
        if (images[0] != labels[0])
            throw new InvalidDataException($"{imageFile} has {images[0]} images but {labelFile} has {labels[0]} labels.");
        return images.Contains(0)
            ? throw new InvalidDataException($"{imageFile} holds no pixels: its dimensions are {string.Join(" × ", images)}.")
            : images[0];
    }

    private static void CheckLabels(ReadOnlySpan<byte> labels, int first, string file, int classes)
    {
        int wrong = classes > byte.MaxValue ? -1 : labels.IndexOfAnyInRange((byte)classes, byte.MaxValue);
        if (wrong >= 0)
            throw new InvalidDataException($"Label {first + wrong} of {file} is {labels[wrong]}; with {classes} classes labels are 0 to {classes - 1}.");
    }

    private static IdxData ReadPlain(Stream stream, string name)
    {
        IdxHeader header = IdxHeader.Read(stream, name);
        (int[] dimensions, long length) = (header.Dimensions, header.Length);
        if (length > Array.MaxLength)
            throw new InvalidDataException($"{name} declares the dimensions {header}; at most {Array.MaxLength:N0} bytes can be read.");
        byte[] bytes = ReadBytes(stream, (int)length, dimensions, name);
        return IdxHeader.Fill(stream, new byte[1], name) == 0
            ? new(dimensions, bytes)
            : throw new InvalidDataException($"{name} continues after the {length:N0} bytes that its dimensions, {header}, give.");
    }

    private static byte[] ReadBytes(Stream stream, int length, int[] dimensions, string name)
    {
        byte[] bytes = new byte[Math.Min(length, TrustedBytes)];
        int read = 0;
        while (true)
        {
            read += IdxHeader.Fill(stream, bytes.AsSpan(read), name);
            if (read < bytes.Length)
                throw new InvalidDataException($"{name} is cut short: its dimensions, {string.Join(" × ", dimensions)}, give {length:N0} bytes, and there are {read:N0}.");
            if (read == length)
                return bytes;
            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
        }
    }
}
