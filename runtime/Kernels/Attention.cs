using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Scaled dot-product attention (Vaswani et al. 2017), head by head, sixteen queries at a time. A position has the channels of its query, key and value one after another, each of heads × width.</summary>
/// <remarks>For emitted code alone. A block of scores, or of probabilities, has a row for each key and a column for each of sixteen queries, which are in lanes; A head's blocks are one after another, each with room for all keys. Vectors may be read past the end of queries, keys, values, results and their gradients.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Attention
{
    private const int Queries = QuerySoftmax.Queries;

    /// <summary>P = softmax(Q·Kᵀ/√width) and y = P·V of each head.</summary>
    /// <param name="x">Queries, keys and values.</param>
    /// <param name="y">The results.</param>
    /// <param name="probabilities">The blocks of P of each head, or memory for one.</param>
    /// <param name="queries">Memory for a block's transposed queries.</param>
    /// <param name="length">Positions.</param>
    /// <param name="heads">Heads.</param>
    /// <param name="width">Channels of a head.</param>
    /// <param name="isCausal">1 where a position sees no later ones, else 0.</param>
    /// <param name="headStride">The distance of the probabilities of two heads; 0 if they aren't kept.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward<T>(ref float x, ref float y, ref float probabilities, ref float queries, int length, int heads, int width, int isCausal, int headStride) where T : struct, ILanes<T>
    {
        int channels = heads * width, pixel = 3 * channels;
        for (int head = 0; head < heads; head++)
        {
            ref float q = ref Unsafe.Add(ref x, head * width), k = ref Unsafe.Add(ref q, channels), v = ref Unsafe.Add(ref k, channels);
            for (int first = 0; first < length; first += Queries)
            {
                QueryBlock block = new(first, length, isCausal == 1);
                ref float p = ref Unsafe.Add(ref probabilities, headStride == 0 ? 0 : head * headStride + first * length);
                Blocks.Transpose(ref Unsafe.Add(ref q, first * pixel), pixel, ref queries, Queries, block.Count, width);
                new StridedProduct(ref k, pixel, 1, ref queries, Queries, ref p, Queries, block.Keys, width).Compute<T>(Queries);
                QuerySoftmax.Apply<T>(ref p, block.Keys, block.Seen, Scale(width));
                new StridedProduct(ref p, 1, Queries, ref v, pixel, ref Unsafe.Add(ref y, first * channels + head * width), channels, block.Count, block.Keys, block.Later, first).Compute<T>(width);
            }
        }
    }

    /// <summary>With G = P∘(∂y·Vᵀ − Σⱼ P∘(∂y·Vᵀ))/√width, the gradients of the scores: ∂Q = G·K, ∂K = Gᵀ·Q and ∂V = Pᵀ·∂y.</summary>
    /// <param name="x">Queries, keys and values.</param>
    /// <param name="probabilities">The blocks of P of each head.</param>
    /// <param name="dy">The results' gradients.</param>
    /// <param name="dx">The gradients of queries, keys and values, overwritten.</param>
    /// <param name="gradients">Memory for a block's transposed ∂y.</param>
    /// <param name="scores">Memory for a block of G.</param>
    /// <param name="length">Positions.</param>
    /// <param name="heads">Heads.</param>
    /// <param name="width">Channels of a head.</param>
    /// <param name="isCausal">1 where a position sees no later ones, else 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T>(ref float x, ref float probabilities, ref float dy, ref float dx, ref float gradients, ref float scores, int length, int heads, int width, int isCausal) where T : struct, ILanes<T>
    {
        int channels = heads * width, pixel = 3 * channels;
        for (int head = 0; head < heads; head++)
        {
            int start = head * width;
            ref float q = ref Unsafe.Add(ref x, start), k = ref Unsafe.Add(ref q, channels), v = ref Unsafe.Add(ref k, channels);
            ref float dq = ref Unsafe.Add(ref dx, start), dk = ref Unsafe.Add(ref dq, channels), dv = ref Unsafe.Add(ref dk, channels);
            for (int first = 0; first < length; first += Queries)
            {
                QueryBlock block = new(first, length, isCausal == 1);
                ref float p = ref Unsafe.Add(ref probabilities, (head * VirtualLanes.Pad(length) + first) * length), gradient = ref Unsafe.Add(ref dy, first * channels + start);
                Blocks.Transpose(ref gradient, channels, ref gradients, Queries, block.Count, width);
                new StridedProduct(ref v, pixel, 1, ref gradients, Queries, ref scores, Queries, block.Keys, width).Compute<T>(Queries);
                QuerySoftmax.Gradient<T>(ref p, ref scores, block.Keys, block.Seen, Scale(width));
                new StridedProduct(ref scores, 1, Queries, ref k, pixel, ref Unsafe.Add(ref dq, first * pixel), pixel, block.Count, block.Keys, block.Later, first).Compute<T>(width);
                AddByKeys<T>(ref scores, ref Unsafe.Add(ref q, first * pixel), pixel, ref dk, pixel, block, width);
                AddByKeys<T>(ref p, ref gradient, channels, ref dv, pixel, block, width);
            }
        }
    }

    /// <summary>Continues the sums of each key with the block's queries, and begins those of keys that no earlier block has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddByKeys<T>(ref float a, ref float b, int rowOfB, ref float y, int rowOfY, QueryBlock block, int width) where T : struct, ILanes<T>
    {
        int begun = block.Begun;
        if (begun > 0)
            new StridedProduct(ref a, Queries, 1, ref b, rowOfB, ref y, rowOfY, begun, block.Count, continues: true).Compute<T>(width);
        if (begun < block.Keys)
            new StridedProduct(ref Unsafe.Add(ref a, begun * Queries), Queries, 1, ref b, rowOfB, ref Unsafe.Add(ref y, begun * rowOfY), rowOfY, block.Keys - begun, block.Count, block.Earlier).Compute<T>(width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Scale(int width) => 1 / MathF.Sqrt(width);

    /// <summary>Up to sixteen queries from the first on.</summary>
    private readonly record struct QueryBlock(int First, int Length, bool IsCausal)
    {
        public int Count => Math.Min(Queries, Length - First);

        /// <summary>The keys that some of them see.</summary>
        public int Keys => IsCausal ? First + Count : Length;

        /// <summary>The keys that all of them see.</summary>
        public int Seen => IsCausal ? First + 1 : Length;

        /// <summary>The keys that queries of earlier blocks see.</summary>
        public int Begun => IsCausal || First == 0 ? First : Length;

        public Triangle Later => IsCausal ? Triangle.LaterTerms : Triangle.None;

        public Triangle Earlier => IsCausal ? Triangle.EarlierTerms : Triangle.None;
    }
}
