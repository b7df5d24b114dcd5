using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetGen;

/// <summary>Writes a block as a safetensors file. The same block and metadata give the same bytes.</summary>
internal static class SafetensorsWriter
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>The multiple to which the format's reference implementation pads headers, so that data can be used in a mapped file.</summary>
    private const int HeaderAlignment = 8;

    /// <summary>Writes header and data at the stream's position.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="block">The tensors: written in PyTorch's order and layout.</param>
    /// <param name="metadata">Text for readers of the file, in this order.</param>
    public static void Write(Stream stream, ParameterBlock block, IEnumerable<(string Key, string Text)> metadata)
    {
        stream.Write(Header(block.Layout.Tensors, metadata));
        float[] tensorValues = new float[block.Layout.Tensors.Select(tensor => tensor.Length).DefaultIfEmpty().Max()];
        byte[] chunk = new byte[Math.Min(ChunkBytes, tensorValues.Length * (long)sizeof(float))];
        foreach (TensorLayout tensor in block.Layout.Tensors)
        {
            block.CopyTo(tensor.Name, tensorValues.AsSpan(0, tensor.Length));
            for (int start = 0; start < tensor.Length; start += ChunkBytes / sizeof(float))
            {
                ReadOnlySpan<float> values = tensorValues.AsSpan(start, Math.Min(ChunkBytes / sizeof(float), tensor.Length - start));
                for (int i = 0; i < values.Length; i++)
                    BinaryPrimitives.WriteSingleLittleEndian(chunk.AsSpan(i * sizeof(float)), values[i]);
                stream.Write(chunk, 0, values.Length * sizeof(float));
            }
        }
    }

    private static ReadOnlySpan<byte> Header(IReadOnlyList<TensorLayout> tensors, IEnumerable<(string Key, string Text)> metadata)
    {
        var header = new ArrayBufferWriter<byte>();
        header.Advance(WriteLength(header.GetSpan(sizeof(ulong)), 0)); // the length is written below
        using (var json = new Utf8JsonWriter(header, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string key, string text) in metadata)
                json.WriteString(key, text);
            json.WriteEndObject();
            long end = 0;
            foreach (TensorLayout tensor in tensors)
                WriteTensor(json, tensor, ref end);
            json.WriteEndObject();
        }
        int padding = (HeaderAlignment - header.WrittenCount % HeaderAlignment) % HeaderAlignment;
        header.GetSpan(HeaderAlignment)[..padding].Fill((byte)' ');
        header.Advance(padding);
        byte[] bytes = header.WrittenSpan.ToArray();
        WriteLength(bytes, bytes.Length - sizeof(ulong));
        return bytes;
    }

    private static void WriteTensor(Utf8JsonWriter json, TensorLayout tensor, ref long end)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", nameof(ElementType.F32));
        json.WriteStartArray("shape");
        foreach (int extent in tensor.Shape)
            json.WriteNumberValue(extent);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(end);
        json.WriteNumberValue(end += sizeof(float) * (long)tensor.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static int WriteLength(Span<byte> destination, int length)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, (ulong)length);
        return sizeof(ulong);
    }
}
