namespace NetGen;

/// <summary>Reads tensors of a safetensors file into a block.</summary>
internal static class TensorReading
{
    /// <summary>Reads all elements of a tensor, a chunk at a time; at once where the file or the block stores them with fewer bits, since the scale of an output applies to all of its weights.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="block">The block.</param>
    /// <param name="match">The tensor of the block, and the same in the file.</param>
    /// <param name="chunk">Memory for <see cref="SafetensorsReader.MaxElements"/> floats.</param>
    public static void CopyTo(this SafetensorsReader reader, ParameterBlock block, MatchedTensor match, float[] chunk)
    {
        TensorLayout tensor = match.Tensor;
        if (!tensor.IsPacked && match.Scales is null)
        {
            for (int start = 0; start < tensor.Length;)
            {
                ReadOnlySpan<float> values = reader.ReadChunk(match.Stored, match.Type, start, chunk);
                block.CopyFrom(tensor, start, values);
                start += values.Length;
            }
            return;
        }
        float[] whole = reader.ReadWhole(match.Stored, match.Type, tensor.Length, chunk);
        if (match.Scales is not null)
        {
            float[] scales = reader.ReadWhole(match.Scales, ElementType.F32, tensor.Shape[0], chunk);
            for (int i = 0; i < whole.Length; i++)
                whole[i] *= scales[i / tensor.Inputs];
        }
        block.CopyFrom(tensor, 0, whole);
    }

    private static float[] ReadWhole(this SafetensorsReader reader, SafetensorsTensor stored, ElementType type, int length, float[] chunk)
    {
        float[] whole = new float[length];
        for (int start = 0; start < length;)
        {
            ReadOnlySpan<float> values = reader.ReadChunk(stored, type, start, chunk);
            values.CopyTo(whole.AsSpan(start));
            start += values.Length;
        }
        return whole;
    }

    private static ReadOnlySpan<float> ReadChunk(this SafetensorsReader reader, SafetensorsTensor stored, ElementType type, int start, float[] chunk)
    {
        ReadOnlySpan<byte> elements = reader.ReadElements(stored, type, start);
        Span<float> values = chunk.AsSpan(0, elements.Length / type.Size());
        type.Convert(elements, values);
        return values;
    }
}
