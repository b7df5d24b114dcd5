using System.Buffers.Binary;
using System.Globalization;

namespace NetGen;

/// <summary>Examines elements by their bits, in every type that can be read as weights. The build task shares this file.</summary>
/// <remarks>Without the sign, floating-point elements are ordered as their bits are: infinity and NaN come last.</remarks>
internal static class ElementBits
{
    /// <summary>The index of the first element that is not a finite float: NaN, infinite, or a double that rounds to infinity; −1 if there is none.</summary>
    /// <param name="type">The type of the elements.</param>
    /// <param name="elements">Complete elements of that type, little-endian.</param>
    public static int FirstNotFinite(this ElementType type, ReadOnlySpan<byte> elements)
    {
        int size = type.Size(), count = elements.Length / size;
        switch (type)
        {
            case ElementType.F32:
                for (int i = 0; i < count; i++)
                    if ((BinaryPrimitives.ReadUInt32LittleEndian(elements.Slice(i * size)) & 0x7FFF_FFFF) >= 0x7F80_0000)
                        return i;
                return -1;
            case ElementType.F64:
                // The largest float plus half a unit in its last place: 2¹²⁸ − 2¹⁰³, a tie that goes to 2¹²⁸.
                for (int i = 0; i < count; i++)
                    if ((BinaryPrimitives.ReadUInt64LittleEndian(elements.Slice(i * size)) & 0x7FFF_FFFF_FFFF_FFFF) >= 0x47EF_FFFF_F000_0000)
                        return i;
                return -1;
            case ElementType.I8:
                return -1;
            default:
                int infinity = type == ElementType.F16 ? 0x7C00 : 0x7F80;
                for (int i = 0; i < count; i++)
                    if ((BinaryPrimitives.ReadUInt16LittleEndian(elements.Slice(i * size)) & 0x7FFF) >= infinity)
                        return i;
                return -1;
        }
    }

    /// <summary>Such an element as text, as in <c>NaN</c>, <c>-Infinity</c> or <c>1E+300</c>.</summary>
    /// <param name="type">The type of the element.</param>
    /// <param name="element">Its bytes.</param>
    public static string Describe(this ElementType type, ReadOnlySpan<byte> element)
    {
        long bits = type switch
        {
            ElementType.F64 => BinaryPrimitives.ReadInt64LittleEndian(element),
            // Infinity and NaN of any type become a double's, sign and all.
            ElementType.F32 => Widen(BinaryPrimitives.ReadUInt32LittleEndian(element), 0x7F80_0000, signBit: 31),
            ElementType.F16 => Widen(BinaryPrimitives.ReadUInt16LittleEndian(element), 0x7C00, signBit: 15),
            _ => Widen(BinaryPrimitives.ReadUInt16LittleEndian(element), 0x7F80, signBit: 15),
        };
        return BitConverter.Int64BitsToDouble(bits).ToString(CultureInfo.InvariantCulture);
    }

    private static long Widen(uint bits, uint infinity, int signBit) =>
        (long)(bits >> signBit) << 63 | 0x7FF0_0000_0000_0000 | ((bits & ((1u << signBit) - 1)) == infinity ? 0L : 1L);
}
