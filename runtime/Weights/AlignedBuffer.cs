using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Float arrays whose first used element is aligned to 64 bytes: a 512-bit load that crosses a cache line costs two.</summary>
internal static class AlignedBuffer
{
    /// <summary>The most elements: .NET's longest array, less a cache line for alignment.</summary>
    public const int MaxLength = KernelConstants.BufferLength;

    private const int Alignment = KernelConstants.Alignment;

    /// <summary>A zeroed, pinned array and the index of its first aligned element.</summary>
    /// <param name="length">Elements, at most <see cref="MaxLength"/>.</param>
    public static unsafe (float[] Buffer, int Start) Allocate(int length)
    {
        float[] buffer = GC.AllocateArray<float>(length + Alignment / sizeof(float), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref buffer[0]);
        int start = (int)((Alignment - address % Alignment) % Alignment) / sizeof(float);
        return (buffer, start);
    }
}
