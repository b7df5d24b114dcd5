using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.Wasm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Four floats in a 128-bit register: the path of Arm, and of x86 without AVX.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public struct Lanes128 : ILanes<Lanes128>
{
    // Set by an initializer: a constructor would be one more method for the JIT to inline into each of these, which takes it as long as the instruction.
    private Vector128<float> _v;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 4; }

    /// <inheritdoc/>
    public static Lanes128 Zero { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => default; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Create(float value) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Of(Vector128.Create(value)) : new() { _v = Vector128.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Create(int bits) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Of(Vector128.Create(bits).AsSingle()) : new() { _v = Vector128.Create(bits).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref float source, int offset) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Of(Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref source, offset))) : new() { _v = Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref source, offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref sbyte source, int offset)
    {
        Vector128<sbyte> four = Vector128.CreateScalar(Unsafe.ReadUnaligned<int>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref source, offset)))).AsSByte();
        if (PackedSimd.IsSupported)
            return PackedLanes<Lanes128>.OfIntegers(four);
        // Not within the initializer: a choice there would make the JIT store the vector and load it again.
        Vector128<int> integers = Sse41.IsSupported ? Sse41.ConvertToVector128Int32(four) : Vector128.WidenLower(Vector128.WidenLower(four));
        return new() { _v = Vector128.ConvertToSingle(integers) };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref ushort source, int offset)
    {
        Vector128<ushort> four = Vector128.CreateScalar(Unsafe.ReadUnaligned<long>(ref Unsafe.As<ushort, byte>(ref Unsafe.Add(ref source, offset)))).AsUInt16();
        if (PackedSimd.IsSupported)
            return PackedLanes<Lanes128>.OfUpperHalves(four);
        Vector128<int> wide = Sse41.IsSupported ? Sse41.ConvertToVector128Int32(four) : Vector128.WidenLower(four).AsInt32();
        return new() { _v = (wide << 16).AsSingle() };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(ref float source, int offset) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Of(Vector128.Create(Unsafe.Add(ref source, offset))) : new() { _v = Vector128.Create(Unsafe.Add(ref source, offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Gather(ref float source, int offset, int stride) => stride switch
    {
        1 => Load(ref source, offset),
        2 => new() { _v = EveryOther(ref source, offset) },
        _ => new() { _v = Vector128.Create(
            Unsafe.Add(ref source, offset), Unsafe.Add(ref source, offset + stride),
            Unsafe.Add(ref source, offset + 2 * stride), Unsafe.Add(ref source, offset + 3 * stride)) },
    };

    /// <summary>Elements 0, 2, 4 and 6 from an offset. The second of two loads ends at the last of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> EveryOther(ref float source, int offset) => Sse.IsSupported
        ? Sse.Shuffle(Load(ref source, offset)._v, Load(ref source, offset + 3)._v, 0b11_01_10_00)
        : Vector128.Create(Unsafe.Add(ref source, offset), Unsafe.Add(ref source, offset + 2), Unsafe.Add(ref source, offset + 4), Unsafe.Add(ref source, offset + 6));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 value, ref float destination, int offset) => Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref destination, offset)) = PackedSimd.IsSupported ? PackedLanes<Lanes128>.V(value) : value._v;

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
    public static Lanes128 Even(Lanes128 a) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Even(a) : new() { _v = Vector128.Shuffle(a._v, Vector128.Create(0, 2, 0, 2)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Odd(Lanes128 a) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Odd(a) : new() { _v = Vector128.Shuffle(a._v, Vector128.Create(1, 3, 1, 3)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLower(Lanes128 value, ref float destination, int offset) => Unsafe.As<float, double>(ref Unsafe.Add(ref destination, offset)) = PackedSimd.IsSupported ? PackedLanes<Lanes128>.Lower(value) : value._v.AsDouble().ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Lanes128 value, int count, ref float destination, int offset) =>
        Portable128.StoreFirst(PackedSimd.IsSupported ? PackedLanes<Lanes128>.V(value) : value._v, count, ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(Lanes128 value, ref sbyte destination, int offset) =>
        Unsafe.As<sbyte, int>(ref Unsafe.Add(ref destination, offset)) = Portable128.LowBytes(PackedSimd.IsSupported ? PackedLanes<Lanes128>.V(value) : value._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Lanes128 a) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.V(a) : a._v;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FusedMultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) =>
        Fma.IsSupported || ArmBase.IsSupported ? new() { _v = Vector128.FusedMultiplyAdd(a._v, b._v, c._v) } : PackedLanes<Lanes128>.FusedMultiplyAdd(a, b, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FusedMultiplyAdd(ref float x, int offset, Lanes128 b, Lanes128 c) =>
        Fma.IsSupported || ArmBase.IsSupported ? new() { _v = Vector128.FusedMultiplyAdd(Vector128.Create(Unsafe.Add(ref x, offset)), b._v, c._v) } : PackedLanes<Lanes128>.FusedMultiplyAdd(Unsafe.Add(ref x, offset), b, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FusedMultiplyAdd(Lanes128 x, ref float b, int offset, Lanes128 c) =>
        Fma.IsSupported || ArmBase.IsSupported ? new() { _v = Vector128.FusedMultiplyAdd(x._v, Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref b, offset)), c._v) } : PackedLanes<Lanes128>.FusedMultiplyAdd(x, Load(ref b, offset), c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAdd(ref float x, int offset, Lanes128 b0, Lanes128 b1, ref Lanes128 c0, ref Lanes128 c1)
    {
        Lanes128 element = Broadcast(ref x, offset);
        c0 = FusedMultiplyAdd(element, b0, c0);
        c1 = FusedMultiplyAdd(element, b1, c1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAdd(Lanes128 x, Lanes128 b0, Lanes128 b1, ref Lanes128 c0, ref Lanes128 c1)
    {
        c0 = FusedMultiplyAdd(x, b0, c0);
        c1 = FusedMultiplyAdd(x, b1, c1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FusedMultiplyAdd(Lanes128 a, Lanes128 b, float c) =>
        Fma.IsSupported || ArmBase.IsSupported ? new() { _v = Vector128.FusedMultiplyAdd(a._v, b._v, Vector128.Create(c)) } : PackedLanes<Lanes128>.FusedMultiplyAdd(a, b, Create(c));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FusedMultiplyAdd(Lanes128 a, float b, Lanes128 c) =>
        Fma.IsSupported || ArmBase.IsSupported ? new() { _v = Vector128.FusedMultiplyAdd(a._v, Vector128.Create(b), c._v) } : PackedLanes<Lanes128>.FusedMultiplyAdd(a, Create(b), c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FusedMultiplyAdd(Lanes128 a, float b, float c) =>
        Fma.IsSupported || ArmBase.IsSupported ? new() { _v = Vector128.FusedMultiplyAdd(a._v, Vector128.Create(b), Vector128.Create(c)) } : PackedLanes<Lanes128>.FusedMultiplyAdd(a, Create(b), Create(c));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(Lanes128 a, Lanes128 b, ref float destination, int offset) => Store(FusedMultiplyAdd(a, b, Load(ref destination, offset)), ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Add(ref float a, int offset, Lanes128 b) => Load(ref a, offset) + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Relu(Lanes128 x) => Select(LessThanOrEqual(x, Zero), Zero, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 a, Lanes128 b) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Add(a, b) : new() { _v = a._v + b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 a, Lanes128 b) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Subtract(a, b) : new() { _v = a._v - b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 a, Lanes128 b) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Multiply(a, b) : new() { _v = a._v * b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator /(Lanes128 a, Lanes128 b) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Divide(a, b) : new() { _v = a._v / b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 a) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Negate(a) : new() { _v = -a._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SquareRoot(Lanes128 a) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.SquareRoot(a) : new() { _v = Vector128.Sqrt(a._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Abs(Lanes128 a) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Abs(a) : new() { _v = Vector128.Abs(a._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AtMost(Lanes128 a, Lanes128 limit) =>
        Sse.IsSupported ? new() { _v = Sse.Min(limit._v, a._v) } : PackedSimd.IsSupported ? PackedLanes<Lanes128>.AtMost(a, limit) : new() { _v = Limiting.AtMost(a._v, limit._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AtLeast(Lanes128 a, Lanes128 limit) =>
        Sse.IsSupported ? new() { _v = Sse.Max(limit._v, a._v) } : PackedSimd.IsSupported ? PackedLanes<Lanes128>.AtLeast(a, limit) : new() { _v = Limiting.AtLeast(a._v, limit._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LessThan(Lanes128 a, Lanes128 b) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.LessThan(a, b) : new() { _v = Vector128.LessThan(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LessThanOrEqual(Lanes128 a, Lanes128 b) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.LessThanOrEqual(a, b) : new() { _v = Vector128.LessThanOrEqual(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Equals(Lanes128 a, Lanes128 b) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Equals(a, b) : new() { _v = Vector128.Equals(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Select(Lanes128 mask, Lanes128 whenTrue, Lanes128 whenFalse) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Select(mask, whenTrue, whenFalse) : new() { _v = Vector128.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 And(Lanes128 a, Lanes128 b) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.And(a, b) : new() { _v = a._v & b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Or(Lanes128 a, Lanes128 b) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Or(a, b) : new() { _v = a._v | b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Xor(Lanes128 a, Lanes128 b) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.Xor(a, b) : new() { _v = a._v ^ b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AddBits(Lanes128 a, Lanes128 b) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.AddBits(a, b) : new() { _v = (a._v.AsInt32() + b._v.AsInt32()).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SubtractBits(Lanes128 a, Lanes128 b) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.SubtractBits(a, b) : new() { _v = (a._v.AsInt32() - b._v.AsInt32()).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ShiftLeft(Lanes128 a, int count) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.ShiftLeft(a, count) : new() { _v = (a._v.AsInt32() << count).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ShiftRightArithmetic(Lanes128 a, int count) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.ShiftRightArithmetic(a, count) : new() { _v = (a._v.AsInt32() >> count).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ConvertToSingle(Lanes128 bits) => PackedSimd.IsSupported ? PackedLanes<Lanes128>.ConvertToSingle(bits) : new() { _v = Vector128.ConvertToSingle(bits._v.AsInt32()) };
}
