using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NetGen.Data;

/// <summary>Writes datasets to files that <see cref="MappedDataset.Open"/> opens.</summary>
public static class DatasetFile
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Saves all samples as little-endian 32-bit floats, each input followed by its target, atomically: a crash leaves the old file or the new one. Names, weights and augmentation are not saved.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="path">The file, replaced if it exists; its folder must exist.</param>
    /// <exception cref="IOException">The file can't be written; an existing one stays as it is.</exception>
    public static void SaveBinary(this Dataset data, string path)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => Save(data, stream));
    }

    /// <summary>Writes all samples to a stream, at its position, as <see cref="SaveBinary(Dataset, string)"/> does to a file.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="stream">The stream; it stays open.</param>
    public static void SaveBinary(this Dataset data, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(stream);
        Save(data, stream);
    }

    private static void Save(Dataset data, Stream stream)
    {
        int row = checked(data.InputLength + data.TargetLength), rows = (int)Math.Clamp(BufferBytes / sizeof(float) / row, 1, data.Count);
        float[] buffer = new float[checked(row * rows)];
        for (int start = 0; start < data.Count; start += rows)
        {
            int count = Math.Min(rows, data.Count - start);
            for (int i = 0; i < count; i++)
                data.Source.Read(start + i, buffer.AsSpan(i * row, data.InputLength), buffer.AsSpan(i * row + data.InputLength, data.TargetLength));
            Span<int> bits = MemoryMarshal.Cast<float, int>(buffer.AsSpan(0, count * row));
            if (!BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(bits, bits);
            // In pieces: spans of bytes end at 2 GiB.
            for (; !bits.IsEmpty; bits = bits[Math.Min(bits.Length, BufferBytes)..])
                stream.Write(MemoryMarshal.AsBytes(bits[..Math.Min(bits.Length, BufferBytes)]));
        }
    }
}
