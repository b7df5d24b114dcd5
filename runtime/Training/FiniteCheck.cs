using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Training;

/// <summary>Looks for NaN and infinities in parameters and gradients.</summary>
internal static class FiniteCheck
{
    /// <summary>Whether a range of the parameters holds only finite values, padding included.</summary>
    public static bool Passes(ParameterBlock block, int start, int length) => Passes(block.Values.Slice(start, length));

    /// <summary>Whether all values are finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static bool Passes(ReadOnlySpan<float> values)
    {
        // 0·x is 0, or NaN where x isn't finite; NaN stays in a sum. No other bit of the sum matters, so its order is free.
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> zero = Vector<float>.Zero, a = zero, b = zero, c = zero, d = zero;
        int i = 0;
        for (; i + 3 < vectors.Length; i += 4)
        {
            a += vectors[i] * zero;
            b += vectors[i + 1] * zero;
            c += vectors[i + 2] * zero;
            d += vectors[i + 3] * zero;
        }
        float rest = Vector.Sum((a + b) + (c + d));
        foreach (float value in values[(i * Vector<float>.Count)..])
            rest += value * 0;
        return rest == 0;
    }

    /// <summary>The first element that isn't finite, with its tensor and index; null if there is none outside the padding.</summary>
    public static (string Tensor, int Element, float Value)? FirstNotFinite(ParameterBlock block)
    {
        // By index: with NaN in the padding this runs at every step, and enumerating an interface allocates.
        IReadOnlyList<TensorLayout> tensors = block.Layout.Tensors;
        for (int t = 0; t < tensors.Count; t++)
            for (int i = 0; i < tensors[t].Length; i++)
                if (block.ValueOf(tensors[t], i) is var value && !float.IsFinite(value))
                    return (tensors[t].Name, i, value);
        return null;
    }
}
