using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace NetGen.Kernels;

/// <summary>The implementation of <see cref="Lane"/> and <see cref="Lanes128"/> in WebAssembly, whose interpreter is fast where a vector is cast into its struct and slow where it is a field of it.</summary>
/// <remarks>
/// They are separate so that on other processors an operation is one short method: the JIT gives up inlining long straight-line code whose operations are several calls deep,
/// and one sample of a network of 9 weights then takes 36 ns instead of 11. For the same reason each operation there names its instruction itself.
/// </remarks>
/// <typeparam name="T">The struct, of one vector.</typeparam>
internal static class PackedLanes<T> where T : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Of(Vector128<float> v) => Unsafe.BitCast<Vector128<float>, T>(v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> V(T lanes) => Unsafe.BitCast<T, Vector128<float>>(lanes);

    /// <summary>The floats of the first four integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T OfIntegers(Vector128<sbyte> a) => Of(Portable128.ConvertToSingle(PackedSimd.SignExtendWideningLower(PackedSimd.SignExtendWideningLower(a))));

    /// <summary>The floats whose upper halves are the first four elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T OfUpperHalves(Vector128<ushort> a) => Of((PackedSimd.ZeroExtendWideningLower(a) << 16).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float ToScalar(T a) => Portable128.ToScalar(V(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Lower(T a) => Portable128.Lower(V(a));

    /// <summary>Four multiply-adds, rounded once, without the instruction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T FusedMultiplyAdd(T a, T b, T c) => Of(SoftwareFusedMultiplyAdd.InDoubles(V(a), V(b), V(c)));

    /// <summary>The same, x the same in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T FusedMultiplyAdd(float x, T b, T c) => Of(SoftwareFusedMultiplyAdd.InDoubles(x, V(b), V(c)));

    /// <summary>The multiply-add of the first lane only: one is computed in software instead of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T FusedMultiplyAddOne(T a, T b, T c) =>
        Of(Vector128.CreateScalar(SoftwareFusedMultiplyAdd.InDoubles(Portable128.ToScalar(V(a)), Portable128.ToScalar(V(b)), Portable128.ToScalar(V(c)))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Add(T a, T b) => Of(V(a) + V(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Subtract(T a, T b) => Of(V(a) - V(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Multiply(T a, T b) => Of(V(a) * V(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Divide(T a, T b) => Of(V(a) / V(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Negate(T a) => Of(Portable128.Negate(V(a)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T SquareRoot(T a) => Of(Portable128.Sqrt(V(a)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Abs(T a) => Of(Portable128.Abs(V(a)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T AtMost(T a, T limit) => Of(Limiting.AtMost(V(a), V(limit)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T AtLeast(T a, T limit) => Of(Limiting.AtLeast(V(a), V(limit)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LessThan(T a, T b) => Of(Portable128.LessThan(V(a), V(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LessThanOrEqual(T a, T b) => Of(Portable128.LessThanOrEqual(V(a), V(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Equals(T a, T b) => Of(Vector128.Equals(V(a), V(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Select(T mask, T whenTrue, T whenFalse) => Of(Vector128.ConditionalSelect(V(mask), V(whenTrue), V(whenFalse)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T And(T a, T b) => Of(V(a) & V(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Or(T a, T b) => Of(V(a) | V(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Xor(T a, T b) => Of(V(a) ^ V(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T AddBits(T a, T b) => Of((V(a).AsInt32() + V(b).AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T SubtractBits(T a, T b) => Of((V(a).AsInt32() - V(b).AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T ShiftLeft(T a, int count) => Of((V(a).AsInt32() << count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T ShiftRightArithmetic(T a, int count) => Of((V(a).AsInt32() >> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T ConvertToSingle(T bits) => Of(Portable128.ConvertToSingle(V(bits).AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Even(T a) => Of(Vector128.Shuffle(V(a), Vector128.Create(0, 2, 0, 2)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Odd(T a) => Of(Vector128.Shuffle(V(a), Vector128.Create(1, 3, 1, 3)));
}
