using System.Runtime.InteropServices;

namespace NetGen.Data;

/// <summary>Images and labels in two files of bytes: pixels scaled to 0…1, targets 1 at their class and 0 elsewhere.</summary>
internal sealed class MappedImages(MappedFile images, long imagesStart, MappedFile labels, long labelsStart, int count, int pixels, int classes) : SampleSource(count, pixels, classes)
{
    public override void Read(int sample, Span<float> input, Span<float> target)
    {
        if (!input.IsEmpty)
        {
            // The bytes lie in the last quarter of the input's own memory; each float is written before or at the place of its byte.
            Span<byte> bytes = MemoryMarshal.AsBytes(input)[(3 * input.Length)..];
            images.Read(imagesStart + (long)sample * InputLength, bytes);
            for (int i = 0; i < input.Length; i++)
                input[i] = bytes[i] / 255f;
        }
        if (!target.IsEmpty)
        {
            byte label = 0;
            labels.Read(labelsStart + sample, new Span<byte>(ref label));
            target.Clear();
            target[label] = 1;
        }
    }
}
