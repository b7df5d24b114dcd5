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
    /// <remarks>Both loops stand here rather than in a method that they share: every further level of inlining takes the JIT longer.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum<TReduction, T>(TReduction reduction, int n)
        where TReduction : struct, IReduction<T>, allows ref struct
        where T : struct, ILanes<T>
    {
        // One vector of all lanes needs no memory, in which it might cross a cache line. By type, since the JIT would inline the operator into the other loop too before it knew T.Count.
        if (typeof(T) == typeof(Lanes512))
        {
            T all = T.Zero;
            for (int i = 0; i < n; i += VirtualLanes.Count)
                all = reduction.Accumulate(all, i, n - i);
            return VirtualLanes.Sum(T.Fold(all));
        }
        VirtualLanes lanes = default;
        for (int s = 0; s < Math.Min(n, VirtualLanes.Count); s += T.Count)
        {
            T sum = T.Zero;
            for (int i = s; i < n; i += VirtualLanes.Count)
                sum = reduction.Accumulate(sum, i, n - i);
            // The other lanes would be zero, which the tree adds to each of these.
            if (n <= T.Count && T.Count >= Lanes128.Count)
                return VirtualLanes.Sum(T.Fold(sum + T.Zero));
            T.Store(sum, ref VirtualLanes.First(ref lanes), s);
        }
        return lanes.Sum();
    }

    /// <summary>The largest of what the operator keeps of n elements; −∞ if that is nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max<TReduction, T>(TReduction reduction, int n)
        where TReduction : struct, IReduction<T>, allows ref struct
        where T : struct, ILanes<T>
    {
        VirtualLanes lanes = typeof(T) == typeof(Lanes512) ? default : VirtualLanes.Create(float.NegativeInfinity);
        for (int s = 0; s < Math.Min(n, VirtualLanes.Count); s += T.Count)
        {
            T max = T.Create(float.NegativeInfinity);
            for (int i = s; i < n; i += VirtualLanes.Count)
                max = reduction.Accumulate(max, i, n - i);
            T.Store(max, ref VirtualLanes.First(ref lanes), s);
        }
        return lanes.Max();
    }
}
