using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Series = NetGen.Kernels.VectorMathSeries;

namespace NetGen.Kernels;

/// <summary>The library's own elementary functions: straight-line single precision, the same bits for every width of vector (the payload of a NaN aside). A NaN gives a NaN. Results below 2⁻¹²⁶ are flushed to zero where that is said, so that no lane is slowed by subnormal numbers.</summary>
/// <remarks>For emitted code alone. Errors are in units of the last place of the exact result, the largest over all 2³² floats as samples/Accuracy finds them against double precision. Exp, expm1, both logarithms, tanh and sigmoid never fall from one float to the next; erf and Φ do, by a last bit here and there.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class VectorMath
{
    /// <summary>The sign bit.</summary>
    private const int Sign = unchecked((int)0x80000000);

    /// <summary>The argument at which 1 − Φ falls to 2⁻¹²⁶.</summary>
    private const float NormalLimit = 12.949952f;

    /// <summary>eˣ. 0 below −87.33654, where the result would be less than 2⁻¹²⁶; ∞ above 88.72283. Error at most 1.050 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x) where T : struct, ILanes<T>
    {
        // Adding n to the exponent's bits reaches n = 128, where 2ⁿ itself is not a number. Outside the range the bits are invalid, and replaced.
        T r = Series.Reduce(x, out T n, out T fine);
        T y = T.AddBits(T.Create(1f) + Series.ExpBesideOne(r, fine, 1f), T.ShiftLeft(n, 23));
        y = T.Select(T.LessThan(x, T.Create(Series.Lowest)), T.Zero, y);
        return T.Select(T.LessThanOrEqual(x, T.Create(Series.Highest)), y, x + T.Create(float.PositiveInfinity));
    }

    /// <summary>eˣ − 1, accurate near 0. ∞ above 88.72283. Error at most 1.439 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1<T>(T x) where T : struct, ILanes<T>
    {
        // 2ⁿ·s + (2ⁿ − 1) with s = eʳ − 1. From x = 40 on the −1 is lost, and Exp reaches n = 128.
        return T.Select(T.LessThan(x, T.Create(40f)), Expm1Below40(x), Exp(x));
    }

    /// <summary>eˣ − 1 for x ≤ 40; undefined above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Expm1Below40<T>(T x) where T : struct, ILanes<T>
    {
        // From −20 down the result rounds to −1, as it does at −20.
        T r = Series.Reduce(T.AtLeast(x, T.Create(-20f)), out T n, out T fine);
        T scale = Series.PowerOfTwo(n);
        return T.Select(Series.IsTiny(x), x, T.FusedMultiplyAdd(Series.Expm1(r, fine), scale, scale - T.Create(1f)));
    }

    /// <summary>ln x. −∞ at ±0, NaN below; subnormal inputs count in full. Error at most 0.934 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x) where T : struct, ILanes<T>
    {
        // The bits of a subnormal number are the integer x·2¹⁴⁹: converting them is as good as scaling it, and never slow.
        T subnormal = T.LessThan(x, T.Create(1.17549435e-38f));
        T normal = T.Select(subnormal, T.ConvertToSingle(x), x);
        T m = Series.Split(normal, out T exponent);
        T k = T.ConvertToSingle(exponent) + T.And(subnormal, T.Create(-149f));
        T y = Series.Log(m - T.Create(1f), k);
        T none = T.Select(T.Equals(x, T.Zero), T.Create(float.NegativeInfinity), T.Create(float.NaN));
        y = T.Select(T.LessThanOrEqual(x, T.Zero), none, y);
        return T.Select(T.LessThan(x, T.Create(float.PositiveInfinity)), y, x);
    }

    /// <summary>ln(1 + x), accurate near 0. −∞ at −1, NaN below. Error at most 1.508 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1p<T>(T x) where T : struct, ILanes<T>
    {
        // Tiny, ln(1 + x) is x. Else w = 1 + x rounded and c = 1 + x − w exactly (Knuth's two-sum); with w = 2ᵏ·m, 1 + f = m + c·2⁻ᵏ. Where x is large c counts for nothing, and 2⁻ᵏ may not be a normal number.
        T one = T.Create(1f), tiny = Series.IsTiny(x), addend = T.Select(tiny, T.Zero, x);
        T w = one + addend;
        T rest = w - one;
        T c = (addend - rest) + (one - (w - rest));
        T m = Series.Split(w, out T exponent);
        T scale = T.And(T.LessThan(x, T.Create(1073741824f)), T.SubtractBits(one, T.ShiftLeft(exponent, 23)));
        T y = Series.Log(T.FusedMultiplyAdd(c, scale, m - one), T.ConvertToSingle(exponent));
        T none = T.Select(T.Equals(w, T.Zero), T.Create(float.NegativeInfinity), T.Create(float.NaN));
        y = T.Select(T.LessThanOrEqual(w, T.Zero), none, y);
        y = T.Select(T.LessThan(x, T.Create(float.PositiveInfinity)), y, x);
        return T.Select(tiny, x, y);
    }

    /// <summary>ln(1 + x) for 0 ≤ x ≤ 1, for arguments that are exponentials.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log1pOfUnit<T>(T x) where T : struct, ILanes<T>
    {
        T one = T.Create(1f), tiny = T.LessThan(x, T.Create(Series.Tiny)), addend = T.Select(tiny, T.Zero, x);
        T w = one + addend;
        T c = addend - (w - one);
        T m = Series.Split(w, out T exponent);
        T scale = T.SubtractBits(one, T.ShiftLeft(exponent, 23));
        return T.Select(tiny, x, Series.Log(T.FusedMultiplyAdd(c, scale, m - one), T.ConvertToSingle(exponent)));
    }

    /// <summary>The hyperbolic tangent; odd, ±1 exactly far out, ±0 at ±0. Error at most 1.932 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x) where T : struct, ILanes<T>
    {
        // With u = −2·|x| = n·ln 2 + r and s = eʳ − 1: tanh |x| = (1 − eᵘ)/(1 + eᵘ), both from one fused multiply-add of 2ⁿ·s and an exact 2ⁿ ∓ 1. n ≤ 0, so that numerator and denominator change by steps below the last bit of 1 near saturation; and what r misses for a large n is lost beside the 1.
        // Below 2⁻¹² x itself is nearer than half a bit. From 10 on the quotient is 1. The sign is the numerator's from the start: nothing waits for it.
        T a = T.Abs(x);
        T r = Series.ReduceMinusTwice(T.AtMost(a, T.Create(10f)), out T n);
        T s = Series.Expm1(r, r);
        T scale = Series.PowerOfTwo(n), sign = T.And(-x, T.Create(Sign));
        T quotient = T.FusedMultiplyAdd(s, T.Xor(scale, sign), T.Xor(scale - T.Create(1f), sign)) / T.FusedMultiplyAdd(s, scale, scale + T.Create(1f));
        return T.Select(T.LessThan(a, T.Create(1f / 4096)), x, quotient);
    }

    /// <summary>1 / (1 + e⁻ˣ), to full relative accuracy on the left. 0 below −87.33654, where the result would be less than 2⁻¹²⁶. Error at most 2.444 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x) where T : struct, ILanes<T>
    {
        // With x = n·ln 2 + r, 1 + e⁻ˣ = 2⁻ⁿ·(e⁻ʳ − 1) + (2⁻ⁿ + 1). Where 2⁻ⁿ isn't a normal number the quotient is invalid, and replaced by 0 or 1.
        T r = Series.Reduce(x, out T n, out T fine);
        T minusScale = T.SubtractBits(T.Create(-1f), T.ShiftLeft(n, 23));
        T y = T.Create(1f) / T.FusedMultiplyAdd(Series.ExpBesideOne(r, fine, -1f), minusScale, T.Create(1f) - minusScale);
        return T.Select(T.LessThan(T.Create(-Series.Lowest), T.Abs(x)), T.And(T.LessThan(T.Zero, x), T.Create(1f)), y);
    }

    /// <summary>The error function, 2/√π·∫₀ˣ e^(−t²) dt; odd, ±1 exactly far out. Error at most 1.776 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T>(T x) where T : struct, ILanes<T>
    {
        // Far from 0 as 1 − 2·(1 − Φ(√2·|x|)), where a relative error of the small second term is harmless.
        T a = T.Abs(x);
        T tail = NormalTail(a * T.Create(1.41421356f), out _);
        T large = T.Or(T.FusedMultiplyAdd(tail, -2f, 1f), T.And(x, T.Create(Sign)));
        return T.Select(T.LessThan(a, T.Create(0.85f)), Series.Erf(x), large);
    }

    /// <summary>Φ(x), the normal distribution function, to full relative accuracy on the left. 0 below −12.95, where the result would be less than 2⁻¹²⁶. Error at most 6.249 ulp, reached near −10.5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NormalCdf<T>(T x) where T : struct, ILanes<T> => NormalCdf(x, out _);

    /// <summary>Φ(x) and, with it, the density φ(x) = e^(−x²/2)/√(2π). Both are 0 beyond −12.95; the density beyond 12.95 too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NormalCdf<T>(T x, out T density) where T : struct, ILanes<T>
    {
        T tail = NormalTail(T.Abs(x), out T bell);
        density = bell * T.Create(0.398942280f);
        return T.Select(T.LessThan(x, T.Zero), tail, T.Create(1f) - tail);
    }

    /// <summary>1 − Φ(a) and the bell e^(−a²/2), for a ≥ 0. Both are 0 beyond 12.95.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T NormalTail<T>(T a, out T bell) where T : struct, ILanes<T>
    {
        // −a²/2 is rounded; what it loses, exact by a fused multiply-add, joins the remainder of the range reduction.
        T clamped = T.AtMost(a, T.Create(NormalLimit));
        T half = clamped * T.Create(-0.5f);
        T square = clamped * half;
        T r = Series.Reduce(square, out T n, out T fine);
        T rise = Series.ExpBesideOne(r, fine + T.FusedMultiplyAdd(clamped, half, -square), 1f);
        bell = (T.Create(1f) + rise) * Series.PowerOfTwo(n);
        bell = T.Select(T.LessThan(T.Create(NormalLimit), a), T.Zero, bell);
        return bell * Series.ScaledTail(clamped);
    }
}
