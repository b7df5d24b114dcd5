using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace NetGen.Kernels;

/// <summary>The members of <see cref="ILanes{T}"/> that kernels call most. Each time that the JIT meets a call of one, the runtime looks for it among all members of its interface: these have a small one of their own, which makes the first call of a network faster by a tenth.</summary>
/// <typeparam name="T">The vector type itself.</typeparam>
/// <remarks>For emitted code alone. Operations that occur together most are one member, since inlining a call takes the JIT longer than compiling the instruction.</remarks>
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

    /// <summary>x·b + c, rounded once, with b loaded from consecutive elements.</summary>
    static abstract T FusedMultiplyAdd(T x, ref float b, int offset, T c);

    /// <summary>Adds to two sums their products with one element in every lane of x, each rounded once.</summary>
    static abstract void FusedMultiplyAdd(ref float x, int offset, T b0, T b1, ref T c0, ref T c1);

    /// <summary>Adds to two sums their products with x, each rounded once.</summary>
    static abstract void FusedMultiplyAdd(T x, T b0, T b1, ref T c0, ref T c1);

    /// <summary>a·b + c, rounded once, with one value in every lane of c.</summary>
    static abstract T FusedMultiplyAdd(T a, T b, float c);

    /// <summary>a·b + c, rounded once, with one value in every lane of b.</summary>
    static abstract T FusedMultiplyAdd(T a, float b, T c);

    /// <summary>a·b + c, rounded once, with one value in every lane of b and one in every lane of c.</summary>
    static abstract T FusedMultiplyAdd(T a, float b, float c);

    /// <summary>a·b added to consecutive elements, rounded once.</summary>
    static abstract void AddProduct(T a, T b, ref float destination, int offset);

    /// <summary>The sum of consecutive elements and a vector.</summary>
    static abstract T Add(ref float a, int offset, T b);

    /// <summary>max(0, x), NaN for NaN.</summary>
    static abstract T Relu(T x);

    /// <summary>The sum.</summary>
    static abstract T operator +(T a, T b);

    /// <summary>The difference.</summary>
    static abstract T operator -(T a, T b);

    /// <summary>The product.</summary>
    static abstract T operator *(T a, T b);

    /// <summary>The quotient.</summary>
    static abstract T operator /(T a, T b);
}
