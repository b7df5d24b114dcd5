using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The losses, one sample at a time. Each returns the loss summed over the sample's n outputs, unscaled, and writes its gradient by the outputs times <c>scale</c>. <c>output</c> and <c>gradient</c> are rows padded to a multiple of 16 floats and may be the same row; the padding of the gradient becomes 0, that of the output may hold anything. Of <c>target</c> n floats count; up to <c>readable</c> may be loaded, such as the next sample's, which is quicker. Sums run in the order of <see cref="VirtualLanes"/>; all is finite for logits of ±10⁴.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Losses
{
    /// <summary>Σ (y − t)²; gradient 2·(y − t).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MeanSquaredError<T>(ref float output, ref float target, ref float gradient, int n, float scale, int readable) where T : struct, ILanes<T> =>
        Sum<Squared, T>(ref output, ref target, ref gradient, n, scale, readable);

    /// <summary>Σ |y − t|; gradient ±1, 0 where y = t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MeanAbsoluteError<T>(ref float output, ref float target, ref float gradient, int n, float scale, int readable) where T : struct, ILanes<T> =>
        Sum<Absolute, T>(ref output, ref target, ref gradient, n, scale, readable);

    /// <summary>Σ ½·d² for |d| ≤ 1, |d| − ½ beyond, d = y − t; gradient d, at most ±1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Huber<T>(ref float output, ref float target, ref float gradient, int n, float scale, int readable) where T : struct, ILanes<T> =>
        Sum<Huberian, T>(ref output, ref target, ref gradient, n, scale, readable);

    /// <summary>Σ max(0, 1 − t·y), t = ±1; gradient −t where 1 − t·y &gt; 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Hinge<T>(ref float output, ref float target, ref float gradient, int n, float scale, int readable) where T : struct, ILanes<T> =>
        Sum<Hinged, T>(ref output, ref target, ref gradient, n, scale, readable);

    /// <summary>−Σ t·y for y = ln p; gradient −t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float NegativeLogLikelihood<T>(ref float output, ref float target, ref float gradient, int n, float scale, int readable) where T : struct, ILanes<T> =>
        Sum<Likelihood, T>(ref output, ref target, ref gradient, n, scale, readable);

    /// <summary>Sigmoid and binary cross-entropy in one, x being logits: Σ max(x, 0) − x·t + ln(1 + e^−|x|); gradient sigmoid(x) − t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SigmoidBinaryCrossEntropy<T>(ref float output, ref float target, ref float gradient, int n, float scale, int readable) where T : struct, ILanes<T> =>
        Sum<Bernoulli, T>(ref output, ref target, ref gradient, n, scale, readable);

    /// <summary>Softmax and cross-entropy in one, x being logits: Σ t·(ln Σⱼ e^xⱼ − x); gradient softmax(x)·Σ t − t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float SoftmaxCrossEntropy<T>(ref float output, ref float target, ref float gradient, int n, float scale, int readable) where T : struct, ILanes<T>
    {
        // With m the largest x and S = Σ e^(x − m): loss = Σ t·(m − x) + ln S·Σ t, both terms ≥ 0.
        T max = T.Create(Rows.Max<T>(ref output, n));
        VirtualLanes targets = default, distances = default;
        float sum = Reductions.Sum<SoftmaxTerms<T>, T>(new(ref output, max, ref target, readable, ref gradient, ref targets, ref distances), n);
        float mass = targets.Sum();
        T share = T.Create(mass / sum), factor = T.Create(scale);
        for (int i = 0; i < n; i += T.Count)
        {
            T slope = T.FusedMultiplyAdd(T.Load(ref gradient, i), share, -LoadTarget<T>(ref target, i, n - i, readable));
            T.Store(T.And(slope * factor, VirtualLanes.MaskOf<T>(n - i)), ref gradient, i);
        }
        ClearPadding<T>(ref gradient, n);
        float distance = distances.Sum();
        // The logarithm of this width, since another's would be one more method, with types of its own, for the JIT to compile.
        T.Store(VectorMath.Log(T.Create(sum)), ref VirtualLanes.First(ref distances), 0);
        return SoftwareFusedMultiplyAdd.Compute(VirtualLanes.First(ref distances), mass, distance);
    }

    /// <summary>One term: (y − t)²; and its derivative by the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MeanSquaredError<T>(T output, T target, out T slope) where T : struct, ILanes<T> => Squared.Of(output, target, out slope);

    /// <summary>One term: |y − t|; and its derivative by the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MeanAbsoluteError<T>(T output, T target, out T slope) where T : struct, ILanes<T> => Absolute.Of(output, target, out slope);

    /// <summary>One term: ½·d² for |d| ≤ 1, |d| − ½ beyond, d = y − t; and its derivative by the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Huber<T>(T output, T target, out T slope) where T : struct, ILanes<T> => Huberian.Of(output, target, out slope);

    /// <summary>One term: max(0, 1 − t·y); and its derivative by the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Hinge<T>(T output, T target, out T slope) where T : struct, ILanes<T> => Hinged.Of(output, target, out slope);

    /// <summary>One term: max(x, 0) − x·t + ln(1 + e^−|x|), x being a logit; and its derivative by the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SigmoidBinaryCrossEntropy<T>(T output, T target, out T slope) where T : struct, ILanes<T> => Bernoulli.Of(output, target, out slope);

    /// <summary>Sums a loss that is a sum over the outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Sum<TLoss, T>(ref float output, ref float target, ref float gradient, int n, float scale, int readable)
        where TLoss : struct, IElementwiseLoss
        where T : struct, ILanes<T>
    {
        float sum = Reductions.Sum<LossTerms<TLoss, T>, T>(new(ref output, ref target, readable, ref gradient, T.Create(scale)), n);
        ClearPadding<T>(ref gradient, n);
        return sum;
    }

    /// <summary>Loads targets from i on, of which the first <paramref name="valid"/> count; the others may be anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LoadTarget<T>(ref float target, int i, int valid, int readable) where T : struct, ILanes<T> =>
        readable - i >= T.Count ? T.Load(ref target, i) : LoadRest<T>(ref Unsafe.Add(ref target, i), valid);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T LoadRest<T>(ref float target, int count) where T : struct, ILanes<T>
    {
        // Elements stored one by one and loaded as a vector wait for each other.
        if (count == 1)
            return T.Broadcast(ref target, 0);
        VirtualLanes rest = default;
        for (int i = 0; i < count; i++)
            Unsafe.Add(ref VirtualLanes.First(ref rest), i) = Unsafe.Add(ref target, i);
        return T.Load(ref VirtualLanes.First(ref rest), 0);
    }

    /// <summary>Zeroes the vectors that are wholly padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ClearPadding<T>(ref float gradient, int n) where T : struct, ILanes<T>
    {
        for (int i = (n + T.Count - 1) & -T.Count; i % VirtualLanes.Count != 0; i += T.Count)
            T.Store(T.Zero, ref gradient, i);
    }
}
