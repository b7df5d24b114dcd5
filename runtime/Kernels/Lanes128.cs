using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Four floats in a 128-bit register: the path of Arm, and of x86 without AVX.</summary>
[Experimental(Unchecked.Diagnostic)]
public readonly struct Lanes128 : ILanes<Lanes128>
{
    private readonly Vector128<float> _v;

    private Lanes128(Vector128<float> v) => _v = v;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 4; }

    /// <inheritdoc/>
    public static Lanes128 Zero { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => new(Vector128<float>.Zero); }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Create(float value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Create(int bits) => new(Vector128.Create(bits).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref float source, int offset) => new(Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(ref float source, int offset) => new(Vector128.Create(Unsafe.Add(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Gather(ref float source, int offset, int stride) => stride switch
    {
        1 => Load(ref source, offset),
        2 => new(EveryOther(ref source, offset)),
        _ => new(Vector128.Create(
            Unsafe.Add(ref source, offset), Unsafe.Add(ref source, offset + stride),
            Unsafe.Add(ref source, offset + 2 * stride), Unsafe.Add(ref source, offset + 3 * stride))),
    };

    /// <summary>The numbers 0, 2, 4 and 6 from a place on. The second of two loads ends at the last of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> EveryOther(ref float source, int offset) => Sse.IsSupported
        ? Sse.Shuffle(Load(ref source, offset)._v, Load(ref source, offset + 3)._v, 0b11_01_10_00)
        : Vector128.Create(Unsafe.Add(ref source, offset), Unsafe.Add(ref source, offset + 2), Unsafe.Add(ref source, offset + 4), Unsafe.Add(ref source, offset + 6));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 value, ref float destination, int offset) => Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref destination, offset)) = value._v;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(Lanes128 value, ref float destination, int offset, int stride)
    {
        if (stride == 1)
            Store(value, ref destination, offset);
        else
            for (int i = 0; i < 4; i++)
                Unsafe.Add(ref destination, offset + i * stride) = value._v.GetElement(i);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Even(Lanes128 a) => new(Vector128.Shuffle(a._v, Vector128.Create(0, 2, 0, 2)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Odd(Lanes128 a) => new(Vector128.Shuffle(a._v, Vector128.Create(1, 3, 1, 3)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLower(Lanes128 value, ref float destination, int offset) => Unsafe.As<float, Vector64<float>>(ref Unsafe.Add(ref destination, offset)) = value._v.GetLower();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Lanes128 a) => a._v;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FusedMultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) => new(Vector128.FusedMultiplyAdd(a._v, b._v, c._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FusedMultiplyAdd(ref float x, int offset, Lanes128 b, Lanes128 c) => new(Vector128.FusedMultiplyAdd(Vector128.Create(Unsafe.Add(ref x, offset)), b._v, c._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 a, Lanes128 b) => new(a._v + b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 a, Lanes128 b) => new(a._v - b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 a, Lanes128 b) => new(a._v * b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator /(Lanes128 a, Lanes128 b) => new(a._v / b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 a) => new(-a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SquareRoot(Lanes128 a) => new(Vector128.Sqrt(a._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Abs(Lanes128 a) => new(Vector128.Abs(a._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AtMost(Lanes128 a, Lanes128 limit) => new(Limiting.AtMost(a._v, limit._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AtLeast(Lanes128 a, Lanes128 limit) => new(Limiting.AtLeast(a._v, limit._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LessThan(Lanes128 a, Lanes128 b) => new(Vector128.LessThan(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LessThanOrEqual(Lanes128 a, Lanes128 b) => new(Vector128.LessThanOrEqual(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Equals(Lanes128 a, Lanes128 b) => new(Vector128.Equals(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Select(Lanes128 mask, Lanes128 whenTrue, Lanes128 whenFalse) => new(Vector128.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 And(Lanes128 a, Lanes128 b) => new(a._v & b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Or(Lanes128 a, Lanes128 b) => new(a._v | b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Xor(Lanes128 a, Lanes128 b) => new(a._v ^ b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AddBits(Lanes128 a, Lanes128 b) => new((a._v.AsInt32() + b._v.AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SubtractBits(Lanes128 a, Lanes128 b) => new((a._v.AsInt32() - b._v.AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ShiftLeft(Lanes128 a, int count) => new((a._v.AsInt32() << count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ShiftRightArithmetic(Lanes128 a, int count) => new((a._v.AsInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ConvertToSingle(Lanes128 bits) => new(Vector128.ConvertToSingle(bits._v.AsInt32()));
}
