using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace NetGen.Kernels;

/// <summary>Operations on 128 bits that .NET's interpreter for WebAssembly maps to instructions only under their names in <see cref="PackedSimd"/>: those of <see cref="Vector128"/> it interprets lane by lane, 20 to 100 times slower.</summary>
/// <remarks>
/// On other processors these are those of <see cref="Vector128"/>. For operations that are missing here, such as sums of floats, shifts and shuffles, both names map to instructions.
/// <c>PackedSimd.AllTrue</c> and its like must not be used: .NET 10 miscompiles code with them, or stops compiling altogether.
/// </remarks>
internal static class Portable128
{
    /// <summary>−a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Negate(Vector128<float> a) => PackedSimd.IsSupported ? PackedSimd.Negate(a) : -a;

    /// <summary>|a|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Abs(Vector128<float> a) => PackedSimd.IsSupported ? PackedSimd.Abs(a) : Vector128.Abs(a);

    /// <summary>√a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Sqrt(Vector128<float> a) => PackedSimd.IsSupported ? PackedSimd.Sqrt(a) : Vector128.Sqrt(a);

    /// <summary>a &lt; b, as a mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> LessThan(Vector128<float> a, Vector128<float> b) =>
        PackedSimd.IsSupported ? PackedSimd.CompareLessThan(a, b) : Vector128.LessThan(a, b);

    /// <summary>a ≤ b, as a mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> LessThanOrEqual(Vector128<float> a, Vector128<float> b) =>
        PackedSimd.IsSupported ? PackedSimd.CompareLessThanOrEqual(a, b) : Vector128.LessThanOrEqual(a, b);

    /// <summary>a &lt; b, as a mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> LessThan(Vector128<int> a, Vector128<int> b) =>
        PackedSimd.IsSupported ? PackedSimd.CompareLessThan(a, b) : Vector128.LessThan(a, b);

    /// <summary>The floats of the same value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> ConvertToSingle(Vector128<int> a) => PackedSimd.IsSupported ? PackedSimd.ConvertToSingle(a) : Vector128.ConvertToSingle(a);

    // One method for each index: the interpreter may call such a method rather than inline it, and needs the index as a constant all the same.

    /// <summary>The second element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Second(Vector128<float> a) => PackedSimd.IsSupported ? PackedSimd.ExtractScalar(a, 1) : a.GetElement(1);

    /// <summary>The third element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Third(Vector128<float> a) => PackedSimd.IsSupported ? PackedSimd.ExtractScalar(a, 2) : a.GetElement(2);

    /// <summary>The fourth element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Fourth(Vector128<float> a) => PackedSimd.IsSupported ? PackedSimd.ExtractScalar(a, 3) : a.GetElement(3);

    /// <summary>The lowest byte of each element's bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int LowBytes(Vector128<float> a)
    {
        Vector128<int> bytes = Vector128.Shuffle(a.AsByte(), Vector128.Create((byte)0, 4, 8, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).AsInt32();
        return PackedSimd.IsSupported ? PackedSimd.ExtractScalar(bytes, 0) : bytes.ToScalar();
    }

    /// <summary>Stores the first <paramref name="count"/> lanes, 0 to 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreFirst(Vector128<float> value, int count, ref float destination, int offset)
    {
        ref float to = ref Unsafe.Add(ref destination, offset);
        if (count == Lanes128.Count)
            Unsafe.As<float, Vector128<float>>(ref to) = value;
        else if (count > 0)
        {
            to = ToScalar(value);
            if (count > 1)
                Unsafe.Add(ref to, 1) = Second(value);
            if (count > 2)
                Unsafe.Add(ref to, 2) = Third(value);
        }
    }

    /// <summary>The first lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float ToScalar(Vector128<float> a) => PackedSimd.IsSupported ? PackedSimd.ExtractScalar(a, 0) : a.ToScalar();

    /// <summary>Lanes 0 and 1, as one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Lower(Vector128<float> a) => PackedSimd.IsSupported ? PackedSimd.ExtractScalar(a.AsDouble(), 0) : a.AsDouble().ToScalar();

    /// <summary>The smaller of two integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> Min(Vector128<int> a, Vector128<int> b) => PackedSimd.IsSupported ? PackedSimd.Min(a, b) : Vector128.Min(a, b);

    /// <summary>Lanes 0 and 1 as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> WidenLower(Vector128<float> a) => PackedSimd.IsSupported ? PackedSimd.ConvertToDoubleLower(a) : Vector128.WidenLower(a);

    /// <summary>The order of lanes that exchanges both halves, for <see cref="WidenUpper"/> and <see cref="Narrow"/>: loaded once for several of them, and in code without a branch between, where it is a constant to the interpreter's compiler.</summary>
    internal static Vector128<int> Halves
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(2, 3, 0, 1);
    }

    /// <summary>Lanes 2 and 3 as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> WidenUpper(Vector128<float> a, Vector128<int> halves) =>
        PackedSimd.IsSupported ? PackedSimd.ConvertToDoubleLower(Vector128.Shuffle(a, halves)) : Vector128.WidenUpper(a);

    /// <summary>Four floats from four doubles, each rounded to the nearest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Narrow(Vector128<double> lower, Vector128<double> upper, Vector128<int> halves) => PackedSimd.IsSupported
        ? PackedSimd.ConvertToSingle(lower) | Vector128.Shuffle(PackedSimd.ConvertToSingle(upper), halves) // both have zeros in their upper halves
        : Vector128.Narrow(lower, upper);

    /// <summary>a + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> Add(Vector128<double> a, Vector128<double> b) => PackedSimd.IsSupported ? PackedSimd.Add(a, b) : a + b;

    /// <summary>a − b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> Subtract(Vector128<double> a, Vector128<double> b) => PackedSimd.IsSupported ? PackedSimd.Subtract(a, b) : a - b;

    /// <summary>a·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> Multiply(Vector128<double> a, Vector128<double> b) => PackedSimd.IsSupported ? PackedSimd.Multiply(a, b) : a * b;

    /// <summary>a = b, as a mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> Equals(Vector128<double> a, Vector128<double> b) => PackedSimd.IsSupported ? PackedSimd.CompareEqual(a, b) : Vector128.Equals(a, b);
}
