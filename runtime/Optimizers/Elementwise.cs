using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NetGen.Kernels;

namespace NetGen.Training;

/// <summary>An elementwise operation, written once for every vector width.</summary>
internal interface IElementwise
{
    /// <summary>Processes as many elements as the vector has lanes, from <paramref name="offset"/> on.</summary>
    void Apply<T>(int offset) where T : struct, ILanes<T>;
}

/// <summary>Runs elementwise operations over a range, with the widest vectors of the machine. Lanes never mix, so every width gives the same bits.</summary>
internal static class Elementwise
{
    /// <summary>Elements of smaller magnitude are treated as zero.</summary>
    /// <remarks>
    /// A moving average of vanished gradients would otherwise decay into denormals and stay there (0.9 times the smallest one rounds to itself),
    /// and each costs a microcode assist at every step. 2⁻¹²⁰ leaves room for products with small constants; its square root, 9e-19, is negligible against any ε in use.
    /// </remarks>
    public const float Smallest = 7.52316385e-37f;

    /// <summary>Processes <paramref name="length"/> elements from <paramref name="start"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TWork>(scoped TWork work, int start, int length) where TWork : struct, IElementwise, allows ref struct
    {
        if (Vector256.IsHardwareAccelerated && Avx512F.IsSupported)
            Loop<TWork, Lanes512>(work, start, start + length);
        else if (Vector256.IsHardwareAccelerated)
            Loop<TWork, Lanes256>(work, start, start + length);
        else
            Loop<TWork, Lanes128>(work, start, start + length);
    }

    /// <summary>Sets elements of magnitude below <see cref="Smallest"/> to zero; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FlushToZero<T>(T a) where T : struct, ILanes<T> => T.Select(T.LessThan(T.Abs(a), T.Create(Smallest)), T.Zero, a);

    // Inlined into its caller at tier 1 it would not fit the inliner's budget, and every operation on a vector would become a call: 40 times slower.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Loop<TWork, T>(scoped TWork work, int start, int end)
        where TWork : struct, IElementwise, allows ref struct
        where T : struct, ILanes<T>
    {
        int offset = start;
        for (; offset <= end - T.Count; offset += T.Count)
            work.Apply<T>(offset);
        if (offset < end)
            Rest(work, offset, end);
    }

    // Apart, since most ranges are whole vectors.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rest<TWork>(scoped TWork work, int start, int end) where TWork : struct, IElementwise, allows ref struct
    {
        for (int offset = start; offset < end; offset++)
            work.Apply<Lane>(offset);
    }
}
