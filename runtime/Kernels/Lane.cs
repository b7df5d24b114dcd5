using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace NetGen.Kernels;

/// <summary>One float: the same kernels, for one sample of a network too small for vectors.</summary>
/// <remarks>For emitted code alone. It is the first lane of a vector whose others count for nothing: masks and integers then stay in the vector registers, where a scalar would cross to the others and back.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly struct Lane : ILanes<Lane>
{
    private readonly Vector128<float> _v;

    private Lane(Vector128<float> v) => _v = v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane Of(Vector128<float> v) => PackedSimd.IsSupported ? Unsafe.BitCast<Vector128<float>, Lane>(v) : new(v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> V(Lane lanes) => PackedSimd.IsSupported ? Unsafe.BitCast<Lane, Vector128<float>>(lanes) : lanes._v;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 1; }

    /// <inheritdoc/>
    public static Lane Zero { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => default; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Create(float value) => Of(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Create(int bits) => Of(Vector128.Create(bits).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Load(ref float source, int offset) => Of(Vector128.CreateScalar(Unsafe.Add(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Broadcast(ref float source, int offset) => Of(Vector128.CreateScalar(Unsafe.Add(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Gather(ref float source, int offset, int stride) => Of(Vector128.CreateScalar(Unsafe.Add(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lane value, ref float destination, int offset) => Unsafe.Add(ref destination, offset) = Portable128.ToScalar(V(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(Lane value, ref float destination, int offset, int stride) => Unsafe.Add(ref destination, offset) = Portable128.ToScalar(V(value));

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
    public static Vector128<float> Fold(Lane a) => V(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane FusedMultiplyAdd(Lane a, Lane b, Lane c) => Of(FusedMultiplyAdd(V(a), V(b), V(c)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane FusedMultiplyAdd(ref float x, int offset, Lane b, Lane c) => Of(FusedMultiplyAdd(Vector128.CreateScalar(Unsafe.Add(ref x, offset)), V(b), V(c)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator +(Lane a, Lane b) => Of(V(a) + V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator -(Lane a, Lane b) => Of(V(a) - V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator *(Lane a, Lane b) => Of(V(a) * V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator /(Lane a, Lane b) => Of(V(a) / V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane operator -(Lane a) => Of(Portable128.Negate(V(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane SquareRoot(Lane a) => Of(Portable128.Sqrt(V(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Abs(Lane a) => Of(Portable128.Abs(V(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane AtMost(Lane a, Lane limit) => Of(Limiting.AtMost(V(a), V(limit)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane AtLeast(Lane a, Lane limit) => Of(Limiting.AtLeast(V(a), V(limit)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane LessThan(Lane a, Lane b) => Of(Portable128.LessThan(V(a), V(b)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane LessThanOrEqual(Lane a, Lane b) => Of(Portable128.LessThanOrEqual(V(a), V(b)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Equals(Lane a, Lane b) => Of(Vector128.Equals(V(a), V(b)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Select(Lane mask, Lane whenTrue, Lane whenFalse) => Of(Vector128.ConditionalSelect(V(mask), V(whenTrue), V(whenFalse)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane And(Lane a, Lane b) => Of(V(a) & V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Or(Lane a, Lane b) => Of(V(a) | V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane Xor(Lane a, Lane b) => Of(V(a) ^ V(b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane AddBits(Lane a, Lane b) => Of((V(a).AsInt32() + V(b).AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane SubtractBits(Lane a, Lane b) => Of((V(a).AsInt32() - V(b).AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane ShiftLeft(Lane a, int count) => Of((V(a).AsInt32() << count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane ShiftRightArithmetic(Lane a, int count) => Of((V(a).AsInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane ConvertToSingle(Lane bits) => Of(Portable128.ConvertToSingle(V(bits).AsInt32()));

    /// <summary>Without the instruction, one lane is computed in software and not four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> FusedMultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        SoftwareFusedMultiplyAdd.IsInstruction
            ? Vector128.FusedMultiplyAdd(a, b, c)
            : Vector128.CreateScalar(SoftwareFusedMultiplyAdd.InDoubles(Portable128.ToScalar(a), Portable128.ToScalar(b), Portable128.ToScalar(c)));
}
