using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The approximations beneath <see cref="VectorMath"/>, each on the short interval where it is good. Every coefficient is our own: a Remez exchange in 50 digits minimised the relative error of the whole function, then one coefficient after another was rounded to single and the rest fitted anew. The bound beside each is the error of the formula itself, before the arithmetic rounds.</summary>
internal static class VectorMathSeries
{
    /// <summary>Largest x whose eˣ is finite; ln(2¹²⁸) rounded down.</summary>
    internal const float Highest = 88.72283f;

    /// <summary>Smallest x whose eˣ is a normal number; ln(2⁻¹²⁶) rounded up.</summary>
    internal const float Lowest = -87.33654f;

    /// <summary>2⁻²⁵. Nearer to 0 than this, 1 + x rounds to 1 and a function of slope 1 to x.</summary>
    internal const float Tiny = 2.98023224e-8f;

    /// <summary>|x| &lt; 2⁻²⁵.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T IsTiny<T>(T x) where T : struct, ILanes<T> => T.LessThan(T.Abs(x), T.Create(Tiny));

    /// <summary>x = n·ln 2 + r with |r| ≤ ½·ln 2. Adding 1.5·2²³ rounds x/ln 2 to an integer, which is then in the low bits of the sum.</summary>
    /// <param name="x">The number to reduce.</param>
    /// <param name="n">Its low bits are the integer.</param>
    /// <param name="fine">r, nearly to its last bit. It takes one more instruction than the result, which misses it by the n·1.9·10⁻⁹ that ln 2 rounded to single has too much.</param>
    /// <returns>r for powers above the first, which have to begin early.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Reduce<T>(T x, out T n, out T fine) where T : struct, ILanes<T>
    {
        T shift = T.Create(12582912f);
        n = T.FusedMultiplyAdd(x, 1.44269504f, shift);
        T whole = n - shift;
        T r = T.FusedMultiplyAdd(whole, -0.693147182f, x);
        fine = T.FusedMultiplyAdd(whole, 1.90465421e-9f, r);
        return r;
    }

    /// <summary>The same for x = −2a without waiting for that product, which is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T ReduceMinusTwice<T>(T a, out T n) where T : struct, ILanes<T>
    {
        T shift = T.Create(12582912f);
        n = T.FusedMultiplyAdd(a, -2 * 1.44269504f, shift);
        return T.FusedMultiplyAdd(n - shift, -0.693147182f, a * T.Create(-2f));
    }

    /// <summary>2ⁿ, −126 ≤ n ≤ 127, for the integer that <see cref="Reduce"/> leaves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T PowerOfTwo<T>(T n) where T : struct, ILanes<T> => T.AddBits(T.Create(1f), T.ShiftLeft(n, 23));

    /// <summary>±(e^±ʳ − 1) for |r| ≤ ½·ln 2 as r ± r²·q(±r), q of degree 4, to be added to 1: error below 2⁻²⁸ of e^±ʳ.</summary>
    /// <param name="r">The argument, for q.</param>
    /// <param name="fine">The argument, for the powers outside q.</param>
    /// <param name="sign">1 or −1; it goes into the constants, so that r need not be negated.</param>
    /// <remarks>The powers are summed in pairs (Estrin 1960): one after another, each would wait for the last.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T ExpBesideOne<T>(T r, T fine, float sign) where T : struct, ILanes<T>
    {
        T s = Square(r);
        T q01 = T.FusedMultiplyAdd(r, 0.166665167f, sign * 0.49999994f);
        T q23 = T.FusedMultiplyAdd(r, 0.00836916547f, sign * 0.0416681021f);
        T q = T.FusedMultiplyAdd(T.FusedMultiplyAdd(s, sign * 0.00138380018f, q23), s, q01);
        return T.FusedMultiplyAdd(Square(fine), q, fine);
    }

    /// <summary>eʳ − 1 for |r| ≤ ½·ln 2 as r + r²·q(r), q of degree 5; relative error below 2⁻³⁰ where r² is more than 2⁻¹⁰⁰.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Expm1<T>(T r, T fine) where T : struct, ILanes<T>
    {
        T s = Square(r);
        T q01 = T.FusedMultiplyAdd(r, 0.166666657f, 0.5f);
        T q23 = T.FusedMultiplyAdd(r, 0.0083336439f, 0.0416664667f);
        T q45 = T.FusedMultiplyAdd(r, 0.000196615554f, 0.00139350211f);
        T q = T.FusedMultiplyAdd(T.FusedMultiplyAdd(q45, s, q23), s, q01);
        return T.FusedMultiplyAdd(Square(fine), q, fine);
    }

    /// <summary>r² + 2⁻¹⁰⁰: of a small r the square stays a normal number, since a subnormal one would cost a hundred cycles on some processors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Square<T>(T r) where T : struct, ILanes<T> => T.FusedMultiplyAdd(r, r, 7.88860905e-31f);

    /// <summary>m and k of x = 2ᵏ·m, ⅔ ≤ m &lt; 4⁄3, for a normal x &gt; 0: the bits of x less those of ⅔ have k for exponent.</summary>
    /// <returns>m; <paramref name="exponent"/> is k as an integer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Split<T>(T x, out T exponent) where T : struct, ILanes<T>
    {
        exponent = T.ShiftRightArithmetic(T.SubtractBits(x, T.Create(0x3f2aaaab)), 23);
        return T.SubtractBits(x, T.ShiftLeft(exponent, 23));
    }

    /// <summary>k·ln 2 + ln(1 + f) for −⅓ ≤ f &lt; ⅓ as f − f²/2 + f³·p(f), p of degree 7; relative error below 2⁻²⁶.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log<T>(T f, T k) where T : struct, ILanes<T>
    {
        T p = T.FusedMultiplyAdd(f, -0.128964409f, 0.139927641f);
        p = T.FusedMultiplyAdd(p, f, -0.121866964f);
        p = T.FusedMultiplyAdd(p, f, 0.14004983f);
        p = T.FusedMultiplyAdd(p, f, -0.166802719f);
        p = T.FusedMultiplyAdd(p, f, 0.200104579f);
        p = T.FusedMultiplyAdd(p, f, -0.249998018f);
        p = T.FusedMultiplyAdd(p, f, 0.333332151f);
        p = T.FusedMultiplyAdd(p, f, -0.5f);
        T log = T.FusedMultiplyAdd(f * f, p, f);
        log = T.FusedMultiplyAdd(k, 1.42860677e-6f, log);
        return T.FusedMultiplyAdd(k, 0.693145752f, log);
    }

    /// <summary>erf(x) for |x| ≤ 0.85 as x + x·p(x²), p of degree 5; relative error below 2⁻²⁷.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Erf<T>(T x) where T : struct, ILanes<T>
    {
        T s = Square(x);
        T p = T.FusedMultiplyAdd(s, -0.000634851866f, 0.0050577037f);
        p = T.FusedMultiplyAdd(p, s, -0.0268072877f);
        p = T.FusedMultiplyAdd(p, s, 0.11282865f);
        p = T.FusedMultiplyAdd(p, s, -0.376125902f);
        p = T.FusedMultiplyAdd(p, s, 0.128379166f);
        return T.FusedMultiplyAdd(x, p, x);
    }

    /// <summary>The upper tail of the normal distribution over its bell, (1 − Φ(a))·e^(a²/2) = ½·erfcx(a/√2), for 0 ≤ a ≤ 13.2: a rational function of degrees 4 and 5 with no negative coefficient, so that nothing cancels; relative error below 2⁻²⁵.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T ScaledTail<T>(T a) where T : struct, ILanes<T>
    {
        T p = T.FusedMultiplyAdd(a, 0.00398719031f, 0.0397594906f);
        p = T.FusedMultiplyAdd(p, a, 0.18063432f);
        p = T.FusedMultiplyAdd(p, a, 0.434769034f);
        p = T.FusedMultiplyAdd(p, a, 0.5f);
        T q = T.FusedMultiplyAdd(a, 0.00999425165f, 0.0996699929f);
        q = T.FusedMultiplyAdd(q, a, 0.462606221f);
        q = T.FusedMultiplyAdd(q, a, 1.19167602f);
        q = T.FusedMultiplyAdd(q, a, 1.66742289f);
        q = T.FusedMultiplyAdd(q, a, 1f);
        return p / q;
    }
}
