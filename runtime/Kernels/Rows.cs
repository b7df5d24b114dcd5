using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Functions of a whole row of n floats. Every row given by reference must be in a buffer padded to a multiple of 16 floats: padding may have any value and is read and may be overwritten, but never affects a result. Sums run in the order of <see cref="VirtualLanes"/>.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Rows
{
    /// <summary>2⁻¹²⁶, the smallest normal number.</summary>
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>The sum of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum<T>(ref float row, int n) where T : struct, ILanes<T> =>
        Reductions.Sum<Total<T>, T>(new(ref row), n);

    /// <summary>The largest element of a row. NaNs are ignored; −∞ if there is nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max<T>(ref float row, int n) where T : struct, ILanes<T> =>
        Reductions.Max<Largest<T>, T>(new(ref row), n);

    /// <summary>yᵢ = e^(xᵢ − m) / Σⱼ e^(xⱼ − m), m the largest x. x and y may be the same row. Results below 2⁻¹²⁶ are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Softmax<T>(ref float x, ref float y, int n) where T : struct, ILanes<T>
    {
        T max = T.Create(Max<T>(ref x, n));
        float total = Reductions.Sum<StoredExponentials<T>, T>(new(ref x, max, ref y), n);
        T inverse = T.Create(1f / total), smallest = T.Create(total * SmallestNormal);
        for (int i = 0; i < n; i += T.Count)
        {
            T e = T.Load(ref y, i);
            T.Store(T.Select(T.LessThan(e, smallest), T.Zero, e) * inverse, ref y, i);
        }
    }

    /// <summary>yᵢ = xᵢ − m − ln Σⱼ e^(xⱼ − m), m the largest x. x and y may be the same row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void LogSoftmax<T>(ref float x, ref float y, int n) where T : struct, ILanes<T>
    {
        T max = T.Create(Max<T>(ref x, n));
        T log = VectorMath.Log(T.Create(Reductions.Sum<Exponentials<T>, T>(new(ref x, max), n)));
        for (int i = 0; i < n; i += T.Count)
            T.Store(T.Load(ref x, i) - max - log, ref y, i);
    }

    /// <summary>From y = softmax(x) and ∂L/∂y: ∂L/∂xᵢ = yᵢ·(∂L/∂yᵢ − Σⱼ yⱼ·∂L/∂yⱼ). dx may be the row dy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void SoftmaxGradient<T>(ref float y, ref float dy, ref float dx, int n) where T : struct, ILanes<T>
    {
        T mean = T.Create(Reductions.Sum<DotProduct<T>, T>(new(ref y, ref dy), n));
        for (int i = 0; i < n; i += T.Count)
            T.Store(T.Load(ref y, i) * (T.Load(ref dy, i) - mean), ref dx, i);
    }

    /// <summary>From y = logsoftmax(x) and ∂L/∂y: ∂L/∂xᵢ = ∂L/∂yᵢ − e^yᵢ·Σⱼ ∂L/∂yⱼ. dx may be the row dy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void LogSoftmaxGradient<T>(ref float y, ref float dy, ref float dx, int n) where T : struct, ILanes<T>
    {
        T sum = T.Create(Sum<T>(ref dy, n));
        for (int i = 0; i < n; i += T.Count)
            T.Store(T.FusedMultiplyAdd(-VectorMath.Exp(T.Load(ref y, i)), sum, T.Load(ref dy, i)), ref dx, i);
    }
}
