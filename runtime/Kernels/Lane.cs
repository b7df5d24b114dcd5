using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>One float: the same kernels, for one sample of a network too small for vectors.</summary>
/// <remarks>It is the first lane of a vector whose others count for nothing: masks and integers then stay in the vector registers, where a scalar would cross to the others and back.</remarks>
[Experimental(Unchecked.Diagnostic)]
public readonly struct Lane : ILanes<Lane>
{
    private readonly Vector128<float> _v;

    private Lane(Vector128<float> v) => _v = v;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 1; }

    /// <inheritdoc/>
    public static Lane Zero { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => default; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Create(float value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Create(int bits) => new(Vector128.Create(bits).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Load(ref float source, int offset) => new(Vector128.CreateScalar(Unsafe.Add(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Broadcast(ref float source, int offset) => new(Vector128.CreateScalar(Unsafe.Add(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Gather(ref float source, int offset, int stride) => new(Vector128.CreateScalar(Unsafe.Add(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane value, ref float destination, int offset) => Unsafe.Add(ref destination, offset) = value._v.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(Lane value, ref float destination, int offset, int stride) => Unsafe.Add(ref destination, offset) = value._v.ToScalar();

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
    public static Vector128<float> Fold(Lane a) => a._v;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane FusedMultiplyAdd(Lane a, Lane b, Lane c) => new(FusedMultiplyAdd(a._v, b._v, c._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane FusedMultiplyAdd(ref float x, int offset, Lane b, Lane c) => new(FusedMultiplyAdd(Vector128.CreateScalar(Unsafe.Add(ref x, offset)), b._v, c._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator +(Lane a, Lane b) => new(a._v + b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator -(Lane a, Lane b) => new(a._v - b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator *(Lane a, Lane b) => new(a._v * b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator /(Lane a, Lane b) => new(a._v / b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator -(Lane a) => new(-a._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane SquareRoot(Lane a) => new(Vector128.Sqrt(a._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Abs(Lane a) => new(Vector128.Abs(a._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane AtMost(Lane a, Lane limit) => new(Limiting.AtMost(a._v, limit._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane AtLeast(Lane a, Lane limit) => new(Limiting.AtLeast(a._v, limit._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane LessThan(Lane a, Lane b) => new(Vector128.LessThan(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane LessThanOrEqual(Lane a, Lane b) => new(Vector128.LessThanOrEqual(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Equals(Lane a, Lane b) => new(Vector128.Equals(a._v, b._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Select(Lane mask, Lane whenTrue, Lane whenFalse) => new(Vector128.ConditionalSelect(mask._v, whenTrue._v, whenFalse._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane And(Lane a, Lane b) => new(a._v & b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Or(Lane a, Lane b) => new(a._v | b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Xor(Lane a, Lane b) => new(a._v ^ b._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane AddBits(Lane a, Lane b) => new((a._v.AsInt32() + b._v.AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane SubtractBits(Lane a, Lane b) => new((a._v.AsInt32() - b._v.AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane ShiftLeft(Lane a, int count) => new((a._v.AsInt32() << count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane ShiftRightArithmetic(Lane a, int count) => new((a._v.AsInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane ConvertToSingle(Lane bits) => new(Vector128.ConvertToSingle(bits._v.AsInt32()));

    /// <summary>Without the instruction, one lane is computed in software and not four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> FusedMultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Fma.IsSupported || AdvSimd.IsSupported
            ? Vector128.FusedMultiplyAdd(a, b, c)
            : Vector128.CreateScalar(MathF.FusedMultiplyAdd(a.ToScalar(), b.ToScalar(), c.ToScalar()));
}
