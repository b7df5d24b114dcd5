using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The elementwise members of <see cref="Activation"/> and their derivatives, by PyTorch's definitions. A NaN gives a NaN, except from <see cref="Step"/>. Derivatives are finite for |x| ≤ 10⁴ and have PyTorch's value at a kink; they take y = f(x) where that is enough, so that x need not be kept, and x for GELU, SiLU, Mish and hard swish, whose y belongs to two x.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static partial class Activations
{
    /// <summary>λ of SELU (Klambauer et al. 2017), to more digits than a float holds.</summary>
    internal const float SeluScale = 1.0507009873554804934193349852946f;

    /// <summary>λ·α of SELU, α = 1.6732632423543772848170429916717.</summary>
    internal const float SeluScaleAlpha = 1.7580993408473768599402175208123f;

    /// <summary>The slope of leaky ReLU below 0.</summary>
    internal const float LeakySlope = 0.01f;

    /// <summary>max(0, x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Relu<T>(T x) where T : struct, ILanes<T> => T.Relu(x);

    /// <summary>x above 0, 0.01·x below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LeakyRelu<T>(T x) where T : struct, ILanes<T> => T.Select(T.LessThan(T.Zero, x), x, x * T.Create(LeakySlope));

    /// <summary>x above 0, eˣ − 1 below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Elu<T>(T x) where T : struct, ILanes<T> => T.Select(T.LessThan(T.Zero, x), x, VectorMath.Expm1Below40(x));

    /// <summary>λ·x above 0, λ·α·(eˣ − 1) below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Selu<T>(T x) where T : struct, ILanes<T> =>
        T.Select(T.LessThan(T.Zero, x), x * T.Create(SeluScale), VectorMath.Expm1Below40(x) * T.Create(SeluScaleAlpha));

    /// <summary>x·Φ(x), exactly: by erf, not by tanh.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Gelu<T>(T x) where T : struct, ILanes<T> => x * VectorMath.NormalCdf(x);

    /// <summary>x·sigmoid(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Silu<T>(T x) where T : struct, ILanes<T> => x * VectorMath.Sigmoid(x);

    /// <summary>x·tanh(ln(1 + eˣ)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Mish<T>(T x) where T : struct, ILanes<T>
    {
        // tanh(ln(1 + e)) = ((1 + e)² − 1)/((1 + e)² + 1) = d/(d + 2) with e = eˣ, d = e·(e + 2). From x = 20 on it is 1.
        T e = VectorMath.Exp(AtMost(x, 20f));
        T d = e * (e + T.Create(2f));
        return x * (d / (d + T.Create(2f)));
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x) where T : struct, ILanes<T> => VectorMath.Sigmoid(x);

    /// <summary>min(max(x/6 + ½, 0), 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HardSigmoid<T>(T x) where T : struct, ILanes<T> =>
        AtMost(AtLeast(T.FusedMultiplyAdd(x, 1f / 6, 0.5f), 0f), 1f);

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x) where T : struct, ILanes<T> => VectorMath.Tanh(x);

    /// <summary>min(max(x, −1), 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HardTanh<T>(T x) where T : struct, ILanes<T> => AtMost(AtLeast(x, -1f), 1f);

    /// <summary>x·hardsigmoid(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HardSwish<T>(T x) where T : struct, ILanes<T> => x * HardSigmoid(x);

    /// <summary>ln(1 + eˣ) (PyTorch's β = 1; above its threshold of 20 this is x to the last bit without one).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T>(T x) where T : struct, ILanes<T> => AtLeast(x, 0f) + VectorMath.Log1pOfUnit(VectorMath.Exp(-T.Abs(x)));

    /// <summary>x / (1 + |x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softsign<T>(T x) where T : struct, ILanes<T> => x / (T.Create(1f) + T.Abs(x));

    /// <summary>1 for x ≥ 0, else 0; 0 for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Step<T>(T x) where T : struct, ILanes<T> => T.And(T.LessThanOrEqual(T.Zero, x), T.Create(1f));

    /// <summary>max(x, limit), NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T AtLeast<T>(T x, float limit) where T : struct, ILanes<T> => T.Select(T.LessThan(x, T.Create(limit)), T.Create(limit), x);

    /// <summary>min(x, limit), NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T AtMost<T>(T x, float limit) where T : struct, ILanes<T> => T.Select(T.LessThan(T.Create(limit), x), T.Create(limit), x);
}
