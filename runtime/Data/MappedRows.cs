using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NetGen.Data;

/// <summary>Samples in a file of little-endian 32-bit floats: each input followed by its target.</summary>
internal sealed class MappedRows(MappedFile file, int count, int inputLength, int targetLength) : SampleSource(count, inputLength, targetLength)
{
    private readonly long _rowBytes = sizeof(float) * ((long)inputLength + targetLength);

    public override void Read(int sample, Span<float> input, Span<float> target)
    {
        Read(sample * _rowBytes, input);
        Read(sample * _rowBytes + (long)InputLength * sizeof(float), target);
    }

    private void Read(long offset, Span<float> elements)
    {
        file.Read(offset, MemoryMarshal.AsBytes(elements));
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> bits = MemoryMarshal.Cast<float, int>(elements);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }
}
