using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.Wasm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>The smaller or the larger of a value and a limit, NaN for a NaN, on every processor.</summary>
/// <remarks>
/// <see cref="Vector128.MinNative"/> leaves NaN to the processor, and WebAssembly alone has two instructions that differ about it.
/// So each instruction is named: x86's returns its second operand if either is NaN; Arm's returns NaN; of WebAssembly's two, the one that compares, which is false for NaN. Any other processor compares, which is false for NaN everywhere.
/// </remarks>
internal static class Limiting
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AtMost(Vector128<float> a, Vector128<float> limit) =>
        AdvSimd.IsSupported ? AdvSimd.Min(a, limit) : PackedSimd.IsSupported ? PackedSimd.PseudoMin(a, limit) : AtMostByComparison(a, limit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AtLeast(Vector128<float> a, Vector128<float> limit) =>
        AdvSimd.IsSupported ? AdvSimd.Max(a, limit) : PackedSimd.IsSupported ? PackedSimd.PseudoMax(a, limit) : AtLeastByComparison(a, limit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AtMost(Vector256<float> a, Vector256<float> limit) =>
        Vector256.Create(AtMost(a.GetLower(), limit.GetLower()), AtMost(a.GetUpper(), limit.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AtLeast(Vector256<float> a, Vector256<float> limit) =>
        Vector256.Create(AtLeast(a.GetLower(), limit.GetLower()), AtLeast(a.GetUpper(), limit.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> AtMostByComparison(Vector128<float> a, Vector128<float> limit) =>
        Vector128.ConditionalSelect(Vector128.LessThan(limit, a), limit, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> AtLeastByComparison(Vector128<float> a, Vector128<float> limit) =>
        Vector128.ConditionalSelect(Vector128.LessThan(a, limit), limit, a);
}
