using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The inputs of a sample as 8-bit integers: x ≈ q · scale, −127 ≤ q ≤ 127.</summary>
/// <param name="Scale">The largest magnitude / 127, at least 2⁻¹²⁷; NaN where an input is NaN or infinite.</param>
/// <param name="Sum">The sum of the integers.</param>
internal readonly record struct RoundedInputs(float Scale, int Sum)
{
    /// <summary>The least scale, of which the inverse is still finite: smaller inputs become 0.</summary>
    internal const float LeastScale = 5.877472e-39f, LargestInverse = 1.7014118e38f;

    /// <summary>1.5 · 2²³: a float of small magnitude plus this is rounded to an integer, ties to even, and has it in its lowest bits.</summary>
    private const float Rounder = 12582912;

    /// <summary>Bits that reach the sign when they are added to a magnitude that is infinite or NaN, and to no other.</summary>
    private const int LowestExponentBit = 0x00800000;

    /// <summary>Rounds x · (1 / scale) to the nearest integer, ties to even; the same bits at every width.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="length">Their number.</param>
    /// <param name="integers">Overwritten: the integers, and zeros up to a multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static RoundedInputs Round<T>(ref float x, int length, ref sbyte integers) where T : struct, ILanes<T>
    {
        int whole = length - length % T.Count;
        Vector512<float> rest = default, lanes = default;
        ref float last = ref Unsafe.As<Vector512<float>, float>(ref rest), lane = ref Unsafe.As<Vector512<float>, float>(ref lanes);
        for (int i = whole; i < length; i++)
            Unsafe.Add(ref last, i - whole) = Unsafe.Add(ref x, i);

        T largest = T.Abs(T.Load(ref last, 0)), exponent = T.Create(LowestExponentBit), notFinite = T.AddBits(largest, exponent);
        for (int i = 0; i < whole; i += T.Count)
        {
            T magnitude = T.Abs(T.Load(ref x, i));
            largest = T.AtLeast(largest, magnitude);
            notFinite = T.Or(notFinite, T.AddBits(magnitude, exponent));
        }
        T.Store(notFinite, ref lane, 0);
        bool isFinite = true;
        for (int i = 0; i < T.Count; i++)
            isFinite &= BitConverter.SingleToInt32Bits(Unsafe.Add(ref lane, i)) >= 0;
        T.Store(largest, ref lane, 0);
        float most = 0;
        for (int i = 0; i < T.Count; i++)
            most = Math.Max(most, Unsafe.Add(ref lane, i));

        T inverse = T.Create(isFinite ? Math.Min(Int8Channel.Largest / most, LargestInverse) : 0), rounder = T.Create(Rounder), sum = T.Zero;
        Unsafe.As<sbyte, Vector128<sbyte>>(ref Unsafe.Add(ref integers, (length - 1) / Vector128<sbyte>.Count * Vector128<sbyte>.Count)) = default;
        for (int i = 0; i < whole; i += T.Count)
        {
            T rounded = T.Load(ref x, i) * inverse + rounder;
            T.StoreBytes(rounded, ref integers, i);
            sum = T.AddBits(sum, T.SubtractBits(rounded, rounder));
        }
        T remainder = T.Load(ref last, 0) * inverse + rounder;
        if (whole < length)
            T.StoreBytes(remainder, ref integers, whole);
        T.Store(T.AddBits(sum, T.SubtractBits(remainder, rounder)), ref lane, 0);
        int total = 0;
        for (int i = 0; i < T.Count; i++)
            total += BitConverter.SingleToInt32Bits(Unsafe.Add(ref lane, i));
        return new(isFinite ? Math.Max(most / Int8Channel.Largest, LeastScale) : float.NaN, total);
    }
}
