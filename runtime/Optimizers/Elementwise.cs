using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Training;

/// <summary>Work on numbers one by one, written once for every vector width.</summary>
internal interface IElementwise
{
    /// <summary>Works on the numbers at <paramref name="place"/> and after, as many as the vector has lanes.</summary>
    void Apply<T>(int place) where T : struct, ILanes<T>;
}

/// <summary>Runs elementwise work over a range, with the widest vectors of the machine. Lanes never mix, so every width gives the same bits.</summary>
internal static class Elementwise
{
    /// <summary>Numbers nearer to zero than this count as zero.</summary>
    /// <remarks>
    /// A moving average of vanished gradients would otherwise fade into denormals and stay there (0.9 times the smallest one rounds to itself),
    /// and each costs a microcode assist at every step. 2⁻¹²⁰ leaves room for products with small constants; its square root, 9e-19, vanishes beside any ε in use.
    /// </remarks>
    public const float Smallest = 7.52316385e-37f;

    /// <summary>Works on <paramref name="length"/> numbers from <paramref name="start"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TWork>(scoped TWork work, int start, int length) where TWork : struct, IElementwise, allows ref struct
    {
        if (Widths.Has512)
            Loop<TWork, Lanes512>(work, start, start + length);
        else if (Widths.Has256)
            Loop<TWork, Lanes256>(work, start, start + length);
        else
            Loop<TWork, Lanes128>(work, start, start + length);
    }

    /// <summary>The numbers, with those next to nothing made zero; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Quiet<T>(T a) where T : struct, ILanes<T> => T.Select(T.LessThan(T.Abs(a), T.Create(Smallest)), T.Zero, a);

    // Inlined into its caller at tier 1 it would not fit the inliner's budget, and every operation on a vector become a call: 40 times slower.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Loop<TWork, T>(scoped TWork work, int start, int end)
        where TWork : struct, IElementwise, allows ref struct
        where T : struct, ILanes<T>
    {
        int place = start;
        for (; place <= end - T.Count; place += T.Count)
            work.Apply<T>(place);
        for (; place < end; place++)
            work.Apply<Lane>(place);
    }
}
