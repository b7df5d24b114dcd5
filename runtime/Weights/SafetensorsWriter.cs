using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetGen;

/// <summary>Writes safetensors files. The same tensors and metadata give the same bytes.</summary>
internal static class SafetensorsWriter
{
    /// <summary>The multiple to which the format's reference implementation pads headers, so that data can be used in a mapped file.</summary>
    private const int HeaderAlignment = 8;

    /// <summary>Writes header and data at the stream's position.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="tensors">The tensors, written in this order.</param>
    /// <param name="metadata">Text for readers of the file, in this order.</param>
    public static void Write(Stream stream, IReadOnlyList<SafetensorsEntry> tensors, IEnumerable<(string Key, string Text)> metadata)
    {
        stream.Write(Header(tensors, metadata));
        foreach (SafetensorsEntry tensor in tensors)
            tensor.Write(stream);
    }

    private static ReadOnlySpan<byte> Header(IReadOnlyList<SafetensorsEntry> tensors, IEnumerable<(string Key, string Text)> metadata)
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
            foreach (SafetensorsEntry tensor in tensors)
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

    private static void WriteTensor(Utf8JsonWriter json, SafetensorsEntry tensor, ref long end)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.Type);
        json.WriteStartArray("shape");
        foreach (int extent in tensor.Shape)
            json.WriteNumberValue(extent);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(end);
        json.WriteNumberValue(end += tensor.Bytes);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static int WriteLength(Span<byte> destination, int length)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, (ulong)length);
        return sizeof(ulong);
    }
}
