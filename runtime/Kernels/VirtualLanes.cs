using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>The sixteen accumulators of every sum over a row: element i goes to lane i mod 16, in ascending order, and the lanes are added as a tree, i with i + 8, then + 4, + 2, + 1. A vector type covers them in 16 / <c>Count</c> strides, so that the width changes no bit.</summary>
[InlineArray(Count)]
internal struct VirtualLanes
{
    internal const int Count = KernelConstants.Lanes;

    private float _first;

    /// <summary>A length rounded up to a multiple of sixteen.</summary>
    internal static int Pad(int length) => (length + Count - 1) / Count * Count;

    /// <summary>The first of sixteen lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref float First(ref VirtualLanes lanes) => ref Unsafe.As<VirtualLanes, float>(ref lanes);

    /// <summary>Every lane the same value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static VirtualLanes Create(float value)
    {
        Unsafe.SkipInit(out VirtualLanes lanes);
        for (int i = 0; i < Count; i += Lanes128.Count)
            Lanes128.Store(Lanes128.Create(value), ref First(ref lanes), i);
        return lanes;
    }

    /// <summary>The sum of the sixteen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly float Sum() => Sum(Four());

    /// <summary>The lower two levels of the tree, for four lanes left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Sum(Vector128<float> four) => PackedSimd.IsSupported
        ? (PackedSimd.ExtractScalar(four, 0) + PackedSimd.ExtractScalar(four, 2)) + (PackedSimd.ExtractScalar(four, 1) + PackedSimd.ExtractScalar(four, 3))
        : (four.ToScalar() + four.GetElement(2)) + (four.GetElement(1) + four.GetElement(3));

    /// <summary>The lower two levels of the tree, for four sums at once: each has four lanes left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Across(Vector128<float> p, Vector128<float> q, Vector128<float> r, Vector128<float> s)
    {
        // The columns of a transposed square are lanes 0, 1, 2 and 3 of all four.
        Vector128<float> pr0 = Blocks.Low(p, r), pr1 = Blocks.High(p, r), qs0 = Blocks.Low(q, s), qs1 = Blocks.High(q, s);
        return (Blocks.Low(pr0, qs0) + Blocks.Low(pr1, qs1)) + (Blocks.High(pr0, qs0) + Blocks.High(pr1, qs1));
    }

    /// <summary>The largest of the sixteen, none of which is a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly float Max()
    {
        ref Vector128<float> first = ref Unsafe.As<float, Vector128<float>>(ref Unsafe.AsRef(in _first));
        Vector128<float> a = Larger(first, Unsafe.Add(ref first, 2)), b = Larger(Unsafe.Add(ref first, 1), Unsafe.Add(ref first, 3));
        Vector128<float> four = Larger(a, b);
        float even = Larger(Portable128.ToScalar(four), Portable128.Third(four)), odd = Larger(Portable128.Second(four), Portable128.Fourth(four));
        return Larger(even, odd);
    }

    /// <summary><paramref name="value"/> with zero in all but its first <paramref name="valid"/> lanes, at least one; more than <c>T.Count</c> keep all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Keep<T>(T value, int valid) where T : struct, ILanes<T> => valid < T.Count ? T.And(value, Mask<T>(valid)) : value;

    /// <summary>A mask of all bits in the first <paramref name="valid"/> lanes, all where there are more, for several values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T MaskOf<T>(int valid) where T : struct, ILanes<T> =>
        T.Load(ref Unsafe.As<int, float>(ref MemoryMarshal.GetReference(Masks)), Count - (valid < Count ? valid : Count));

    /// <summary>A mask of all bits in the first <paramref name="valid"/> lanes and none in the others; 1 ≤ valid ≤ 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Mask<T>(int valid) where T : struct, ILanes<T> =>
        T.Load(ref Unsafe.As<int, float>(ref MemoryMarshal.GetReference(Masks)), Count - valid);

    private static ReadOnlySpan<int> Masks =>
    [
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>The first two levels of the tree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector128<float> Four()
    {
        ref Vector128<float> first = ref Unsafe.As<float, Vector128<float>>(ref Unsafe.AsRef(in _first));
        return (first + Unsafe.Add(ref first, 2)) + (Unsafe.Add(ref first, 1) + Unsafe.Add(ref first, 3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Larger(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Max(b, a) : Vector128.ConditionalSelect(Portable128.LessThan(a, b), b, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Larger(float a, float b) => a < b ? b : a;
}
