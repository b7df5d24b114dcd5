using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.Wasm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Eight outputs in 256 bits, by one instruction for 32 products: AVX-VNNI.</summary>
/// <remarks>It multiplies unsigned bytes by signed ones. A weight + 128 is unsigned, and 128 times the sum of the inputs, by which the sum of products is then too large, is what a sum starts below zero.</remarks>
internal readonly struct VnniProducts : IDotProducts<Vector256<int>, Vector256<byte>, Vector256<sbyte>>
{
#pragma warning disable CA2252 // .NET 9 marks AvxVnni as a preview; .NET 10 has the same class and method without the mark.
    /// <summary>Whether this machine has the instruction.</summary>
    public static bool IsSupported { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Widths.Has256 && AvxVnni.IsSupported; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAdd(Vector256<int> sums, Vector256<byte> weights, Vector256<sbyte> inputs) => AvxVnni.MultiplyWideningAndAdd(sums, weights, inputs);
#pragma warning restore CA2252

    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 8; }

    public static bool HasTallTiles { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => true; }

    public static int Step { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 4; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Arrange(ref sbyte inputs, int length)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Start(int inputSum) => Vector256.Create(-128 * inputSum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Load(ref sbyte weights, int offset) => Unsafe.As<sbyte, Vector256<byte>>(ref Unsafe.Add(ref weights, offset)) ^ Vector256.Create((byte)0x80);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> Broadcast(ref sbyte inputs, int offset, int length) => Vector256.Create(Unsafe.As<sbyte, int>(ref Unsafe.Add(ref inputs, offset))).AsSByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> sums, ref int destination, int offset) => Unsafe.As<int, Vector256<int>>(ref Unsafe.Add(ref destination, offset)) = sums;
}

/// <summary>Eight outputs in 512 bits, widened to 16-bit integers, by one instruction for 32 products and an addition; a sum is in two lanes.</summary>
internal readonly struct WidePairProducts : IDotProducts<Vector512<int>, Vector512<short>, Vector512<short>>
{
    /// <summary>Whether this machine has the instructions.</summary>
    public static bool IsSupported { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Widths.Has512 && Avx512BW.IsSupported; }

    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 8; }

    public static bool HasTallTiles { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => true; }

    public static int Step { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 8; }

    /// <summary>Widens the inputs, from the last to the first, in place.</summary>
    public static void Arrange(ref sbyte inputs, int length)
    {
        for (int i = length - Vector128<sbyte>.Count; i >= 0; i -= Vector128<sbyte>.Count)
            Unsafe.As<sbyte, Vector256<short>>(ref Unsafe.Add(ref inputs, 2 * i)) = Avx2.ConvertToVector256Int16(Unsafe.As<sbyte, Vector128<sbyte>>(ref Unsafe.Add(ref inputs, i)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Start(int inputSum) => Vector512<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Load(ref sbyte weights, int offset) => Avx512BW.ConvertToVector512Int16(Unsafe.As<sbyte, Vector256<sbyte>>(ref Unsafe.Add(ref weights, offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Broadcast(ref sbyte inputs, int offset, int length) => Vector512.Create(Unsafe.As<sbyte, long>(ref Unsafe.Add(ref inputs, offset))).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> MultiplyAdd(Vector512<int> sums, Vector512<short> weights, Vector512<short> inputs) => Avx512F.Add(sums, Avx512BW.MultiplyAddAdjacent(weights, inputs));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => Avx512F.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<int> sums, ref int destination, int offset) =>
        Unsafe.As<int, Vector256<long>>(ref Unsafe.Add(ref destination, offset)) = Avx2.Permute4x64(Avx2.HorizontalAdd(sums.GetLower(), sums.GetUpper()).AsInt64(), 0b11_01_10_00);
}

/// <summary>Eight outputs in 256 bits: of four inputs and weights, the even and the odd ones as 16-bit integers, each by one instruction for 16 products and an addition.</summary>
internal readonly struct PairProducts : IDotProducts<Vector256<int>, (Vector256<short> Even, Vector256<short> Odd), (Vector256<short> Even, Vector256<short> Odd)>
{
    /// <summary>Whether this machine has the instructions.</summary>
    public static bool IsSupported { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Widths.Has256 && Avx2.IsSupported; }

    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 8; }

    public static bool HasTallTiles { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => false; }

    public static int Step { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 4; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Arrange(ref sbyte inputs, int length) => NarrowPairProducts.Arrange(ref inputs, length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Start(int inputSum) => Vector256<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<short> Even, Vector256<short> Odd) Load(ref sbyte weights, int offset)
    {
        Vector256<short> pairs = Unsafe.As<sbyte, Vector256<short>>(ref Unsafe.Add(ref weights, offset));
        return ((pairs << 8) >> 8, pairs >> 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<short> Even, Vector256<short> Odd) Broadcast(ref sbyte inputs, int offset, int length) =>
        (Vector256.Create(Unsafe.As<sbyte, int>(ref Unsafe.Add(ref inputs, offset))).AsInt16(), Vector256.Create(Unsafe.As<sbyte, int>(ref Unsafe.Add(ref inputs, offset + length))).AsInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAdd(Vector256<int> sums, (Vector256<short> Even, Vector256<short> Odd) weights, (Vector256<short> Even, Vector256<short> Odd) inputs) =>
        sums + Avx2.MultiplyAddAdjacent(weights.Even, inputs.Even) + Avx2.MultiplyAddAdjacent(weights.Odd, inputs.Odd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> sums, ref int destination, int offset) => Unsafe.As<int, Vector256<int>>(ref Unsafe.Add(ref destination, offset)) = sums;
}

/// <summary>Four outputs in 128 bits, in the same way: the path of Arm, of WebAssembly, and of x86 without AVX2.</summary>
internal readonly struct NarrowPairProducts : IDotProducts<Vector128<int>, (Vector128<short> Even, Vector128<short> Odd), (Vector128<short> Even, Vector128<short> Odd)>
{
    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 4; }

    public static bool HasTallTiles { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => false; }

    public static int Step { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 4; }

    /// <summary>Widens the inputs: the even ones of each four, then, from <paramref name="length"/> bytes on, the odd ones.</summary>
    public static void Arrange(ref sbyte inputs, int length)
    {
        for (int i = 0; i < length; i += Vector128<sbyte>.Count)
            (Unsafe.As<sbyte, Vector128<short>>(ref Unsafe.Add(ref inputs, i)), Unsafe.As<sbyte, Vector128<short>>(ref Unsafe.Add(ref inputs, i + length))) = Load(ref inputs, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Start(int inputSum) => Vector128<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<short> Even, Vector128<short> Odd) Load(ref sbyte weights, int offset)
    {
        Vector128<short> pairs = Unsafe.As<sbyte, Vector128<short>>(ref Unsafe.Add(ref weights, offset));
        return ((pairs << 8) >> 8, pairs >> 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<short> Even, Vector128<short> Odd) Broadcast(ref sbyte inputs, int offset, int length) =>
        (Vector128.Create(Unsafe.As<sbyte, int>(ref Unsafe.Add(ref inputs, offset))).AsInt16(), Vector128.Create(Unsafe.As<sbyte, int>(ref Unsafe.Add(ref inputs, offset + length))).AsInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MultiplyAdd(Vector128<int> sums, (Vector128<short> Even, Vector128<short> Odd) weights, (Vector128<short> Even, Vector128<short> Odd) inputs) =>
        sums + Pairs(weights.Even, inputs.Even) + Pairs(weights.Odd, inputs.Odd);

    /// <summary>The sums of two products each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Pairs(Vector128<short> a, Vector128<short> b) =>
        Sse2.IsSupported ? Sse2.MultiplyAddAdjacent(a, b)
        : PackedSimd.IsSupported ? PackedSimd.Dot(a, b)
        : AdvSimd.Arm64.AddPairwise(AdvSimd.MultiplyWideningLower(a.GetLower(), b.GetLower()), AdvSimd.MultiplyWideningUpper(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> a, Vector128<int> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<int> sums, ref int destination, int offset) => Unsafe.As<int, Vector128<int>>(ref Unsafe.Add(ref destination, offset)) = sums;
}
