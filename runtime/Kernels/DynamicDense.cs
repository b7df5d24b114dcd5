using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The sizes of a dense layer of <see cref="Precision.DynamicInt8"/>.</summary>
/// <param name="Inputs">Inputs.</param>
/// <param name="Units">Outputs.</param>
/// <param name="PanelWidth">Outputs in a panel of weights, 16 or 32.</param>
/// <param name="HasBias">Whether biases follow the scales of the weights.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct DynamicSizes(int Inputs, int Units, int PanelWidth, bool HasBias)
{
    /// <summary>Groups of four inputs, the last filled with zeros.</summary>
    internal int Groups => (Inputs + 3) / 4;

    /// <summary>Bytes of a sample's rounded inputs before they are arranged.</summary>
    internal int Rounded => (Inputs + 15) / 16 * 16;

    /// <summary>Outputs, padding included.</summary>
    internal int Padded => (Units + PanelWidth - 1) / PanelWidth * PanelWidth;

    /// <summary>Bytes from the weights of four inputs to those of the next.</summary>
    internal int Row => 4 * PanelWidth;

    /// <summary>The offset of the weights of output j, in bytes.</summary>
    internal int Column(int j) => j / PanelWidth * Groups * Row + j % PanelWidth * 4;

    /// <summary>The offset of the scales from the weights, in floats.</summary>
    internal int Scales => (Padded * Groups * 4 + KernelConstants.Alignment - 1) / KernelConstants.Alignment * KernelConstants.Lanes;

    /// <summary>The offset of the scale of a sample's inputs from its rounded inputs, in floats; the sum of its integers follows.</summary>
    internal int Scale => Rounded / 2;
}

/// <summary>Dense layers whose inputs are rounded to 8-bit integers, sample by sample, and multiplied by weights of 8-bit integers: sums are exact.</summary>
/// <remarks>
/// For emitted code alone.
/// <para>Weights are in panels <c>[⌈out/width⌉][⌈in/4⌉][width][4]</c>, so that a vector has four weights of each of some outputs.</para>
/// <para>y = FusedMultiplyAdd((float)sum, inputScale · weightScale, b), each of the three operations rounded once; without a bias (float)sum · (inputScale · weightScale).</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class DynamicDense
{
    /// <summary>y = W·x + b for some samples.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="xStride">Elements from one sample's inputs to the next one's.</param>
    /// <param name="y">Overwritten with the outputs, in whole vectors.</param>
    /// <param name="yStride">Elements from one sample's outputs to the next one's.</param>
    /// <param name="w">The weights, their scales, and the biases.</param>
    /// <param name="rounded">Memory for each sample's rounded inputs, their scale and their sum.</param>
    /// <param name="roundedStride">Elements from one sample's to the next one's.</param>
    /// <param name="sizes">The layer's sizes.</param>
    /// <param name="rows">The samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward<T>(ref float x, int xStride, ref float y, int yStride, ref float w, ref float rounded, int roundedStride, in DynamicSizes sizes, int rows) where T : struct, ILanes<T>
    {
        if (VnniProducts.IsSupported)
            Forward<T, VnniProducts, Vector256<int>, Vector256<byte>, Vector256<sbyte>>(ref x, xStride, ref y, yStride, ref w, ref rounded, roundedStride, in sizes, rows);
        else if (WidePairProducts.IsSupported)
            Forward<T, WidePairProducts, Vector512<int>, Vector512<short>, Vector512<short>>(ref x, xStride, ref y, yStride, ref w, ref rounded, roundedStride, in sizes, rows);
        else if (PairProducts.IsSupported)
            Forward<T, PairProducts, Vector256<int>, (Vector256<short>, Vector256<short>), (Vector256<short>, Vector256<short>)>(ref x, xStride, ref y, yStride, ref w, ref rounded, roundedStride, in sizes, rows);
        else
            Forward<T, NarrowPairProducts, Vector128<int>, (Vector128<short>, Vector128<short>), (Vector128<short>, Vector128<short>)>(ref x, xStride, ref y, yStride, ref w, ref rounded, roundedStride, in sizes, rows);
    }

    /// <summary>The same with given instructions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Forward<T, P, TSums, TWeights, TInputs>(ref float x, int xStride, ref float y, int yStride, ref float w, ref float rounded, int roundedStride, in DynamicSizes sizes, int rows)
        where T : struct, ILanes<T> where P : struct, IDotProducts<TSums, TWeights, TInputs>
    {
        for (int row = 0; row < rows; row++)
        {
            ref float own = ref Unsafe.Add(ref rounded, row * roundedStride);
            RoundedInputs inputs = RoundedInputs.Round<T>(ref Unsafe.Add(ref x, row * xStride), sizes.Inputs, ref Unsafe.As<float, sbyte>(ref own));
            P.Arrange(ref Unsafe.As<float, sbyte>(ref own), sizes.Rounded);
            Unsafe.Add(ref own, sizes.Scale) = inputs.Scale;
            Unsafe.As<float, int>(ref Unsafe.Add(ref own, sizes.Scale + 1)) = inputs.Sum;
        }
        IntegerTiles<P, TSums, TWeights, TInputs>.Sums(ref rounded, roundedStride, ref Unsafe.As<float, sbyte>(ref w), ref Unsafe.As<float, int>(ref y), yStride, in sizes, rows);
        for (int row = 0; row < rows; row++)
            Scale<T>(Unsafe.Add(ref rounded, row * roundedStride + sizes.Scale), ref Unsafe.Add(ref w, sizes.Scales), ref Unsafe.Add(ref y, row * yStride), in sizes);
    }

    /// <summary>Scales the sums of a sample, and adds the biases.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scale<T>(float inputScale, ref float scales, ref float y, in DynamicSizes sizes) where T : struct, ILanes<T>
    {
        T scale = T.Create(inputScale);
        int biases = sizes.Padded;
        if (sizes.HasBias)
            for (int j = 0; j < sizes.Units; j += T.Count)
                T.Store(T.FusedMultiplyAdd(T.ConvertToSingle(T.Load(ref y, j)), scale * T.Load(ref scales, j), T.Load(ref scales, biases + j)), ref y, j);
        else
            for (int j = 0; j < sizes.Units; j += T.Count)
                T.Store(T.ConvertToSingle(T.Load(ref y, j)) * (scale * T.Load(ref scales, j)), ref y, j);
    }
}
