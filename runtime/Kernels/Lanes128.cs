using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Four floats in a 128-bit register: the path of Arm, and of x86 without AVX.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly struct Lanes128 : ILanes<Lanes128>
{
    private readonly Vector128<float> _v;

    private Lanes128(Vector128<float> v) => _v = v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes128 Of(Vector128<float> v) => PackedSimd.IsSupported ? Unsafe.BitCast<Vector128<float>, Lanes128>(v) : new(v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> V(Lanes128 lanes) => PackedSimd.IsSupported ? Unsafe.BitCast<Lanes128, Vector128<float>>(lanes) : lanes._v;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 4; }

    /// <inheritdoc/>
    public static Lanes128 Zero { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Of(Vector128<float>.Zero); }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Create(float value) => Of(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Create(int bits) => Of(Vector128.Create(bits).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref float source, int offset) => Of(Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(ref float source, int offset) => Of(Vector128.Create(Unsafe.Add(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Gather(ref float source, int offset, int stride) => stride switch
    {
        1 => Load(ref source, offset),
        2 => Of(EveryOther(ref source, offset)),
        _ => Of(Vector128.Create(
            Unsafe.Add(ref source, offset), Unsafe.Add(ref source, offset + stride),
            Unsafe.Add(ref source, offset + 2 * stride), Unsafe.Add(ref source, offset + 3 * stride))),
    };

    /// <summary>The numbers 0, 2, 4 and 6 from a place on. The second of two loads ends at the last of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> EveryOther(ref float source, int offset) => Sse.IsSupported
        ? Sse.Shuffle(V(Load(ref source, offset)), V(Load(ref source, offset + 3)), 0b11_01_10_00)
        : Vector128.Create(Unsafe.Add(ref source, offset), Unsafe.Add(ref source, offset + 2), Unsafe.Add(ref source, offset + 4), Unsafe.Add(ref source, offset + 6));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 value, ref float destination, int offset) => Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref destination, offset)) = V(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(Lanes128 value, ref float destination, int offset, int stride)
    {
        if (stride == 1)
            Store(value, ref destination, offset);
        else
            for (int i = 0; i < 4; i++)
                Unsafe.Add(ref destination, offset + i * stride) = V(value).GetElement(i);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Even(Lanes128 a) => Of(Vector128.Shuffle(V(a), Vector128.Create(0, 2, 0, 2)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Odd(Lanes128 a) => Of(Vector128.Shuffle(V(a), Vector128.Create(1, 3, 1, 3)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLower(Lanes128 value, ref float destination, int offset) => Unsafe.As<float, double>(ref Unsafe.Add(ref destination, offset)) = Portable128.Lower(V(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Lanes128 a) => V(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FusedMultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) => Of(SoftwareFusedMultiplyAdd.Compute(V(a), V(b), V(c)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FusedMultiplyAdd(ref float x, int offset, Lanes128 b, Lanes128 c) => Of(SoftwareFusedMultiplyAdd.Compute(Unsafe.Add(ref x, offset), V(b), V(c)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 a, Lanes128 b) => Of(V(a) + V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 a, Lanes128 b) => Of(V(a) - V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 a, Lanes128 b) => Of(V(a) * V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator /(Lanes128 a, Lanes128 b) => Of(V(a) / V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 a) => Of(Portable128.Negate(V(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SquareRoot(Lanes128 a) => Of(Portable128.Sqrt(V(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Abs(Lanes128 a) => Of(Portable128.Abs(V(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AtMost(Lanes128 a, Lanes128 limit) => Of(Limiting.AtMost(V(a), V(limit)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AtLeast(Lanes128 a, Lanes128 limit) => Of(Limiting.AtLeast(V(a), V(limit)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LessThan(Lanes128 a, Lanes128 b) => Of(Portable128.LessThan(V(a), V(b)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LessThanOrEqual(Lanes128 a, Lanes128 b) => Of(Portable128.LessThanOrEqual(V(a), V(b)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Equals(Lanes128 a, Lanes128 b) => Of(Vector128.Equals(V(a), V(b)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Select(Lanes128 mask, Lanes128 whenTrue, Lanes128 whenFalse) => Of(Vector128.ConditionalSelect(V(mask), V(whenTrue), V(whenFalse)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 And(Lanes128 a, Lanes128 b) => Of(V(a) & V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Or(Lanes128 a, Lanes128 b) => Of(V(a) | V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Xor(Lanes128 a, Lanes128 b) => Of(V(a) ^ V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AddBits(Lanes128 a, Lanes128 b) => Of((V(a).AsInt32() + V(b).AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SubtractBits(Lanes128 a, Lanes128 b) => Of((V(a).AsInt32() - V(b).AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ShiftLeft(Lanes128 a, int count) => Of((V(a).AsInt32() << count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ShiftRightArithmetic(Lanes128 a, int count) => Of((V(a).AsInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ConvertToSingle(Lanes128 bits) => Of(Portable128.ConvertToSingle(V(bits).AsInt32()));
}
