using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Sixteen floats in a 512-bit register. Used where <see cref="Avx512F.IsSupported"/>; <see cref="Vector512.IsHardwareAccelerated"/> is false on many machines that have them.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public struct Lanes512 : ILanes<Lanes512>
{
    // Set by an initializer: a constructor would be one more method for the JIT to inline into each of these, which takes it as long as the instruction.
    private Vector512<float> _v;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 16; }

    /// <inheritdoc/>
    public static Lanes512 Zero { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => default; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Create(float value) => new() { _v = Vector512.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Create(int bits) => new() { _v = Vector512.Create(bits).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref float source, int offset) => Unsafe.As<float, Lanes512>(ref Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref sbyte source, int offset) =>
        new() { _v = Avx512F.ConvertToVector512Single(Avx512F.ConvertToVector512Int32(Unsafe.As<sbyte, Vector128<sbyte>>(ref Unsafe.Add(ref source, offset)))) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref ushort source, int offset) =>
        new() { _v = (Avx512F.ConvertToVector512Int32(Unsafe.As<ushort, Vector256<ushort>>(ref Unsafe.Add(ref source, offset))) << 16).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Broadcast(ref float source, int offset) => new() { _v = Vector512.Create(Unsafe.Add(ref source, offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Gather(ref float source, int offset, int stride) => stride switch
    {
        1 => Load(ref source, offset),
        // Two loads that end at the last element: the even ones of the first, the odd ones of the second.
        2 => new() { _v = Avx512F.PermuteVar16x32x2(
            Load(ref source, offset)._v, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 17, 19, 21, 23, 25, 27, 29, 31), Load(ref source, offset + 15)._v) },
        _ => new() { _v = Vector512.Create(
            Unsafe.Add(ref source, offset), Unsafe.Add(ref source, offset + stride),
            Unsafe.Add(ref source, offset + 2 * stride), Unsafe.Add(ref source, offset + 3 * stride),
            Unsafe.Add(ref source, offset + 4 * stride), Unsafe.Add(ref source, offset + 5 * stride),
            Unsafe.Add(ref source, offset + 6 * stride), Unsafe.Add(ref source, offset + 7 * stride),
            Unsafe.Add(ref source, offset + 8 * stride), Unsafe.Add(ref source, offset + 9 * stride),
            Unsafe.Add(ref source, offset + 10 * stride), Unsafe.Add(ref source, offset + 11 * stride),
            Unsafe.Add(ref source, offset + 12 * stride), Unsafe.Add(ref source, offset + 13 * stride),
            Unsafe.Add(ref source, offset + 14 * stride), Unsafe.Add(ref source, offset + 15 * stride)) },
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 value, ref float destination, int offset) => Unsafe.As<float, Lanes512>(ref Unsafe.Add(ref destination, offset)) = value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(Lanes512 value, ref float destination, int offset, int stride)
    {
        if (stride == 1)
            Store(value, ref destination, offset);
        else
            for (int i = 0; i < 16; i++)
                Unsafe.Add(ref destination, offset + i * stride) = value._v.GetElement(i);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Even(Lanes512 a) => new() { _v = Vector512.Shuffle(a._v, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 0, 2, 4, 6, 8, 10, 12, 14)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Odd(Lanes512 a) => new() { _v = Vector512.Shuffle(a._v, Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 1, 3, 5, 7, 9, 11, 13, 15)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLower(Lanes512 value, ref float destination, int offset) => Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref destination, offset)) = value._v.GetLower();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Lanes512 value, int count, ref float destination, int offset)
    {
        Vector256<float> half = value._v.GetLower();
        if (count >= Lanes256.Count)
        {
            Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref destination, offset)) = half;
            half = value._v.GetUpper();
            (count, offset) = (count - Lanes256.Count, offset + Lanes256.Count);
        }
        Lanes256.StoreFirst(half, count, ref destination, offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(Lanes512 value, ref sbyte destination, int offset) =>
        Unsafe.As<sbyte, Vector128<sbyte>>(ref Unsafe.Add(ref destination, offset)) = Avx512F.ConvertToVector128SByte(value._v.AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Lanes512 a)
    {
        Vector256<float> eight = a._v.GetLower() + a._v.GetUpper();
        return eight.GetLower() + eight.GetUpper();
    }

    /// <summary>The sums of eight vectors' lanes, each in the order of <see cref="VirtualLanes"/>: every level of the tree halves what two vectors have left into one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Across(Lanes512 a, Lanes512 b, Lanes512 c, Lanes512 d, Lanes512 e, Lanes512 f, Lanes512 g, Lanes512 h)
    {
        Vector512<float> abcd = Four(a, b, c, d), efgh = Four(e, f, g, h);
        // Lanes 0 and 2, 1 and 3: in each quarter two sums in two lanes each, a e, b f, c g, d h.
        Vector512<float> two = Avx512F.UnpackLow(abcd.AsDouble(), efgh.AsDouble()).AsSingle() + Avx512F.UnpackHigh(abcd.AsDouble(), efgh.AsDouble()).AsSingle();
        Vector512<float> one = two + Avx512F.Permute4x32(two, 0b10_11_00_01);
        return Avx512F.PermuteVar16x32(one, Vector512.Create(0, 4, 8, 12, 2, 6, 10, 14, 0, 0, 0, 0, 0, 0, 0, 0)).GetLower();
    }

    /// <summary>The upper two levels of the tree for four vectors: four adjacent lanes of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Four(Lanes512 a, Lanes512 b, Lanes512 c, Lanes512 d)
    {
        Vector512<float> ab = Avx512F.Shuffle4x128(a._v, b._v, 0b01_00_01_00) + Avx512F.Shuffle4x128(a._v, b._v, 0b11_10_11_10);
        Vector512<float> cd = Avx512F.Shuffle4x128(c._v, d._v, 0b01_00_01_00) + Avx512F.Shuffle4x128(c._v, d._v, 0b11_10_11_10);
        return Avx512F.Shuffle4x128(ab, cd, 0b10_00_10_00) + Avx512F.Shuffle4x128(ab, cd, 0b11_01_11_01);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 FusedMultiplyAdd(Lanes512 a, Lanes512 b, Lanes512 c) => new() { _v = Avx512F.FusedMultiplyAdd(a._v, b._v, c._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 FusedMultiplyAdd(ref float x, int offset, Lanes512 b, Lanes512 c) => new() { _v = Avx512F.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref x, offset)), b._v, c._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 FusedMultiplyAdd(Lanes512 x, ref float b, int offset, Lanes512 c) => new() { _v = Avx512F.FusedMultiplyAdd(x._v, Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref b, offset)), c._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAdd(ref float x, int offset, Lanes512 b0, Lanes512 b1, ref Lanes512 c0, ref Lanes512 c1)
    {
        Vector512<float> element = Vector512.Create(Unsafe.Add(ref x, offset));
        c0._v = Avx512F.FusedMultiplyAdd(element, b0._v, c0._v);
        c1._v = Avx512F.FusedMultiplyAdd(element, b1._v, c1._v);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAdd(Lanes512 x, Lanes512 b0, Lanes512 b1, ref Lanes512 c0, ref Lanes512 c1)
    {
        c0._v = Avx512F.FusedMultiplyAdd(x._v, b0._v, c0._v);
        c1._v = Avx512F.FusedMultiplyAdd(x._v, b1._v, c1._v);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 FusedMultiplyAdd(Lanes512 a, Lanes512 b, float c) => new() { _v = Avx512F.FusedMultiplyAdd(a._v, b._v, Vector512.Create(c)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 FusedMultiplyAdd(Lanes512 a, float b, Lanes512 c) => new() { _v = Avx512F.FusedMultiplyAdd(a._v, Vector512.Create(b), c._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 FusedMultiplyAdd(Lanes512 a, float b, float c) => new() { _v = Avx512F.FusedMultiplyAdd(a._v, Vector512.Create(b), Vector512.Create(c)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(Lanes512 a, Lanes512 b, ref float destination, int offset)
    {
        ref Vector512<float> sum = ref Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref destination, offset));
        sum = Avx512F.FusedMultiplyAdd(a._v, b._v, sum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Add(ref float a, int offset, Lanes512 b) => new() { _v = Avx512F.Add(Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref a, offset)), b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Relu(Lanes512 x) => new() { _v = Vector512.ConditionalSelect(Avx512F.CompareLessThanOrEqual(x._v, Vector512<float>.Zero), Vector512<float>.Zero, x._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 a, Lanes512 b) => new() { _v = Avx512F.Add(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 a, Lanes512 b) => new() { _v = Avx512F.Subtract(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 a, Lanes512 b) => new() { _v = Avx512F.Multiply(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator /(Lanes512 a, Lanes512 b) => new() { _v = Avx512F.Divide(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 a) => new() { _v = -a._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SquareRoot(Lanes512 a) => new() { _v = Avx512F.Sqrt(a._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Abs(Lanes512 a) => new() { _v = Vector512.Abs(a._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AtMost(Lanes512 a, Lanes512 limit) => new() { _v = Avx512F.Min(limit._v, a._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AtLeast(Lanes512 a, Lanes512 limit) => new() { _v = Avx512F.Max(limit._v, a._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LessThan(Lanes512 a, Lanes512 b) => new() { _v = Avx512F.CompareLessThan(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LessThanOrEqual(Lanes512 a, Lanes512 b) => new() { _v = Avx512F.CompareLessThanOrEqual(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Equals(Lanes512 a, Lanes512 b) => new() { _v = Avx512F.CompareEqual(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Select(Lanes512 mask, Lanes512 whenTrue, Lanes512 whenFalse) => new() { _v = Vector512.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 And(Lanes512 a, Lanes512 b) => new() { _v = a._v & b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Or(Lanes512 a, Lanes512 b) => new() { _v = a._v | b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Xor(Lanes512 a, Lanes512 b) => new() { _v = a._v ^ b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AddBits(Lanes512 a, Lanes512 b) => new() { _v = (a._v.AsInt32() + b._v.AsInt32()).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SubtractBits(Lanes512 a, Lanes512 b) => new() { _v = (a._v.AsInt32() - b._v.AsInt32()).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ShiftLeft(Lanes512 a, int count) => new() { _v = (a._v.AsInt32() << count).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ShiftRightArithmetic(Lanes512 a, int count) => new() { _v = (a._v.AsInt32() >> count).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ConvertToSingle(Lanes512 bits) => new() { _v = Vector512.ConvertToSingle(bits._v.AsInt32()) };
}
