namespace NetGen;

/// <summary>Reads a tensor of a safetensors file into a block.</summary>
internal static class TensorReading
{
    /// <summary>Reads all elements of a tensor, a chunk at a time; at once where they are stored with fewer bits, since the scale of an output depends on all of its weights.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="block">The block.</param>
    /// <param name="tensor">The tensor of the block.</param>
    /// <param name="stored">The same in the file.</param>
    /// <param name="type">Its type there.</param>
    /// <param name="chunk">Memory for <see cref="SafetensorsReader.MaxElements"/> floats.</param>
    public static void CopyTo(this SafetensorsReader reader, ParameterBlock block, TensorLayout tensor, SafetensorsTensor stored, ElementType type, float[] chunk)
    {
        float[]? whole = tensor.IsPacked ? new float[tensor.Length] : null;
        for (int start = 0, count; start < tensor.Length; start += count)
        {
            ReadOnlySpan<byte> elements = reader.ReadElements(stored, type, start);
            count = elements.Length / type.Size();
            Span<float> values = whole is null ? chunk.AsSpan(0, count) : whole.AsSpan(start, count);
            type.Convert(elements, values);
            if (whole is null)
                block.CopyFrom(tensor, start, values);
        }
        if (whole is not null)
            block.CopyFrom(tensor, 0, whole);
    }
}
