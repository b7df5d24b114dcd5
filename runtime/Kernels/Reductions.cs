using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The operation of a reduction over a row on a vector of its elements.</summary>
internal interface IReduction<T> where T : struct, ILanes<T>
{
    /// <summary>Adds elements <paramref name="i"/>, <paramref name="i"/> + 1 … to the accumulators, a lane each.</summary>
    /// <param name="accumulators">The accumulators after the vector before.</param>
    /// <param name="i">The first element.</param>
    /// <param name="valid">Elements from there to the end of the row; lanes from there on may hold anything, and must not reach the accumulators.</param>
    T Accumulate(T accumulators, int i, int valid);
}

/// <summary>The loop of all reductions over a row, in the order of <see cref="VirtualLanes"/>. It is inlined with its operator, so that each reduction compiles to a loop of its own.</summary>
internal static class Reductions
{
    /// <summary>The sum of what the operator adds for each of n elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum<TReduction, T>(TReduction reduction, int n)
        where TReduction : struct, IReduction<T>, allows ref struct
        where T : struct, ILanes<T>
    {
        // One vector of all lanes needs no memory, in which it might cross a cache line.
        if (T.Count == VirtualLanes.Count)
            return VirtualLanes.Sum(T.Fold(Stride(reduction, T.Zero, 0, n)));
        VirtualLanes lanes = default;
        Accumulate(reduction, T.Zero, n, ref lanes);
        return lanes.Sum();
    }

    /// <summary>The largest of what the operator keeps of n elements; −∞ if that is nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max<TReduction, T>(TReduction reduction, int n)
        where TReduction : struct, IReduction<T>, allows ref struct
        where T : struct, ILanes<T>
    {
        VirtualLanes lanes = VirtualLanes.Create(float.NegativeInfinity);
        Accumulate(reduction, T.Create(float.NegativeInfinity), n, ref lanes);
        return lanes.Max();
    }

    /// <summary>Lanes without an element keep the value in <paramref name="lanes"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate<TReduction, T>(TReduction reduction, T identity, int n, ref VirtualLanes lanes)
        where TReduction : struct, IReduction<T>, allows ref struct
        where T : struct, ILanes<T>
    {
        for (int s = 0; s < Math.Min(n, VirtualLanes.Count); s += T.Count)
            T.Store(Stride(reduction, identity, s, n), ref VirtualLanes.First(ref lanes), s);
    }

    /// <summary>A vector of lanes, from lane s on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Stride<TReduction, T>(TReduction reduction, T accumulators, int s, int n)
        where TReduction : struct, IReduction<T>, allows ref struct
        where T : struct, ILanes<T>
    {
        for (int i = s; i < n; i += VirtualLanes.Count)
            accumulators = reduction.Accumulate(accumulators, i, n - i);
        return accumulators;
    }
}
