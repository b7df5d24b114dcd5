using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Which vector widths this machine has; constants to the JIT, so that only one path is compiled.</summary>
public static class Widths
{
    /// <summary>Whether to use 512-bit vectors.</summary>
    /// <remarks><see cref="Vector512.IsHardwareAccelerated"/> is false on machines whose clock drops under them, where they still win in long layers; and an ahead-of-time build without 256-bit vectors must not use 512-bit ones.</remarks>
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
