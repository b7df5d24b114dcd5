using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>A vector of floats whose lanes never mix, so that every width gives every lane the same bits. Emitted kernels are written once, over this, and compiled for 512, 256, 128 and 32 bits.</summary>
/// <typeparam name="T">The vector type itself.</typeparam>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public interface ILanes<T> : ILaneArithmetic<T> where T : struct, ILanes<T>
{
    /// <summary>Every lane the same bits.</summary>
    static abstract T Create(int bits);

    /// <summary>Loads the lanes from consecutive 8-bit integers, the first at <paramref name="offset"/>, as the floats of the same values.</summary>
    static abstract T Load(ref sbyte source, int offset);

    /// <summary>Loads the lanes from consecutive bfloat16 elements, the first at <paramref name="offset"/>: the upper halves of floats whose lower halves are zero.</summary>
    static abstract T Load(ref ushort source, int offset);

    /// <summary>Loads the lanes from elements that are <paramref name="stride"/> apart.</summary>
    static abstract T Gather(ref float source, int offset, int stride);

    /// <summary>Stores the lanes in elements that are <paramref name="stride"/> apart.</summary>
    static abstract void Scatter(T value, ref float destination, int offset, int stride);

    /// <summary>Lanes 0, 2, 4 … in the lower half, and once more in the upper; a single lane as it is.</summary>
    static abstract T Even(T a);

    /// <summary>Lanes 1, 3, 5 … in the lower half, and once more in the upper; a single lane as it is.</summary>
    static abstract T Odd(T a);

    /// <summary>Stores the lower half of the lanes, rounded up, in consecutive elements.</summary>
    static abstract void StoreLower(T value, ref float destination, int offset);

    /// <summary>Stores the first <paramref name="count"/> lanes, 1 to all, in consecutive elements, and touches no other.</summary>
    static abstract void StoreFirst(T value, int count, ref float destination, int offset);

    /// <summary>Stores the lowest byte of the bits of each lane.</summary>
    static abstract void StoreBytes(T value, ref sbyte destination, int offset);

    /// <summary>Adds the upper half of the lanes to the lower until four are left: the upper levels of the tree of <see cref="VirtualLanes"/>.</summary>
    static abstract Vector128<float> Fold(T a);

    /// <summary>The value with the opposite sign.</summary>
    static abstract T operator -(T a);

    /// <summary>The square root.</summary>
    static abstract T SquareRoot(T a);

    /// <summary>The absolute value.</summary>
    static abstract T Abs(T a);

    /// <summary>The smaller of a value and a limit, NaN for a NaN. The limit is neither NaN nor 0: about those, processors disagree.</summary>
    static abstract T AtMost(T a, T limit);

    /// <summary>The larger of a value and a limit, NaN for a NaN. The limit is neither NaN nor 0.</summary>
    static abstract T AtLeast(T a, T limit);

    /// <summary>a &lt; b, as a mask of all or no bits; false for NaN.</summary>
    static abstract T LessThan(T a, T b);

    /// <summary>a ≤ b, as a mask of all or no bits; false for NaN.</summary>
    static abstract T LessThanOrEqual(T a, T b);

    /// <summary>a = b, as a mask of all or no bits; false for NaN.</summary>
    static abstract T Equals(T a, T b);

    /// <summary>Lane by lane <paramref name="whenTrue"/> where the mask has all bits, <paramref name="whenFalse"/> where it has none.</summary>
    static abstract T Select(T mask, T whenTrue, T whenFalse);

    /// <summary>Bitwise and.</summary>
    static abstract T And(T a, T b);

    /// <summary>Bitwise or.</summary>
    static abstract T Or(T a, T b);

    /// <summary>Bitwise exclusive or.</summary>
    static abstract T Xor(T a, T b);

    /// <summary>Adds the bits as integers, wrapping round.</summary>
    static abstract T AddBits(T a, T b);

    /// <summary>Subtracts the bits as integers, wrapping round.</summary>
    static abstract T SubtractBits(T a, T b);

    /// <summary>Shifts the bits left.</summary>
    static abstract T ShiftLeft(T a, int count);

    /// <summary>Shifts the bits right, the sign bit spreading.</summary>
    static abstract T ShiftRightArithmetic(T a, int count);

    /// <summary>Converts integer bits to the float of the same value.</summary>
    static abstract T ConvertToSingle(T bits);
}
