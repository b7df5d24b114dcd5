using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NetGen.Kernels;

namespace NetGen.Training;

/// <summary>Looks for NaN and infinities in parameters and gradients.</summary>
internal static class FiniteCheck
{
    /// <summary>Whether a range of the parameters holds only finite values, padding included.</summary>
    public static bool Passes(ParameterBlock block, int start, int length) => Passes(block.Values.Slice(start, length));

    /// <summary>Whether all values are finite.</summary>
    public static bool Passes(ReadOnlySpan<float> values)
    {
        ref float first = ref MemoryMarshal.GetReference(values);
        if (Vector256.IsHardwareAccelerated && Avx512F.IsSupported)
            return Passes<Lanes512>(ref first, values.Length);
        else if (Vector256.IsHardwareAccelerated)
            return Passes<Lanes256>(ref first, values.Length);
        else
            return Passes<Lanes128>(ref first, values.Length);
    }

    // 0·x is 0, or NaN where x isn't finite; NaN stays in a sum. No other bit of the sum matters, so its order is free.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static bool Passes<T>(ref float values, int length) where T : struct, ILanes<T>
    {
        T zero = T.Zero, a = zero, b = zero, c = zero, d = zero;
        int i = 0, lanes = T.Count;
        for (; i <= length - 4 * lanes; i += 4 * lanes)
        {
            a += T.Load(ref values, i) * zero;
            b += T.Load(ref values, i + lanes) * zero;
            c += T.Load(ref values, i + 2 * lanes) * zero;
            d += T.Load(ref values, i + 3 * lanes) * zero;
        }
        float rest = VirtualLanes.Sum(T.Fold((a + b) + (c + d)));
        for (; i < length; i++)
            rest += Unsafe.Add(ref values, i) * 0;
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
