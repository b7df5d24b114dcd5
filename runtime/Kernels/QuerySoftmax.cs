using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Softmax over the keys for sixteen queries, which are the columns of a block of scores, and in lanes.</summary>
/// <remarks>Where attention is causal, the first query sees the keys before <c>seen</c> and each further query one more; those that it doesn't see have a probability of 0, whatever their scores.</remarks>
internal static class QuerySoftmax
{
    /// <summary>Queries of a block.</summary>
    internal const int Queries = VirtualLanes.Count;

    /// <summary>2⁻¹²⁶, the smallest normal number.</summary>
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>p = e^(scale·(s − m)) / Σ e^(scale·(s − m)) over the keys in ascending order, m a query's largest score, in place of the scores s. Results below 2⁻¹²⁶ are 0.</summary>
    /// <param name="scores">A row for each key.</param>
    /// <param name="keys">Rows.</param>
    /// <param name="seen">Keys that all queries see.</param>
    /// <param name="scale">The factor of the scores, above 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Apply<T>(ref float scores, int keys, int seen, float scale) where T : struct, ILanes<T>
    {
        for (int lane = 0; lane < Queries; lane += T.Count)
        {
            ref float s = ref Unsafe.Add(ref scores, lane);
            Hide(ref s, lane, keys, seen, T.Create(float.NegativeInfinity));
            T max = Largest<T>(ref s, keys), factor = T.Create(scale), sum = T.Zero;
            for (int key = 0; key < keys; key++)
            {
                T e = VectorMath.Exp((T.Load(ref s, key * Queries) - max) * factor);
                T.Store(e, ref s, key * Queries);
                sum += e;
            }
            T inverse = T.Create(1f) / sum, smallest = sum * T.Create(SmallestNormal);
            for (int key = 0; key < keys; key++)
            {
                T e = T.Load(ref s, key * Queries);
                T.Store(T.Select(T.LessThan(e, smallest), T.Zero, e) * inverse, ref s, key * Queries);
            }
        }
    }

    /// <summary>From the probabilities p and their gradients g: the gradients of the scores, scale·p·(g − Σ p·g), in place of g. Each sum is four, of every fourth key, which are added as (0 + 1) + (2 + 3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T>(ref float probabilities, ref float gradients, int keys, int seen, float scale) where T : struct, ILanes<T>
    {
        for (int lane = 0; lane < Queries; lane += T.Count)
        {
            ref float p = ref Unsafe.Add(ref probabilities, lane), g = ref Unsafe.Add(ref gradients, lane);
            Hide(ref g, lane, keys, seen, T.Zero);
            T a = T.Zero, b = T.Zero, c = T.Zero, d = T.Zero;
            int key = 0;
            for (; key + 4 <= keys; key += 4)
            {
                a = Add(ref p, ref g, key, a);
                b = Add(ref p, ref g, key + 1, b);
                c = Add(ref p, ref g, key + 2, c);
                d = Add(ref p, ref g, key + 3, d);
            }
            if (key < keys)
                a = Add(ref p, ref g, key, a);
            if (key + 1 < keys)
                b = Add(ref p, ref g, key + 1, b);
            if (key + 2 < keys)
                c = Add(ref p, ref g, key + 2, c);
            T mean = (a + b) + (c + d), factor = T.Create(scale);
            for (key = 0; key < keys; key++)
                T.Store(T.Load(ref p, key * Queries) * factor * (T.Load(ref g, key * Queries) - mean), ref g, key * Queries);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Add<T>(ref float p, ref float g, int key, T sum) where T : struct, ILanes<T> =>
        T.FusedMultiplyAdd(T.Load(ref p, key * Queries), T.Load(ref g, key * Queries), sum);

    /// <summary>Replaces the elements of keys that a query doesn't see.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Hide<T>(ref float column, int lane, int keys, int seen, T value) where T : struct, ILanes<T>
    {
        // Query i sees the keys before seen + i: key seen + i is hidden from the queries 0 to i.
        for (int key = seen + lane; key < keys; key++)
            T.Store(T.Select(VirtualLanes.Mask<T>(key - seen - lane + 1), value, T.Load(ref column, key * Queries)), ref column, key * Queries);
    }

    /// <summary>The largest of each query's scores, which are the same bits in any order. NaNs are ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Largest<T>(ref float s, int keys) where T : struct, ILanes<T>
    {
        T a = T.Create(float.NegativeInfinity), b = a, c = a, d = a;
        int key = 0;
        for (; key + 4 <= keys; key += 4)
        {
            a = Larger(a, T.Load(ref s, key * Queries));
            b = Larger(b, T.Load(ref s, (key + 1) * Queries));
            c = Larger(c, T.Load(ref s, (key + 2) * Queries));
            d = Larger(d, T.Load(ref s, (key + 3) * Queries));
        }
        for (; key < keys; key++)
            a = Larger(a, T.Load(ref s, key * Queries));
        return Larger(Larger(a, b), Larger(c, d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Larger<T>(T max, T value) where T : struct, ILanes<T> => T.Select(T.LessThan(max, value), value, max);
}
