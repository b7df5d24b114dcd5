using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>The vector widths of this machine; constants to the JIT, so that only one path is compiled.</summary>
/// <remarks>
/// Where widths are chosen on the way to a network's first call, in emitted code, <see cref="Training.Elementwise"/> and <see cref="Training.FiniteCheck"/>, the properties of .NET are written out: only what those guard does the JIT skip unseen.
/// Constants to the ahead-of-time compiler too, by the instruction set that it is told: no check is left for run time that could lead into 512-bit code compiled without 512-bit instructions.
/// Measured on one sample of 784-128-10: with x86-x64-v3 the executable holds 256-bit kernels only, 2.1 µs, as under the JIT without AVX-512 (2.2 µs; 2.0 µs with it).
/// With the default instruction set it holds 128-bit kernels only, whose multiply-adds are fused in software: 60 µs. From XOR to convolutions over 32×32 pixels, in inference and in training, such an executable takes 6 to 40 times as long.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Widths
{
    /// <summary>Whether to use 512-bit vectors.</summary>
    /// <remarks><see cref="Vector512.IsHardwareAccelerated"/> is false on machines whose clock drops under them, where they are still faster in long layers; and an ahead-of-time build without 256-bit vectors must not use 512-bit ones.</remarks>
    public static bool Has512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated && Avx512F.IsSupported;
    }

    /// <summary>Whether to use 256-bit vectors.</summary>
    public static bool Has256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated;
    }
}
