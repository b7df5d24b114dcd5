using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Eight floats in a 256-bit register.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public struct Lanes256 : ILanes<Lanes256>
{
    // Set by an initializer: a constructor would be one more method for the JIT to inline into each of these, which takes it as long as the instruction.
    private Vector256<float> _v;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 8; }

    /// <inheritdoc/>
    public static Lanes256 Zero { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => default; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Create(float value) => new() { _v = Vector256.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Create(int bits) => new() { _v = Vector256.Create(bits).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref float source, int offset) => Unsafe.As<float, Lanes256>(ref Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref sbyte source, int offset) =>
        new() { _v = Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<long>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref source, offset)))).AsSByte())) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref ushort source, int offset) =>
        new() { _v = (Avx2.ConvertToVector256Int32(Unsafe.As<ushort, Vector128<ushort>>(ref Unsafe.Add(ref source, offset))) << 16).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Broadcast(ref float source, int offset) => new() { _v = Vector256.Create(Unsafe.Add(ref source, offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Gather(ref float source, int offset, int stride) => stride switch
    {
        1 => Load(ref source, offset),
        2 => new() { _v = Vector256.Create(Lanes128.EveryOther(ref source, offset), Lanes128.EveryOther(ref source, offset + 8)) },
        _ => new() { _v = Vector256.Create(
            Unsafe.Add(ref source, offset), Unsafe.Add(ref source, offset + stride),
            Unsafe.Add(ref source, offset + 2 * stride), Unsafe.Add(ref source, offset + 3 * stride),
            Unsafe.Add(ref source, offset + 4 * stride), Unsafe.Add(ref source, offset + 5 * stride),
            Unsafe.Add(ref source, offset + 6 * stride), Unsafe.Add(ref source, offset + 7 * stride)) },
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 value, ref float destination, int offset) => Unsafe.As<float, Lanes256>(ref Unsafe.Add(ref destination, offset)) = value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(Lanes256 value, ref float destination, int offset, int stride)
    {
        if (stride == 1)
            Store(value, ref destination, offset);
        else
            for (int i = 0; i < 8; i++)
                Unsafe.Add(ref destination, offset + i * stride) = value._v.GetElement(i);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Even(Lanes256 a) => new() { _v = Vector256.Shuffle(a._v, Vector256.Create(0, 2, 4, 6, 0, 2, 4, 6)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Odd(Lanes256 a) => new() { _v = Vector256.Shuffle(a._v, Vector256.Create(1, 3, 5, 7, 1, 3, 5, 7)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLower(Lanes256 value, ref float destination, int offset) => Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref destination, offset)) = value._v.GetLower();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Lanes256 value, int count, ref float destination, int offset) => StoreFirst(value._v, count, ref destination, offset);

    /// <summary>Stores the first <paramref name="count"/> lanes, 0 to 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreFirst(Vector256<float> value, int count, ref float destination, int offset)
    {
        Vector128<float> half = value.GetLower();
        if (count >= Lanes128.Count)
        {
            Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref destination, offset)) = half;
            half = value.GetUpper();
            (count, offset) = (count - Lanes128.Count, offset + Lanes128.Count);
        }
        Portable128.StoreFirst(half, count, ref destination, offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(Lanes256 value, ref sbyte destination, int offset) =>
        Unsafe.As<sbyte, (int, int)>(ref Unsafe.Add(ref destination, offset)) = (Portable128.LowBytes(value._v.GetLower()), Portable128.LowBytes(value._v.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Lanes256 a) => a._v.GetLower() + a._v.GetUpper();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 FusedMultiplyAdd(Lanes256 a, Lanes256 b, Lanes256 c) => new() { _v = Vector256.FusedMultiplyAdd(a._v, b._v, c._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 FusedMultiplyAdd(ref float x, int offset, Lanes256 b, Lanes256 c) => new() { _v = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref x, offset)), b._v, c._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 FusedMultiplyAdd(Lanes256 x, ref float b, int offset, Lanes256 c) => new() { _v = Vector256.FusedMultiplyAdd(x._v, Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref b, offset)), c._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAdd(ref float x, int offset, Lanes256 b0, Lanes256 b1, ref Lanes256 c0, ref Lanes256 c1)
    {
        Vector256<float> element = Vector256.Create(Unsafe.Add(ref x, offset));
        c0._v = Vector256.FusedMultiplyAdd(element, b0._v, c0._v);
        c1._v = Vector256.FusedMultiplyAdd(element, b1._v, c1._v);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAdd(Lanes256 x, Lanes256 b0, Lanes256 b1, ref Lanes256 c0, ref Lanes256 c1)
    {
        c0._v = Vector256.FusedMultiplyAdd(x._v, b0._v, c0._v);
        c1._v = Vector256.FusedMultiplyAdd(x._v, b1._v, c1._v);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 FusedMultiplyAdd(Lanes256 a, Lanes256 b, float c) => new() { _v = Vector256.FusedMultiplyAdd(a._v, b._v, Vector256.Create(c)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 FusedMultiplyAdd(Lanes256 a, float b, Lanes256 c) => new() { _v = Vector256.FusedMultiplyAdd(a._v, Vector256.Create(b), c._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 FusedMultiplyAdd(Lanes256 a, float b, float c) => new() { _v = Vector256.FusedMultiplyAdd(a._v, Vector256.Create(b), Vector256.Create(c)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(Lanes256 a, Lanes256 b, ref float destination, int offset)
    {
        ref Vector256<float> sum = ref Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref destination, offset));
        sum = Vector256.FusedMultiplyAdd(a._v, b._v, sum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Add(ref float a, int offset, Lanes256 b) => new() { _v = Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref a, offset)) + b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Relu(Lanes256 x) => new() { _v = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x._v, Vector256<float>.Zero), Vector256<float>.Zero, x._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 a, Lanes256 b) => new() { _v = a._v + b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 a, Lanes256 b) => new() { _v = a._v - b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 a, Lanes256 b) => new() { _v = a._v * b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator /(Lanes256 a, Lanes256 b) => new() { _v = a._v / b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 a) => new() { _v = -a._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SquareRoot(Lanes256 a) => new() { _v = Vector256.Sqrt(a._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Abs(Lanes256 a) => new() { _v = Vector256.Abs(a._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 AtMost(Lanes256 a, Lanes256 limit) => Avx.IsSupported ? new() { _v = Avx.Min(limit._v, a._v) } : new() { _v = Limiting.AtMost(a._v, limit._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 AtLeast(Lanes256 a, Lanes256 limit) => Avx.IsSupported ? new() { _v = Avx.Max(limit._v, a._v) } : new() { _v = Limiting.AtLeast(a._v, limit._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LessThan(Lanes256 a, Lanes256 b) => new() { _v = Vector256.LessThan(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LessThanOrEqual(Lanes256 a, Lanes256 b) => new() { _v = Vector256.LessThanOrEqual(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Equals(Lanes256 a, Lanes256 b) => new() { _v = Vector256.Equals(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Select(Lanes256 mask, Lanes256 whenTrue, Lanes256 whenFalse) => new() { _v = Vector256.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 And(Lanes256 a, Lanes256 b) => new() { _v = a._v & b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Or(Lanes256 a, Lanes256 b) => new() { _v = a._v | b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Xor(Lanes256 a, Lanes256 b) => new() { _v = a._v ^ b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 AddBits(Lanes256 a, Lanes256 b) => new() { _v = (a._v.AsInt32() + b._v.AsInt32()).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SubtractBits(Lanes256 a, Lanes256 b) => new() { _v = (a._v.AsInt32() - b._v.AsInt32()).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ShiftLeft(Lanes256 a, int count) => new() { _v = (a._v.AsInt32() << count).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ShiftRightArithmetic(Lanes256 a, int count) => new() { _v = (a._v.AsInt32() >> count).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ConvertToSingle(Lanes256 bits) => new() { _v = Vector256.ConvertToSingle(bits._v.AsInt32()) };
}
