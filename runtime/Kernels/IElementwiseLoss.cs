using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>A loss that is a sum of terms, one for each output.</summary>
internal interface IElementwiseLoss
{
    /// <summary>The term of output y and target t, and its derivative by y.</summary>
    static abstract T Of<T>(T y, T t, out T slope) where T : struct, ILanes<T>;
}

/// <summary>(y − t)².</summary>
internal readonly struct Squared : IElementwiseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T y, T t, out T slope) where T : struct, ILanes<T>
    {
        T d = y - t;
        slope = d + d;
        return d * d;
    }
}

/// <summary>|y − t|.</summary>
internal readonly struct Absolute : IElementwiseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T y, T t, out T slope) where T : struct, ILanes<T>
    {
        T d = y - t;
        slope = T.Select(T.LessThan(d, T.Zero), T.Create(-1f), T.Select(T.LessThan(T.Zero, d), T.Create(1f), d));
        return T.Abs(d);
    }
}

/// <summary>½·d² for |d| ≤ 1, |d| − ½ beyond: with c = d held within ±1, c·(d − ½·c).</summary>
internal readonly struct Huberian : IElementwiseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T y, T t, out T slope) where T : struct, ILanes<T>
    {
        T d = y - t;
        slope = Activations.HardTanh(d);
        return slope * T.FusedMultiplyAdd(slope, T.Create(-0.5f), d);
    }
}

/// <summary>max(0, 1 − t·y).</summary>
internal readonly struct Hinged : IElementwiseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T y, T t, out T slope) where T : struct, ILanes<T>
    {
        T margin = T.FusedMultiplyAdd(-t, y, T.Create(1f));
        T met = T.LessThanOrEqual(margin, T.Zero);
        slope = T.Select(met, T.Zero, -t);
        return T.Select(met, T.Zero, margin);
    }
}

/// <summary>−t·y.</summary>
internal readonly struct Likelihood : IElementwiseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T y, T t, out T slope) where T : struct, ILanes<T>
    {
        slope = -t;
        return slope * y;
    }
}

/// <summary>max(x, 0) − x·t + ln(1 + e^−|x|).</summary>
internal readonly struct Bernoulli : IElementwiseLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T y, T t, out T slope) where T : struct, ILanes<T>
    {
        T e = VectorMath.Exp(-T.Abs(y));
        T one = T.Create(1f);
        slope = T.Select(T.LessThan(y, T.Zero), e, one) / (one + e) - t;
        return T.FusedMultiplyAdd(-y, t, Activations.AtLeast(y, 0f)) + VectorMath.Log1pOfUnit(e);
    }
}
