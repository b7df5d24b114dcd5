using System.Buffers.Binary;

namespace NetGen;

/// <summary>A tensor to be written to a safetensors file.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Type">The name of its type, as in <c>F32</c>.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Bytes">The length of its data.</param>
/// <param name="Write">Writes the data.</param>
internal sealed record SafetensorsEntry(string Name, string Type, int[] Shape, long Bytes, Action<Stream> Write)
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>The tensors of a block, in PyTorch's order and layout: those of bfloat16 as they are, 8-bit integers as the floats that they stand for, since readers know no scales.</summary>
    /// <param name="block">The block.</param>
    /// <param name="prefix">What each name begins with.</param>
    public static IEnumerable<SafetensorsEntry> Of(ParameterBlock block, string prefix = "") =>
        block.Layout.Tensors.Select(tensor => tensor.Precision == Precision.BFloat16
            ? new SafetensorsEntry(prefix + tensor.Name, nameof(ElementType.BF16), tensor.Shape, sizeof(ushort) * (long)tensor.Length, stream => WriteUpperHalves(stream, block, tensor))
            : new(prefix + tensor.Name, nameof(ElementType.F32), tensor.Shape, sizeof(float) * (long)tensor.Length, stream => WriteTensor(stream, block, tensor)));

    /// <summary>A vector of floats.</summary>
    public static SafetensorsEntry Of(string name, float[] values) => new(name, nameof(ElementType.F32), [values.Length], sizeof(float) * (long)values.Length, stream => WriteValues(stream, values));

    /// <summary>A vector of bytes.</summary>
    public static SafetensorsEntry Of(string name, byte[] bytes) => new(name, "U8", [bytes.Length], bytes.Length, stream => stream.Write(bytes));

    private static void WriteTensor(Stream stream, ParameterBlock block, TensorLayout tensor)
    {
        float[] values = new float[tensor.Length];
        block.CopyTo(tensor.Name, values);
        WriteValues(stream, values);
    }

    private static void WriteUpperHalves(Stream stream, ParameterBlock block, TensorLayout tensor)
    {
        byte[] elements = new byte[sizeof(ushort) * tensor.Length];
        for (int i = 0; i < tensor.Length; i++)
            BinaryPrimitives.WriteUInt16LittleEndian(elements.AsSpan(sizeof(ushort) * i), (ushort)(BitConverter.SingleToUInt32Bits(block.ValueOf(tensor, i)) >> 16));
        stream.Write(elements);
    }

    private static void WriteValues(Stream stream, ReadOnlySpan<float> values)
    {
        byte[] chunk = new byte[Math.Min(ChunkBytes, values.Length * (long)sizeof(float))];
        for (int count; values.Length > 0; values = values[count..])
        {
            count = Math.Min(ChunkBytes / sizeof(float), values.Length);
            for (int i = 0; i < count; i++)
                BinaryPrimitives.WriteSingleLittleEndian(chunk.AsSpan(i * sizeof(float)), values[i]);
            stream.Write(chunk, 0, count * sizeof(float));
        }
    }
}
