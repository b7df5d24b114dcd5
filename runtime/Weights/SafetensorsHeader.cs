using static NetGen.SafetensorsText;

namespace NetGen;

/// <summary>A tensor as a safetensors header describes it.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Type">The name of its type, as in <c>F32</c>; it may be unknown.</param>
/// <param name="Shape">No extent is negative; without extents the tensor is a scalar.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
internal sealed record SafetensorsTensor(string Name, string Type, long[] Shape, long Begin, long End);

/// <summary>A safetensors header whose tensors lie one after another, without gaps or overlaps, from byte 0 of the data to its end.</summary>
/// <param name="Tensors">In the order of their data.</param>
/// <param name="Metadata">Text that the writer added.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Bytes after the header.</summary>
    public long DataLength => Tensors is [.., var last] ? last.End : 0;

    /// <summary>Puts the tensors in the order of their data.</summary>
    /// <param name="tensors">Tensors of different names in any order.</param>
    /// <param name="metadata">Text that the writer added.</param>
    /// <param name="source">The name of the file in error messages.</param>
    /// <exception cref="WeightsFormatException">There is a gap, an overlap, or a tensor whose bytes don't fit its shape and type.</exception>
    public static SafetensorsHeader Create(IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata, string source)
    {
        // A tensor without elements begins where the next one does, so ties are broken by the end.
        SafetensorsTensor[] ordered = [.. tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)];
        long end = 0;
        foreach (SafetensorsTensor tensor in ordered)
        {
            if (tensor.End < tensor.Begin)
                throw Fault(source, tensor, "which ends before it begins");
            if (tensor.Begin != end)
                throw Fault(source, tensor, $"but the tensors before it end at {end:N0}");
            // The length of an unknown type can't be checked; the file will be rejected for the type.
            if (ElementTypes.Parse(tensor.Type) is { } type && ByteLength(tensor.Shape, type.Size()) != tensor.End - tensor.Begin)
                throw Fault(source, tensor, $"which is not the length of the shape {Shape(tensor.Shape)} in {tensor.Type}");
            end = tensor.End;
        }
        return new(ordered, metadata);
    }

    private static WeightsFormatException Fault(string source, SafetensorsTensor tensor, string what) =>
        new($"{source} has {Show(tensor.Name)} at bytes {tensor.Begin:N0} to {tensor.End:N0} of its data, {what}.");

    /// <summary>The length of a tensor in bytes; null if it exceeds 64 bits.</summary>
    private static long? ByteLength(long[] shape, int size)
    {
        long length = size;
        foreach (long extent in shape)
        {
            if (extent != 0 && length > long.MaxValue / extent)
                return null;
            length *= extent;
        }
        return length;
    }
}
