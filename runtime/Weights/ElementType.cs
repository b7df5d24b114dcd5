using static System.Buffers.Binary.BinaryPrimitives;

namespace NetGen;

/// <summary>The types of numbers that can be read as weights, named as in safetensors.</summary>
internal enum ElementType
{
    F32,
    F16,
    BF16,
    F64,
}

/// <summary>What a number of each type is in bytes. All are little-endian.</summary>
internal static class ElementTypes
{
    /// <summary>The type of a name; none if it can't be read as weights.</summary>
    public static ElementType? Parse(string name) => name switch
    {
        nameof(ElementType.F32) => ElementType.F32,
        nameof(ElementType.F16) => ElementType.F16,
        nameof(ElementType.BF16) => ElementType.BF16,
        nameof(ElementType.F64) => ElementType.F64,
        _ => null,
    };

    /// <summary>Bytes of a number.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.F32 => sizeof(float),
        ElementType.F64 => sizeof(double),
        _ => sizeof(ushort),
    };

    /// <summary>Every number as the nearest float; ties go to even.</summary>
    /// <param name="type">The type of the numbers.</param>
    /// <param name="source">As many numbers as the destination has.</param>
    /// <param name="destination">Overwritten.</param>
    public static void Convert(this ElementType type, ReadOnlySpan<byte> source, Span<float> destination)
    {
        switch (type)
        {
            case ElementType.F32:
                for (int i = 0; i < destination.Length; i++)
                    destination[i] = ReadSingleLittleEndian(source[(i * sizeof(float))..]);
                break;
            case ElementType.F16:
                for (int i = 0; i < destination.Length; i++)
                    destination[i] = (float)ReadHalfLittleEndian(source[(i * sizeof(ushort))..]);
                break;
            case ElementType.BF16:
                // The upper half of a float.
                for (int i = 0; i < destination.Length; i++)
                    destination[i] = BitConverter.UInt32BitsToSingle((uint)ReadUInt16LittleEndian(source[(i * sizeof(ushort))..]) << 16);
                break;
            default:
                for (int i = 0; i < destination.Length; i++)
                    destination[i] = (float)ReadDoubleLittleEndian(source[(i * sizeof(double))..]);
                break;
        }
    }
}
