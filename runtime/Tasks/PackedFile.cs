using System.Text.Json;

namespace NetGen.Tasks;

/// <summary>A safetensors file with rounded weights.</summary>
internal static class PackedFile
{
    private const int HeaderAlignment = 8;

    /// <summary>The same tensors and metadata, weights rounded: to bfloat16, or to 8-bit integers, which the scales of their outputs follow.</summary>
    /// <param name="source">The file.</param>
    /// <param name="name">Its name in error messages.</param>
    /// <param name="precision"><c>BFloat16</c> or <c>Int8</c>.</param>
    /// <param name="except">Tensors that stay as they are.</param>
    /// <exception cref="WeightsFormatException">The file is damaged, or has an element that isn't finite.</exception>
    public static byte[] Of(Stream source, string name, string precision, IEnumerable<string> except)
    {
        HashSet<string> kept = new(except, StringComparer.Ordinal);
        var reader = new SafetensorsReader(source, name);
        SafetensorsHeader header = reader.ReadHeader();
        List<(string Name, string Type, long[] Shape, byte[] Data)> tensors = [];
        foreach (SafetensorsTensor tensor in header.Tensors)
            if (tensor.Shape.Length < 2 || tensor.Shape.Contains(0) || !tensor.Name.EndsWith(".weight", StringComparison.Ordinal) || kept.Contains(tensor.Name) || ElementTypes.Parse(tensor.Type) is not { } type || type == ElementType.I8)
                tensors.Add((tensor.Name, tensor.Type, tensor.Shape, reader.ReadBytes(tensor)));
            else if (precision == "BFloat16")
                tensors.Add((tensor.Name, nameof(ElementType.BF16), tensor.Shape, Narrow(Floats(reader, tensor, type))));
            else
            {
                (byte[] integers, float[] scales) = Quantize(Floats(reader, tensor, type), (int)tensor.Shape[0]);
                tensors.Add((tensor.Name, nameof(ElementType.I8), tensor.Shape, integers));
                tensors.Add((tensor.Name + ElementTypes.ScaleSuffix, nameof(ElementType.F32), [scales.Length], [.. scales.SelectMany(BitConverter.GetBytes)]));
            }
        reader.CheckEnd(header);
        return Write(tensors, header.Metadata);
    }

    private static float[] Floats(SafetensorsReader reader, SafetensorsTensor tensor, ElementType type)
    {
        List<float> values = [];
        for (long start = 0, count = 1; count > 0; start += count)
        {
            byte[] elements = reader.ReadElements(tensor, type, start).ToArray();
            count = elements.Length / type.Size();
            for (int i = 0; i < elements.Length; i += type.Size())
                values.Add(type switch
                {
                    ElementType.F64 => (float)BitConverter.ToDouble(elements, i),
                    ElementType.F32 => BitConverter.ToSingle(elements, i),
                    ElementType.BF16 => BitConverter.ToSingle([0, 0, elements[i], elements[i + 1]], 0),
                    _ => Half(BitConverter.ToUInt16(elements, i)),
                });
        }
        return [.. values];
    }

    /// <summary>The float of the same value as a finite half: 10 bits of significand, an exponent that is biased by 15.</summary>
    private static float Half(ushort bits)
    {
        int exponent = bits >> 10 & 0x1F, significand = bits & 0x3FF;
        double magnitude = exponent == 0 ? significand * Math.Pow(2, -24) : (1024 + significand) * Math.Pow(2, exponent - 25);
        return (float)(bits >> 15 == 0 ? magnitude : -magnitude);
    }

    private static byte[] Narrow(float[] values) =>
        [.. values.SelectMany(value => BitConverter.GetBytes(BFloat16Bits.Narrow(BitConverter.ToUInt32(BitConverter.GetBytes(value), 0))))];

    private static (byte[] Integers, float[] Scales) Quantize(float[] values, int outputs)
    {
        byte[] integers = new byte[values.Length];
        float[] scales = new float[outputs];
        int inputs = values.Length / outputs;
        for (int output = 0; output < outputs; output++)
        {
            float largest = 0;
            for (int i = output * inputs; i < (output + 1) * inputs; i++)
                largest = Math.Max(largest, Math.Abs(values[i]));
            scales[output] = Int8Channel.ScaleOf(largest);
            for (int i = output * inputs; i < (output + 1) * inputs; i++)
                integers[i] = unchecked((byte)Int8Channel.Encode(values[i], scales[output]));
        }
        return (integers, scales);
    }

    private static byte[] Write(IReadOnlyList<(string Name, string Type, long[] Shape, byte[] Data)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using MemoryStream header = new(), file = new();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach (KeyValuePair<string, string> entry in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                json.WriteString(entry.Key, entry.Value);
            json.WriteEndObject();
            long end = 0;
            foreach ((string name, string type, long[] shape, byte[] data) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", type);
                json.WriteStartArray("shape");
                foreach (long extent in shape)
                    json.WriteNumberValue(extent);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(end);
                json.WriteNumberValue(end += data.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (header.Length % HeaderAlignment != 0)
            header.WriteByte((byte)' ');
        file.Write(BitConverter.GetBytes(header.Length), 0, sizeof(long));
        header.WriteTo(file);
        foreach ((_, _, _, byte[] data) in tensors)
            file.Write(data, 0, data.Length);
        return file.ToArray();
    }
}
