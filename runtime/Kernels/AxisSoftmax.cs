using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Softmax along one axis of a box: sums are taken in ascending order along it, and lines along it are in lanes.</summary>
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

    /// <summary>Applies an operator to every line along the axis, several side by side in lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Walk<T, TOperator>(ref float a, Strides ofA, ref float b, Strides ofB, ref float y, Strides ofY, Extents extents, int axis)
        where T : struct, ILanes<T>
        where TOperator : struct, ILineOperator
    {
        (int outer, int inner) = Boxes.Others(axis);
        // Lines are in lanes where they are contiguous, or else along the longer of the other axes.
        if (ofA[outer] == 1 || (ofA[inner] != 1 && extents[outer] > extents[inner]))
            (outer, inner) = (inner, outer);
        for (int i = 0; i < extents[outer]; i++)
        {
            int k = 0;
            for (; k + T.Count <= extents[inner]; k += T.Count)
                TOperator.Apply<T>(new(ref a, ofA, outer, i, inner, k, axis), new(ref b, ofB, outer, i, inner, k, axis), new(ref y, ofY, outer, i, inner, k, axis), extents[axis]);
            for (; k < extents[inner]; k++)
                TOperator.Apply<Lane>(new(ref a, ofA, outer, i, inner, k, axis), new(ref b, ofB, outer, i, inner, k, axis), new(ref y, ofY, outer, i, inner, k, axis), extents[axis]);
        }
    }

    /// <summary>Lines along an axis, side by side along another.</summary>
    private readonly ref struct Lines<T> where T : struct, ILanes<T>
    {
        private readonly ref float _first;
        private readonly int _step, _distance;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Lines(ref float box, Strides strides, int outer, int i, int inner, int k, int axis)
        {
            _first = ref Unsafe.Add(ref box, strides.Offset + i * strides[outer] + k * strides[inner]);
            (_step, _distance) = (strides[axis], strides[inner]);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Load(int i) => T.Gather(ref _first, i * _step, _distance);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(T value, int i) => T.Scatter(value, ref _first, i * _step, _distance);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Largest(int length)
        {
            T max = T.Create(float.NegativeInfinity);
            for (int i = 0; i < length; i++)
            {
                T value = Load(i);
                max = T.Select(T.LessThan(max, value), value, max);
            }
            return max;
        }
    }

    /// <summary>An operator on lines of elements.</summary>
    private interface ILineOperator
    {
        static abstract void Apply<T>(Lines<T> a, Lines<T> b, Lines<T> y, int length) where T : struct, ILanes<T>;
    }

    private readonly struct Probabilities : ILineOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(Lines<T> x, Lines<T> b, Lines<T> y, int length) where T : struct, ILanes<T>
        {
            T max = x.Largest(length), sum = T.Zero;
            for (int i = 0; i < length; i++)
            {
                T e = VectorMath.Exp(x.Load(i) - max);
                y.Store(e, i);
                sum += e;
            }
            T inverse = T.Create(1f) / sum, smallest = sum * T.Create(SmallestNormal);
            for (int i = 0; i < length; i++)
            {
                T e = y.Load(i);
                y.Store(T.Select(T.LessThan(e, smallest), T.Zero, e) * inverse, i);
            }
        }
    }

    private readonly struct Logarithms : ILineOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(Lines<T> x, Lines<T> b, Lines<T> y, int length) where T : struct, ILanes<T>
        {
            T max = x.Largest(length), sum = T.Zero;
            for (int i = 0; i < length; i++)
                sum += VectorMath.Exp(x.Load(i) - max);
            T log = VectorMath.Log(sum);
            for (int i = 0; i < length; i++)
                y.Store(x.Load(i) - max - log, i);
        }
    }

    private readonly struct ProbabilityGradients : ILineOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(Lines<T> y, Lines<T> dy, Lines<T> dx, int length) where T : struct, ILanes<T>
        {
            T mean = T.Zero;
            for (int i = 0; i < length; i++)
                mean = T.FusedMultiplyAdd(y.Load(i), dy.Load(i), mean);
            for (int i = 0; i < length; i++)
                dx.Store(y.Load(i) * (dy.Load(i) - mean), i);
        }
    }

    private readonly struct LogarithmGradients : ILineOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Apply<T>(Lines<T> y, Lines<T> dy, Lines<T> dx, int length) where T : struct, ILanes<T>
        {
            T sum = T.Zero;
            for (int i = 0; i < length; i++)
                sum += dy.Load(i);
            for (int i = 0; i < length; i++)
                dx.Store(T.FusedMultiplyAdd(-VectorMath.Exp(y.Load(i)), sum, dy.Load(i)), i);
        }
    }
}
