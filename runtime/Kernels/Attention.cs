using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Scaled dot-product attention (Vaswani et al. 2017), head by head. A position has the channels of its query, key and value one after another, each of heads × width. Rows of scores have a stride of the length rounded up to 16.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Attention
{
    /// <summary>P = softmax(Q·Kᵀ/√width) and y = P·V of each head.</summary>
    /// <param name="x">Queries, keys and values.</param>
    /// <param name="y">The results.</param>
    /// <param name="probabilities">P of each head.</param>
    /// <param name="keys">Memory for a head's transposed keys.</param>
    /// <param name="length">Positions.</param>
    /// <param name="heads">Heads.</param>
    /// <param name="width">Channels of a head.</param>
    /// <param name="isCausal">1 where a position sees no later ones, else 0.</param>
    /// <param name="headStride">The distance of the probabilities of two heads; 0 if they aren't kept.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward<T>(ref float x, ref float y, ref float probabilities, ref float keys, int length, int heads, int width, int isCausal, int headStride) where T : struct, ILanes<T>
    {
        int channels = heads * width, pixel = 3 * channels, padded = VirtualLanes.Pad(length);
        for (int head = 0; head < heads; head++)
        {
            ref float q = ref Unsafe.Add(ref x, head * width), k = ref Unsafe.Add(ref q, channels), v = ref Unsafe.Add(ref k, channels);
            ref float p = ref Unsafe.Add(ref probabilities, head * headStride);
            Blocks.Transpose(ref k, pixel, ref keys, padded, length, width);
            new StridedProduct(ref q, pixel, 1, ref keys, padded, ref p, padded, length, width, Scale(width), isCausal == 1 ? Triangle.Results : Triangle.None).Compute<T>(padded);
            for (int i = 0; i < length; i++)
            {
                ref float row = ref Unsafe.Add(ref p, i * padded);
                Rows.Softmax<T>(ref row, ref row, isCausal == 1 ? i + 1 : length);
            }
            new StridedProduct(ref p, padded, 1, ref v, pixel, ref Unsafe.Add(ref y, head * width), channels, length, length, 1f, isCausal == 1 ? Triangle.LaterTerms : Triangle.None).Compute<T>(width);
        }
    }

    /// <summary>With G = P∘(∂y·Vᵀ − Σⱼ P∘(∂y·Vᵀ)), the gradients of the scores: ∂Q = G·K/√width, ∂K = Gᵀ·Q/√width and ∂V = Pᵀ·∂y.</summary>
    /// <param name="x">Queries, keys and values.</param>
    /// <param name="probabilities">P of each head.</param>
    /// <param name="dy">The results' gradients.</param>
    /// <param name="dx">The gradients of queries, keys and values, overwritten.</param>
    /// <param name="values">Memory for a head's transposed values.</param>
    /// <param name="scores">Memory for the gradients of a head's scores.</param>
    /// <param name="length">Positions.</param>
    /// <param name="heads">Heads.</param>
    /// <param name="width">Channels of a head.</param>
    /// <param name="isCausal">1 where a position sees no later ones, else 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T>(ref float x, ref float probabilities, ref float dy, ref float dx, ref float values, ref float scores, int length, int heads, int width, int isCausal) where T : struct, ILanes<T>
    {
        int channels = heads * width, pixel = 3 * channels, padded = VirtualLanes.Pad(length);
        (Triangle results, Triangle later, Triangle earlier) = isCausal == 1 ? (Triangle.Results, Triangle.LaterTerms, Triangle.EarlierTerms) : default;
        for (int head = 0; head < heads; head++)
        {
            int first = head * width;
            ref float q = ref Unsafe.Add(ref x, first), k = ref Unsafe.Add(ref q, channels), v = ref Unsafe.Add(ref k, channels);
            ref float dq = ref Unsafe.Add(ref dx, first), dk = ref Unsafe.Add(ref dq, channels), dv = ref Unsafe.Add(ref dk, channels);
            ref float p = ref Unsafe.Add(ref probabilities, head * length * padded), gradient = ref Unsafe.Add(ref dy, first);
            Blocks.Transpose(ref v, pixel, ref values, padded, length, width);
            new StridedProduct(ref gradient, channels, 1, ref values, padded, ref scores, padded, length, width, 1f, results).Compute<T>(padded);
            for (int i = 0; i < length; i++)
            {
                ref float row = ref Unsafe.Add(ref scores, i * padded);
                Rows.SoftmaxGradient<T>(ref Unsafe.Add(ref p, i * padded), ref row, ref row, isCausal == 1 ? i + 1 : length);
            }
            new StridedProduct(ref scores, padded, 1, ref k, pixel, ref dq, pixel, length, length, Scale(width), later).Compute<T>(width);
            new StridedProduct(ref scores, 1, padded, ref q, pixel, ref dk, pixel, length, length, Scale(width), earlier).Compute<T>(width);
            new StridedProduct(ref p, 1, padded, ref gradient, channels, ref dv, pixel, length, length, 1f, earlier).Compute<T>(width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Scale(int width) => 1 / MathF.Sqrt(width);
}
