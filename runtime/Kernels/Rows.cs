using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Functions of a whole row of n floats. Every row given by reference must lie in a buffer padded to a multiple of 16 floats: padding is read and may be overwritten, whatever stands there, but never mixed into a result. Sums run in the order of <see cref="VirtualLanes"/>.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Rows
{
    /// <summary>2⁻¹²⁶, the smallest normal number.</summary>
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>The sum of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum<T>(ref float row, int n) where T : struct, ILanes<T>
    {
        VirtualLanes lanes = default;
        for (int s = 0; s < Math.Min(n, VirtualLanes.Count); s += T.Count)
        {
            T sum = T.Zero;
            for (int i = s; i < n; i += VirtualLanes.Count)
                sum += VirtualLanes.Keep(T.Load(ref row, i), n - i);
            T.Store(sum, ref VirtualLanes.First(ref lanes), s);
        }
        return lanes.Sum();
    }

    /// <summary>The largest number of a row. NaNs are passed over; −∞ if there is nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max<T>(ref float row, int n) where T : struct, ILanes<T>
    {
        VirtualLanes lanes = VirtualLanes.Create(float.NegativeInfinity);
        for (int s = 0; s < Math.Min(n, VirtualLanes.Count); s += T.Count)
        {
            T max = T.Create(float.NegativeInfinity);
            for (int i = s; i < n; i += VirtualLanes.Count)
            {
                T x = T.Load(ref row, i);
                T larger = T.LessThan(max, x);
                max = T.Select(VirtualLanes.Keep(larger, n - i), x, max);
            }
            T.Store(max, ref VirtualLanes.First(ref lanes), s);
        }
        return lanes.Max();
    }

    /// <summary>yᵢ = e^(xᵢ − m) / Σⱼ e^(xⱼ − m), m the largest x. x and y may be the same row. Results below 2⁻¹²⁶ are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Softmax<T>(ref float x, ref float y, int n) where T : struct, ILanes<T>
    {
        T max = T.Create(Max<T>(ref x, n));
        VirtualLanes lanes = default;
        for (int s = 0; s < Math.Min(n, VirtualLanes.Count); s += T.Count)
        {
            T sum = T.Zero;
            for (int i = s; i < n; i += VirtualLanes.Count)
            {
                T e = VectorMath.Exp(T.Load(ref x, i) - max);
                T.Store(e, ref y, i);
                sum += VirtualLanes.Keep(e, n - i);
            }
            T.Store(sum, ref VirtualLanes.First(ref lanes), s);
        }

        float total = lanes.Sum();
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
        VirtualLanes lanes = default;
        for (int s = 0; s < Math.Min(n, VirtualLanes.Count); s += T.Count)
        {
            T sum = T.Zero;
            for (int i = s; i < n; i += VirtualLanes.Count)
                sum += VirtualLanes.Keep(VectorMath.Exp(T.Load(ref x, i) - max), n - i);
            T.Store(sum, ref VirtualLanes.First(ref lanes), s);
        }

        T log = T.Create(VectorMath.Log(lanes.Sum()));
        for (int i = 0; i < n; i += T.Count)
            T.Store(T.Load(ref x, i) - max - log, ref y, i);
    }

    /// <summary>From y = softmax(x) and ∂L/∂y: ∂L/∂xᵢ = yᵢ·(∂L/∂yᵢ − Σⱼ yⱼ·∂L/∂yⱼ). dx may be the row dy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void SoftmaxGradient<T>(ref float y, ref float dy, ref float dx, int n) where T : struct, ILanes<T>
    {
        VirtualLanes lanes = default;
        for (int s = 0; s < Math.Min(n, VirtualLanes.Count); s += T.Count)
        {
            T sum = T.Zero;
            for (int i = s; i < n; i += VirtualLanes.Count)
                sum = T.FusedMultiplyAdd(VirtualLanes.Keep(T.Load(ref y, i), n - i), VirtualLanes.Keep(T.Load(ref dy, i), n - i), sum);
            T.Store(sum, ref VirtualLanes.First(ref lanes), s);
        }

        T mean = T.Create(lanes.Sum());
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
