using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The sums of a dense layer of 8-bit integers: tiles of samples × vectors of outputs in registers.</summary>
/// <remarks>
/// A vector that begins at an output may end after the last, in the padding of the panel and of the sample's results.
/// Measured on 784-512-256-10 with AVX-VNNI (Zen 5): tiles of 6 × 2 take 2.1 µs a sample, which is two instructions a cycle, those of 4 × 2 take 2.7.
/// </remarks>
internal static class IntegerTiles<P, TSums, TWeights, TInputs> where P : struct, IDotProducts<TSums, TWeights, TInputs>
{
    /// <summary>Samples of the tiles of two vectors: with two vectors of weights and one of inputs, twelve sums are what sixteen registers hold.</summary>
    private const int Tall = 6, Low = 4;

    /// <summary>The sums of some samples and all outputs.</summary>
    /// <param name="x">The samples' arranged inputs, and the sum of each.</param>
    /// <param name="xStride">Floats from one sample to the next.</param>
    /// <param name="w">The weights.</param>
    /// <param name="y">Overwritten with the sums.</param>
    /// <param name="yStride">Elements from one sample to the next.</param>
    /// <param name="sizes">The layer's sizes.</param>
    /// <param name="rows">The samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sums(ref float x, int xStride, ref sbyte w, ref int y, int yStride, in DynamicSizes sizes, int rows)
    {
        int tall = P.HasTallTiles ? rows - rows % Tall : 0, low = tall + (rows - tall) / Low * Low;
        for (int j = 0; low > 0 && j < sizes.Units; j += 2 * P.Count)
        {
            ref sbyte column = ref Unsafe.Add(ref w, sizes.Column(j));
            for (int row = 0; row < tall; row += Tall)
                Six(ref Unsafe.Add(ref x, row * xStride), xStride, ref column, ref Unsafe.Add(ref y, row * yStride + j), yStride, in sizes);
            for (int row = tall; row < low; row += Low)
                Four(ref Unsafe.Add(ref x, row * xStride), xStride, ref column, ref Unsafe.Add(ref y, row * yStride + j), yStride, in sizes);
        }
        for (int row = low; row < rows; row++)
        {
            int j = 0;
            for (; j + 2 * P.Count < sizes.Units; j += 4 * P.Count)
                One4(ref Unsafe.Add(ref x, row * xStride), ref Unsafe.Add(ref w, sizes.Column(j)), ref Unsafe.Add(ref y, row * yStride + j), in sizes);
            for (; j < sizes.Units; j += 2 * P.Count)
                One2(ref Unsafe.Add(ref x, row * xStride), ref Unsafe.Add(ref w, sizes.Column(j)), ref Unsafe.Add(ref y, row * yStride + j), in sizes);
        }
    }

    /// <summary>What the sums of a sample start with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSums Start(ref float x, in DynamicSizes sizes) => P.Start(Unsafe.As<float, int>(ref Unsafe.Add(ref x, sizes.Scale + 1)));

    /// <summary>Six samples × two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Six(ref float x, int xStride, ref sbyte w, ref int y, int yStride, in DynamicSizes sizes)
    {
        ref float x3 = ref Unsafe.Add(ref x, 3 * xStride);
        TSums a0 = Start(ref x, in sizes), a1 = a0;
        TSums b0 = Start(ref Unsafe.Add(ref x, xStride), in sizes), b1 = b0;
        TSums c0 = Start(ref Unsafe.Add(ref x, 2 * xStride), in sizes), c1 = c0;
        TSums d0 = Start(ref x3, in sizes), d1 = d0;
        TSums e0 = Start(ref Unsafe.Add(ref x3, xStride), in sizes), e1 = e0;
        TSums f0 = Start(ref Unsafe.Add(ref x3, 2 * xStride), in sizes), f1 = f0;
        ref sbyte first = ref Unsafe.As<float, sbyte>(ref x), second = ref Unsafe.As<float, sbyte>(ref x3);
        int row = sizes.Row, length = sizes.Rounded, end = 4 * sizes.Groups, stride = sizeof(float) * xStride;
        for (int k = 0; k < end; k += 4)
        {
            TWeights w0 = P.Load(ref w, 0), w1 = P.Load(ref w, 4 * P.Count);
            TInputs input = P.Broadcast(ref first, 0, length);
            a0 = P.MultiplyAdd(a0, w0, input);
            a1 = P.MultiplyAdd(a1, w1, input);
            input = P.Broadcast(ref first, stride, length);
            b0 = P.MultiplyAdd(b0, w0, input);
            b1 = P.MultiplyAdd(b1, w1, input);
            input = P.Broadcast(ref first, 2 * stride, length);
            c0 = P.MultiplyAdd(c0, w0, input);
            c1 = P.MultiplyAdd(c1, w1, input);
            input = P.Broadcast(ref second, 0, length);
            d0 = P.MultiplyAdd(d0, w0, input);
            d1 = P.MultiplyAdd(d1, w1, input);
            input = P.Broadcast(ref second, stride, length);
            e0 = P.MultiplyAdd(e0, w0, input);
            e1 = P.MultiplyAdd(e1, w1, input);
            input = P.Broadcast(ref second, 2 * stride, length);
            f0 = P.MultiplyAdd(f0, w0, input);
            f1 = P.MultiplyAdd(f1, w1, input);
            first = ref Unsafe.Add(ref first, P.Step);
            second = ref Unsafe.Add(ref second, P.Step);
            w = ref Unsafe.Add(ref w, row);
        }
        P.Store(a0, ref y, 0);
        P.Store(a1, ref y, P.Count);
        P.Store(b0, ref y, yStride);
        P.Store(b1, ref y, yStride + P.Count);
        P.Store(c0, ref y, 2 * yStride);
        P.Store(c1, ref y, 2 * yStride + P.Count);
        P.Store(d0, ref y, 3 * yStride);
        P.Store(d1, ref y, 3 * yStride + P.Count);
        P.Store(e0, ref y, 4 * yStride);
        P.Store(e1, ref y, 4 * yStride + P.Count);
        P.Store(f0, ref y, 5 * yStride);
        P.Store(f1, ref y, 5 * yStride + P.Count);
    }

    /// <summary>Four samples × two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Four(ref float x, int xStride, ref sbyte w, ref int y, int yStride, in DynamicSizes sizes)
    {
        ref float x2 = ref Unsafe.Add(ref x, 2 * xStride);
        TSums a0 = Start(ref x, in sizes), a1 = a0;
        TSums b0 = Start(ref Unsafe.Add(ref x, xStride), in sizes), b1 = b0;
        TSums c0 = Start(ref x2, in sizes), c1 = c0;
        TSums d0 = Start(ref Unsafe.Add(ref x2, xStride), in sizes), d1 = d0;
        ref sbyte first = ref Unsafe.As<float, sbyte>(ref x), second = ref Unsafe.As<float, sbyte>(ref x2);
        int row = sizes.Row, length = sizes.Rounded, end = 4 * sizes.Groups, stride = sizeof(float) * xStride;
        for (int k = 0; k < end; k += 4)
        {
            TWeights w0 = P.Load(ref w, 0), w1 = P.Load(ref w, 4 * P.Count);
            TInputs input = P.Broadcast(ref first, 0, length);
            a0 = P.MultiplyAdd(a0, w0, input);
            a1 = P.MultiplyAdd(a1, w1, input);
            input = P.Broadcast(ref first, stride, length);
            b0 = P.MultiplyAdd(b0, w0, input);
            b1 = P.MultiplyAdd(b1, w1, input);
            input = P.Broadcast(ref second, 0, length);
            c0 = P.MultiplyAdd(c0, w0, input);
            c1 = P.MultiplyAdd(c1, w1, input);
            input = P.Broadcast(ref second, stride, length);
            d0 = P.MultiplyAdd(d0, w0, input);
            d1 = P.MultiplyAdd(d1, w1, input);
            first = ref Unsafe.Add(ref first, P.Step);
            second = ref Unsafe.Add(ref second, P.Step);
            w = ref Unsafe.Add(ref w, row);
        }
        P.Store(a0, ref y, 0);
        P.Store(a1, ref y, P.Count);
        P.Store(b0, ref y, yStride);
        P.Store(b1, ref y, yStride + P.Count);
        P.Store(c0, ref y, 2 * yStride);
        P.Store(c1, ref y, 2 * yStride + P.Count);
        P.Store(d0, ref y, 3 * yStride);
        P.Store(d1, ref y, 3 * yStride + P.Count);
    }

    /// <summary>One sample × four vectors; each sum is two, of every other four inputs, so that there are enough of them to keep the multiply-add units busy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void One4(ref float x, ref sbyte w, ref int y, in DynamicSizes sizes)
    {
        TSums a0 = Start(ref x, in sizes), a1 = a0, a2 = a0, a3 = a0, b0 = P.Start(0), b1 = b0, b2 = b0, b3 = b0;
        ref sbyte first = ref Unsafe.As<float, sbyte>(ref x);
        int row = sizes.Row, length = sizes.Rounded, groups = sizes.Groups;
        for (int k = 1; k < groups; k += 2)
        {
            TInputs input = P.Broadcast(ref first, 0, length);
            a0 = P.MultiplyAdd(a0, P.Load(ref w, 0), input);
            a1 = P.MultiplyAdd(a1, P.Load(ref w, 4 * P.Count), input);
            a2 = P.MultiplyAdd(a2, P.Load(ref w, 8 * P.Count), input);
            a3 = P.MultiplyAdd(a3, P.Load(ref w, 12 * P.Count), input);
            input = P.Broadcast(ref first, P.Step, length);
            b0 = P.MultiplyAdd(b0, P.Load(ref w, row), input);
            b1 = P.MultiplyAdd(b1, P.Load(ref w, row + 4 * P.Count), input);
            b2 = P.MultiplyAdd(b2, P.Load(ref w, row + 8 * P.Count), input);
            b3 = P.MultiplyAdd(b3, P.Load(ref w, row + 12 * P.Count), input);
            first = ref Unsafe.Add(ref first, 2 * P.Step);
            w = ref Unsafe.Add(ref w, 2 * row);
        }
        if (groups % 2 != 0)
        {
            TInputs input = P.Broadcast(ref first, 0, length);
            a0 = P.MultiplyAdd(a0, P.Load(ref w, 0), input);
            a1 = P.MultiplyAdd(a1, P.Load(ref w, 4 * P.Count), input);
            a2 = P.MultiplyAdd(a2, P.Load(ref w, 8 * P.Count), input);
            a3 = P.MultiplyAdd(a3, P.Load(ref w, 12 * P.Count), input);
        }
        P.Store(P.Add(a0, b0), ref y, 0);
        P.Store(P.Add(a1, b1), ref y, P.Count);
        P.Store(P.Add(a2, b2), ref y, 2 * P.Count);
        P.Store(P.Add(a3, b3), ref y, 3 * P.Count);
    }

    /// <summary>One sample × two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void One2(ref float x, ref sbyte w, ref int y, in DynamicSizes sizes)
    {
        TSums a0 = Start(ref x, in sizes), a1 = a0;
        ref sbyte first = ref Unsafe.As<float, sbyte>(ref x);
        int row = sizes.Row, length = sizes.Rounded, groups = sizes.Groups;
        for (int k = 0; k < groups; k++)
        {
            TInputs input = P.Broadcast(ref first, 0, length);
            a0 = P.MultiplyAdd(a0, P.Load(ref w, 0), input);
            a1 = P.MultiplyAdd(a1, P.Load(ref w, 4 * P.Count), input);
            first = ref Unsafe.Add(ref first, P.Step);
            w = ref Unsafe.Add(ref w, row);
        }
        P.Store(a0, ref y, 0);
        P.Store(a1, ref y, P.Count);
    }
}
