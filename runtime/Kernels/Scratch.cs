using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>Memory for the intermediate results of one sample, aligned to a cache line, without zeroing it.</summary>
internal static class Scratch
{
    /// <summary>64 KB: more would risk the stack of a thread that runs deep.</summary>
    private const int StackFloats = 16 * 1024;

    private const int Alignment = KernelConstants.Alignment;

    /// <summary>Runs a network on one sample with its scratch on the stack, or beyond 64 KB in one buffer per thread and network.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TKernels>(ref float x, ref float y, ref float w) where TKernels : struct, IKernels
    {
        // Each size is a constant to the JIT; the smaller frame spares touching fresh stack pages.
        if (TKernels.SampleScratch == 0)
            TKernels.Forward(ref x, ref y, ref w, ref y);
        else if (TKernels.SampleScratch <= 1024)
            OnSmallStack<TKernels>(ref x, ref y, ref w);
        else if (TKernels.SampleScratch <= StackFloats)
            OnStack<TKernels>(ref x, ref y, ref w);
        else
            TKernels.Forward(ref x, ref y, ref w, ref PerThread<TKernels>.First);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe void OnSmallStack<TKernels>(ref float x, ref float y, ref float w) where TKernels : struct, IKernels
    {
        byte* memory = stackalloc byte[1024 * sizeof(float) + Alignment];
        TKernels.Forward(ref x, ref y, ref w, ref Align(memory));
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe void OnStack<TKernels>(ref float x, ref float y, ref float w) where TKernels : struct, IKernels
    {
        byte* memory = stackalloc byte[StackFloats * sizeof(float) + Alignment];
        TKernels.Forward(ref x, ref y, ref w, ref Align(memory));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe ref float Align(byte* memory) =>
        ref Unsafe.AsRef<float>((void*)(((nuint)memory + (Alignment - 1)) & ~(nuint)(Alignment - 1)));

    private static class PerThread<TKernels> where TKernels : struct, IKernels
    {
        [ThreadStatic]
        private static float[]? s_buffer;

        [ThreadStatic]
        private static int s_start;

        public static ref float First
        {
            get
            {
                if (s_buffer is null)
                    (s_buffer, s_start) = AlignedBuffer.Allocate(TKernels.SampleScratch);
                return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_buffer), s_start);
            }
        }
    }
}
