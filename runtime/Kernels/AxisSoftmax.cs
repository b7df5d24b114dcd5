using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Softmax along one axis of a box: sums are taken in ascending order along it, and other elements along the axis of the channels are in lanes.</summary>
/// <remarks>For emitted code alone. Results may be in place of the arguments.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class AxisSoftmax
{
    /// <summary>2⁻¹²⁶, the smallest normal number.</summary>
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>y = e^(x − m) / Σ e^(x − m), m the largest x along the axis. Results below 2⁻¹²⁶ are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax<T>(ref float x, Strides of, ref float y, Strides to, Extents extents, int axis) where T : struct, ILanes<T> =>
        Walk<T, Probabilities>(ref x, of, ref x, of, ref y, to, extents, axis);

    /// <summary>y = x − m − ln Σ e^(x − m).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogSoftmax<T>(ref float x, Strides of, ref float y, Strides to, Extents extents, int axis) where T : struct, ILanes<T> =>
        Walk<T, Logarithms>(ref x, of, ref x, of, ref y, to, extents, axis);

    /// <summary>From y = softmax(x): ∂x = y·(∂y − Σ y·∂y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SoftmaxGradient<T>(ref float y, Strides of, ref float dy, Strides ofGradient, ref float dx, Strides to, Extents extents, int axis) where T : struct, ILanes<T> =>
        Walk<T, ProbabilityGradients>(ref y, of, ref dy, ofGradient, ref dx, to, extents, axis);

    /// <summary>From y = logsoftmax(x): ∂x = ∂y − e^y·Σ ∂y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogSoftmaxGradient<T>(ref float y, Strides of, ref float dy, Strides ofGradient, ref float dx, Strides to, Extents extents, int axis) where T : struct, ILanes<T> =>
        Walk<T, LogarithmGradients>(ref y, of, ref dy, ofGradient, ref dx, to, extents, axis);

    /// <summary>Applies an operator to every line along the axis, several side by side in lanes where they are contiguous.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Walk<T, TOperator>(ref float a, Strides ofA, ref float b, Strides ofB, ref float y, Strides ofY, Extents extents, int axis)
        where T : struct, ILanes<T>
        where TOperator : struct, ILineOperator
    {
        (int outer, int inner) = Boxes.Others(axis);
        // Lines side by side are contiguous along the channels.
        bool inLanes = ofA[inner] == 1 || ofA[outer] == 1;
        if (ofA[outer] == 1)
            (outer, inner) = (inner, outer);
        for (int i = 0; i < extents[outer]; i++)
        {
            int k = 0;
            for (; inLanes && k + T.Count <= extents[inner]; k += T.Count)
                TOperator.Apply<T>(ref Line(ref a, ofA, outer, i, inner, k), ofA[axis], ref Line(ref b, ofB, outer, i, inner, k), ofB[axis], ref Line(ref y, ofY, outer, i, inner, k), ofY[axis], extents[axis]);
            for (; k < extents[inner]; k++)
                TOperator.Apply<Lane>(ref Line(ref a, ofA, outer, i, inner, k), ofA[axis], ref Line(ref b, ofB, outer, i, inner, k), ofB[axis], ref Line(ref y, ofY, outer, i, inner, k), ofY[axis], extents[axis]);
        }
    }

    private static ref float Line(ref float box, Strides strides, int outer, int i, int inner, int k) => ref Unsafe.Add(ref box, strides.Offset + i * strides[outer] + k * strides[inner]);

    /// <summary>An operator on a line of elements, each some distance from the last.</summary>
    private interface ILineOperator
    {
        static abstract void Apply<T>(ref float a, int stepA, ref float b, int stepB, ref float y, int stepY, int length) where T : struct, ILanes<T>;
    }

    private readonly struct Probabilities : ILineOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(ref float x, int stepX, ref float b, int stepB, ref float y, int stepY, int length) where T : struct, ILanes<T>
        {
            T max = Largest<T>(ref x, stepX, length), sum = T.Zero;
            for (int i = 0; i < length; i++)
            {
                T e = VectorMath.Exp(T.Load(ref x, i * stepX) - max);
                T.Store(e, ref y, i * stepY);
                sum += e;
            }
            T inverse = T.Create(1f) / sum, smallest = sum * T.Create(SmallestNormal);
            for (int i = 0; i < length; i++)
            {
                T e = T.Load(ref y, i * stepY);
                T.Store(T.Select(T.LessThan(e, smallest), T.Zero, e) * inverse, ref y, i * stepY);
            }
        }
    }

    private readonly struct Logarithms : ILineOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(ref float x, int stepX, ref float b, int stepB, ref float y, int stepY, int length) where T : struct, ILanes<T>
        {
            T max = Largest<T>(ref x, stepX, length), sum = T.Zero;
            for (int i = 0; i < length; i++)
                sum += VectorMath.Exp(T.Load(ref x, i * stepX) - max);
            T log = VectorMath.Log(sum);
            for (int i = 0; i < length; i++)
                T.Store(T.Load(ref x, i * stepX) - max - log, ref y, i * stepY);
        }
    }

    private readonly struct ProbabilityGradients : ILineOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(ref float y, int stepY, ref float dy, int stepOfGradient, ref float dx, int step, int length) where T : struct, ILanes<T>
        {
            T mean = T.Zero;
            for (int i = 0; i < length; i++)
                mean = T.FusedMultiplyAdd(T.Load(ref y, i * stepY), T.Load(ref dy, i * stepOfGradient), mean);
            for (int i = 0; i < length; i++)
                T.Store(T.Load(ref y, i * stepY) * (T.Load(ref dy, i * stepOfGradient) - mean), ref dx, i * step);
        }
    }

    private readonly struct LogarithmGradients : ILineOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(ref float y, int stepY, ref float dy, int stepOfGradient, ref float dx, int step, int length) where T : struct, ILanes<T>
        {
            T sum = T.Zero;
            for (int i = 0; i < length; i++)
                sum += T.Load(ref dy, i * stepOfGradient);
            for (int i = 0; i < length; i++)
                T.Store(T.FusedMultiplyAdd(-VectorMath.Exp(T.Load(ref y, i * stepY)), sum, T.Load(ref dy, i * stepOfGradient)), ref dx, i * step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Largest<T>(ref float x, int step, int length) where T : struct, ILanes<T>
    {
        T max = T.Create(float.NegativeInfinity);
        for (int i = 0; i < length; i++)
        {
            T value = T.Load(ref x, i * step);
            max = T.Select(T.LessThan(max, value), value, max);
        }
        return max;
    }
}
