using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class Activations
{
    /// <summary>f′ of <see cref="Relu"/>: 0 for y ≤ 0, else 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ReluGradient<T>(T y) where T : struct, ILanes<T> => T.Select(T.LessThanOrEqual(y, T.Zero), T.Zero, T.Create(1f));

    /// <summary>f′ of <see cref="LeakyRelu"/>: 0.01 for y ≤ 0, else 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LeakyReluGradient<T>(T y) where T : struct, ILanes<T> =>
        T.Select(T.LessThanOrEqual(y, T.Zero), T.Create(LeakySlope), T.Create(1f));

    /// <summary>f′ of <see cref="Elu"/>: eˣ = y + 1 for y ≤ 0, else 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T EluGradient<T>(T y) where T : struct, ILanes<T> => AtMost(y, 0f) + T.Create(1f);

    /// <summary>f′ of <see cref="Selu"/>: λ·α·eˣ = y + λ·α for y ≤ 0, else λ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SeluGradient<T>(T y) where T : struct, ILanes<T> =>
        T.Select(T.LessThan(T.Zero, y), T.Create(SeluScale), y + T.Create(SeluScaleAlpha));

    /// <summary>f′ of <see cref="Gelu"/>: Φ(x) + x·φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T GeluGradient<T>(T x) where T : struct, ILanes<T>
    {
        T cdf = VectorMath.NormalCdf(x, out T density);
        return T.FusedMultiplyAdd(x, density, cdf);
    }

    /// <summary>f′ of <see cref="Silu"/>: s·(1 + x·(1 − s)), s = sigmoid(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SiluGradient<T>(T x) where T : struct, ILanes<T>
    {
        // Of s and 1 − s, one is 1/(1 + e), the other e/(1 + e), e = exp(−|x|): neither loses bits to the other.
        T negative = T.LessThan(x, T.Zero);
        T e = VectorMath.Exp(-T.Abs(x));
        T large = T.Create(1f) / (T.Create(1f) + e);
        T small = e * large;
        T s = T.Select(negative, small, large);
        return s * T.FusedMultiplyAdd(x, T.Select(negative, large, small), 1f);
    }

    /// <summary>f′ of <see cref="Mish"/>: t + x·sigmoid(x)·(1 − t²), t = tanh(ln(1 + eˣ)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MishGradient<T>(T x) where T : struct, ILanes<T>
    {
        // With e = eˣ, d = e·(e + 2): t = d/(d + 2) and sigmoid(x)·(1 − t²) = 4·e·(1 + e)/(d + 2)². From x = 20 on the derivative is 1.
        T near = AtMost(x, 20f);
        T e = VectorMath.Exp(near);
        T d = e * (e + T.Create(2f));
        T inverse = T.Create(1f) / (d + T.Create(2f));
        T slope = T.Create(4f) * e * (e + T.Create(1f)) * inverse;
        return inverse * T.FusedMultiplyAdd(slope, near, d);
    }

    /// <summary>f′ of <see cref="Sigmoid"/>: y·(1 − y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SigmoidGradient<T>(T y) where T : struct, ILanes<T> => y * (T.Create(1f) - y);

    /// <summary>f′ of <see cref="HardSigmoid"/>: 1/6 for 0 &lt; y &lt; 1, else 0. (The last float below x = 3 already gives y = 1.)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HardSigmoidGradient<T>(T y) where T : struct, ILanes<T> =>
        T.And(T.And(T.LessThan(T.Zero, y), T.LessThan(y, T.Create(1f))), T.Create(1f / 6));

    /// <summary>f′ of <see cref="Tanh"/>: 1 − y².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T TanhGradient<T>(T y) where T : struct, ILanes<T> => T.FusedMultiplyAdd(-y, y, 1f);

    /// <summary>f′ of <see cref="HardTanh"/>: 1 for −1 &lt; y &lt; 1, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HardTanhGradient<T>(T y) where T : struct, ILanes<T> => T.And(T.LessThan(T.Abs(y), T.Create(1f)), T.Create(1f));

    /// <summary>f′ of <see cref="HardSwish"/>: x/3 + ½ for −3 &lt; x &lt; 3, 0 below, 1 above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HardSwishGradient<T>(T x) where T : struct, ILanes<T>
    {
        T inner = T.FusedMultiplyAdd(x, 1f / 3, 0.5f);
        inner = T.Select(T.LessThanOrEqual(x, T.Create(-3f)), T.Zero, inner);
        return T.Select(T.LessThanOrEqual(T.Create(3f), x), T.Create(1f), inner);
    }

    /// <summary>f′ of <see cref="Softplus"/>: sigmoid(x) = 1 − e⁻ʸ, accurate near 0 too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SoftplusGradient<T>(T y) where T : struct, ILanes<T> => -VectorMath.Expm1Below40(-y);

    /// <summary>f′ of <see cref="Softsign"/>: 1/(1 + |x|)² = (1 − |y|)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SoftsignGradient<T>(T y) where T : struct, ILanes<T>
    {
        T rest = T.Create(1f) - T.Abs(y);
        return rest * rest;
    }
}
