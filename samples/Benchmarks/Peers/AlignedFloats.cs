using System.Runtime.InteropServices;

namespace Benchmarks.Peers;

/// <summary>Floats at a fixed address aligned to 64 bytes, for the native code of peers.</summary>
internal sealed unsafe class AlignedFloats : IDisposable
{
    public AlignedFloats(int length)
    {
        Length = length;
        Pointer = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), 64);
        Span.Clear();
    }

    public AlignedFloats(ReadOnlySpan<float> values) : this(values.Length) => values.CopyTo(Span);

    public int Length { get; }

    public float* Pointer { get; }

    public Span<float> Span => new(Pointer, Length);

    public void Dispose() => NativeMemory.AlignedFree(Pointer);
}
