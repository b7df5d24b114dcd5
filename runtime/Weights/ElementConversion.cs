using System.Runtime.InteropServices;
using static System.Buffers.Binary.BinaryPrimitives;

namespace NetGen;

/// <summary>Converts elements of every type that can be read as weights to floats. All are little-endian.</summary>
internal static class ElementConversion
{
    /// <summary>Converts every element to the nearest float; ties go to even.</summary>
    /// <param name="type">The type of the elements.</param>
    /// <param name="source">As many elements as the destination has.</param>
    /// <param name="destination">Overwritten.</param>
    public static void Convert(this ElementType type, ReadOnlySpan<byte> source, Span<float> destination)
    {
        switch (type)
        {
            case ElementType.F32 when BitConverter.IsLittleEndian:
                MemoryMarshal.Cast<byte, float>(source)[..destination.Length].CopyTo(destination);
                break;
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
            case ElementType.I8:
                for (int i = 0; i < destination.Length; i++)
                    destination[i] = (sbyte)source[i];
                break;
            default:
                for (int i = 0; i < destination.Length; i++)
                    destination[i] = (float)ReadDoubleLittleEndian(source[(i * sizeof(double))..]);
                break;
        }
    }
}
