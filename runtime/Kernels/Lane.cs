using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.Wasm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>One float: the same kernels, for one sample of a network too small for vectors.</summary>
/// <remarks>For emitted code alone. It is the first lane of a vector whose others are ignored: masks and integers then stay in the vector registers, where a scalar would move to general-purpose registers and back.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public struct Lane : ILanes<Lane>
{
    // Set by an initializer: a constructor would be one more method for the JIT to inline into each of these, which takes it as long as the instruction.
    private Vector128<float> _v;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 1; }

    /// <inheritdoc/>
    public static Lane Zero { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => default; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Create(float value) => PackedSimd.IsSupported ? PackedLanes<Lane>.Of(Vector128.Create(value)) : new() { _v = Vector128.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Create(int bits) => PackedSimd.IsSupported ? PackedLanes<Lane>.Of(Vector128.Create(bits).AsSingle()) : new() { _v = Vector128.Create(bits).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Load(ref float source, int offset) => PackedSimd.IsSupported ? PackedLanes<Lane>.Of(Vector128.CreateScalar(Unsafe.Add(ref source, offset))) : new() { _v = Vector128.CreateScalar(Unsafe.Add(ref source, offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Load(ref sbyte source, int offset) => Create((float)Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Load(ref ushort source, int offset) => Create(Unsafe.Add(ref source, offset) << 16);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Broadcast(ref float source, int offset) => PackedSimd.IsSupported ? PackedLanes<Lane>.Of(Vector128.CreateScalar(Unsafe.Add(ref source, offset))) : new() { _v = Vector128.CreateScalar(Unsafe.Add(ref source, offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Gather(ref float source, int offset, int stride) => PackedSimd.IsSupported ? PackedLanes<Lane>.Of(Vector128.CreateScalar(Unsafe.Add(ref source, offset))) : new() { _v = Vector128.CreateScalar(Unsafe.Add(ref source, offset)) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane value, ref float destination, int offset) => Unsafe.Add(ref destination, offset) = PackedSimd.IsSupported ? PackedLanes<Lane>.ToScalar(value) : value._v.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(Lane value, ref float destination, int offset, int stride) => Unsafe.Add(ref destination, offset) = PackedSimd.IsSupported ? PackedLanes<Lane>.ToScalar(value) : value._v.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Even(Lane a) => a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Odd(Lane a) => a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLower(Lane value, ref float destination, int offset) => Store(value, ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Lane value, int count, ref float destination, int offset) => Store(value, ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(Lane value, ref sbyte destination, int offset) =>
        Unsafe.Add(ref destination, offset) = unchecked((sbyte)BitConverter.SingleToInt32Bits(PackedSimd.IsSupported ? PackedLanes<Lane>.ToScalar(value) : value._v.ToScalar()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fold(Lane a) => PackedSimd.IsSupported ? PackedLanes<Lane>.V(a) : a._v;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane FusedMultiplyAdd(Lane a, Lane b, Lane c) =>
        Fma.IsSupported || ArmBase.IsSupported ? new() { _v = Vector128.FusedMultiplyAdd(a._v, b._v, c._v) } : PackedLanes<Lane>.FusedMultiplyAddOne(a, b, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane FusedMultiplyAdd(ref float x, int offset, Lane b, Lane c) =>
        Fma.IsSupported || ArmBase.IsSupported ? new() { _v = Vector128.FusedMultiplyAdd(Vector128.CreateScalar(Unsafe.Add(ref x, offset)), b._v, c._v) } : PackedLanes<Lane>.FusedMultiplyAddOne(Load(ref x, offset), b, c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane FusedMultiplyAdd(Lane x, ref float b, int offset, Lane c) =>
        Fma.IsSupported || ArmBase.IsSupported ? new() { _v = Vector128.FusedMultiplyAdd(x._v, Vector128.CreateScalar(Unsafe.Add(ref b, offset)), c._v) } : PackedLanes<Lane>.FusedMultiplyAddOne(x, Load(ref b, offset), c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAdd(ref float x, int offset, Lane b0, Lane b1, ref Lane c0, ref Lane c1)
    {
        Lane element = Broadcast(ref x, offset);
        c0 = FusedMultiplyAdd(element, b0, c0);
        c1 = FusedMultiplyAdd(element, b1, c1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FusedMultiplyAdd(Lane x, Lane b0, Lane b1, ref Lane c0, ref Lane c1)
    {
        c0 = FusedMultiplyAdd(x, b0, c0);
        c1 = FusedMultiplyAdd(x, b1, c1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane FusedMultiplyAdd(Lane a, Lane b, float c) =>
        Fma.IsSupported || ArmBase.IsSupported ? new() { _v = Vector128.FusedMultiplyAdd(a._v, b._v, Vector128.Create(c)) } : PackedLanes<Lane>.FusedMultiplyAddOne(a, b, Create(c));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane FusedMultiplyAdd(Lane a, float b, Lane c) =>
        Fma.IsSupported || ArmBase.IsSupported ? new() { _v = Vector128.FusedMultiplyAdd(a._v, Vector128.Create(b), c._v) } : PackedLanes<Lane>.FusedMultiplyAddOne(a, Create(b), c);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane FusedMultiplyAdd(Lane a, float b, float c) =>
        Fma.IsSupported || ArmBase.IsSupported ? new() { _v = Vector128.FusedMultiplyAdd(a._v, Vector128.Create(b), Vector128.Create(c)) } : PackedLanes<Lane>.FusedMultiplyAddOne(a, Create(b), Create(c));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(Lane a, Lane b, ref float destination, int offset) => Store(FusedMultiplyAdd(a, b, Load(ref destination, offset)), ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Add(ref float a, int offset, Lane b) => Load(ref a, offset) + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Relu(Lane x) => Select(LessThanOrEqual(x, Zero), Zero, x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator +(Lane a, Lane b) => PackedSimd.IsSupported ? PackedLanes<Lane>.Add(a, b) : new() { _v = a._v + b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator -(Lane a, Lane b) => PackedSimd.IsSupported ? PackedLanes<Lane>.Subtract(a, b) : new() { _v = a._v - b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator *(Lane a, Lane b) => PackedSimd.IsSupported ? PackedLanes<Lane>.Multiply(a, b) : new() { _v = a._v * b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator /(Lane a, Lane b) => PackedSimd.IsSupported ? PackedLanes<Lane>.Divide(a, b) : new() { _v = a._v / b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator -(Lane a) => PackedSimd.IsSupported ? PackedLanes<Lane>.Negate(a) : new() { _v = -a._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane SquareRoot(Lane a) => PackedSimd.IsSupported ? PackedLanes<Lane>.SquareRoot(a) : new() { _v = Vector128.Sqrt(a._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Abs(Lane a) => PackedSimd.IsSupported ? PackedLanes<Lane>.Abs(a) : new() { _v = Vector128.Abs(a._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane AtMost(Lane a, Lane limit) =>
        Sse.IsSupported ? new() { _v = Sse.Min(limit._v, a._v) } : PackedSimd.IsSupported ? PackedLanes<Lane>.AtMost(a, limit) : new() { _v = Limiting.AtMost(a._v, limit._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane AtLeast(Lane a, Lane limit) =>
        Sse.IsSupported ? new() { _v = Sse.Max(limit._v, a._v) } : PackedSimd.IsSupported ? PackedLanes<Lane>.AtLeast(a, limit) : new() { _v = Limiting.AtLeast(a._v, limit._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane LessThan(Lane a, Lane b) => PackedSimd.IsSupported ? PackedLanes<Lane>.LessThan(a, b) : new() { _v = Vector128.LessThan(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane LessThanOrEqual(Lane a, Lane b) => PackedSimd.IsSupported ? PackedLanes<Lane>.LessThanOrEqual(a, b) : new() { _v = Vector128.LessThanOrEqual(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Equals(Lane a, Lane b) => PackedSimd.IsSupported ? PackedLanes<Lane>.Equals(a, b) : new() { _v = Vector128.Equals(a._v, b._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Select(Lane mask, Lane whenTrue, Lane whenFalse) => PackedSimd.IsSupported ? PackedLanes<Lane>.Select(mask, whenTrue, whenFalse) : new() { _v = Vector128.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane And(Lane a, Lane b) => PackedSimd.IsSupported ? PackedLanes<Lane>.And(a, b) : new() { _v = a._v & b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Or(Lane a, Lane b) => PackedSimd.IsSupported ? PackedLanes<Lane>.Or(a, b) : new() { _v = a._v | b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Xor(Lane a, Lane b) => PackedSimd.IsSupported ? PackedLanes<Lane>.Xor(a, b) : new() { _v = a._v ^ b._v };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane AddBits(Lane a, Lane b) => PackedSimd.IsSupported ? PackedLanes<Lane>.AddBits(a, b) : new() { _v = (a._v.AsInt32() + b._v.AsInt32()).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane SubtractBits(Lane a, Lane b) => PackedSimd.IsSupported ? PackedLanes<Lane>.SubtractBits(a, b) : new() { _v = (a._v.AsInt32() - b._v.AsInt32()).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane ShiftLeft(Lane a, int count) => PackedSimd.IsSupported ? PackedLanes<Lane>.ShiftLeft(a, count) : new() { _v = (a._v.AsInt32() << count).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane ShiftRightArithmetic(Lane a, int count) => PackedSimd.IsSupported ? PackedLanes<Lane>.ShiftRightArithmetic(a, count) : new() { _v = (a._v.AsInt32() >> count).AsSingle() };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane ConvertToSingle(Lane bits) => PackedSimd.IsSupported ? PackedLanes<Lane>.ConvertToSingle(bits) : new() { _v = Vector128.ConvertToSingle(bits._v.AsInt32()) };
}
