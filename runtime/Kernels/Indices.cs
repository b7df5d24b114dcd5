using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>A range of a sample's inputs that a layer takes as indices.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Input">The input's name.</param>
/// <param name="Offset">Its first element in a sample.</param>
/// <param name="Length">Its elements.</param>
/// <param name="Count">The number of indices: each is a whole number from 0 to one less.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct IndexRange(string Layer, string Input, int Offset, int Length, int Count);

/// <summary>The check of inputs that are indices, which kernels rely on.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Indices
{
    /// <summary>Throws unless every index of every sample is a whole number in its range.</summary>
    /// <param name="inputs">Samples, one after another.</param>
    /// <param name="sampleLength">Elements of a sample.</param>
    /// <param name="range">The indices in each.</param>
    /// <param name="network">The name of the class.</param>
    /// <param name="parameter">The name of the caller's parameter.</param>
    /// <exception cref="ArgumentException">An index is not; the message names it and its place.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Check(ReadOnlySpan<float> inputs, int sampleLength, IndexRange range, string network, string parameter)
    {
        for (int start = range.Offset; start < inputs.Length; start += sampleLength)
        {
            ReadOnlySpan<float> indices = inputs.Slice(start, range.Length);
            for (int i = 0; i < indices.Length; i++)
                if (!IsIndex(indices[i], range.Count))
                    Throw(indices[i], start + i, sampleLength, range, network, parameter);
        }
    }

    /// <summary>False for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsIndex(float value, int count) => value >= 0 && value < count && (int)value == value;

    [DoesNotReturn]
    private static void Throw(float value, int place, int sampleLength, IndexRange range, string network, string parameter)
    {
        (int sample, int element) = Math.DivRem(place, sampleLength);
        throw new ArgumentException(FormattableString.Invariant(
            $"{parameter}[{place}] is {value:r}: '{range.Layer}' of {network} takes whole numbers from 0 to {range.Count - 1}. It is element {element - range.Offset} of {range.Input} in sample {sample}."), parameter);
    }
}
