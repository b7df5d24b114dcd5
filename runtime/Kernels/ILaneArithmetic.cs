using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace NetGen.Kernels;

/// <summary>The members of <see cref="ILanes{T}"/> that kernels call most. Each time that the JIT meets a call of one, the runtime looks for it among all members of its interface: these have a small one of their own, which makes the first call of a network faster by a tenth.</summary>
/// <typeparam name="T">The vector type itself.</typeparam>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public interface ILaneArithmetic<T> where T : struct, ILaneArithmetic<T>
{
    /// <summary>Floats in the vector: 16, 8, 4 or 1.</summary>
    static abstract int Count { get; }

    /// <summary>Every lane 0.</summary>
    static abstract T Zero { get; }

    /// <summary>Every lane the same value.</summary>
    static abstract T Create(float value);

    /// <summary>Loads the lanes from consecutive elements, the first at <paramref name="offset"/>.</summary>
    static abstract T Load(ref float source, int offset);

    /// <summary>Loads one element into every lane.</summary>
    static abstract T Broadcast(ref float source, int offset);

    /// <summary>Stores the lanes in consecutive elements.</summary>
    static abstract void Store(T value, ref float destination, int offset);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract T FusedMultiplyAdd(T a, T b, T c);

    /// <summary>x·b + c, rounded once, with one element in every lane of x: a single expression, so that the JIT folds the load into the instruction and reuses the register of the sum.</summary>
    static abstract T FusedMultiplyAdd(ref float x, int offset, T b, T c);

    /// <summary>The sum.</summary>
    static abstract T operator +(T a, T b);

    /// <summary>The difference.</summary>
    static abstract T operator -(T a, T b);

    /// <summary>The product.</summary>
    static abstract T operator *(T a, T b);

    /// <summary>The quotient.</summary>
    static abstract T operator /(T a, T b);
}
