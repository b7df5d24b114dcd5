using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The elements of a product that a triangle leaves out.</summary>
internal enum Triangle
{
    /// <summary>None.</summary>
    None,

    /// <summary>The results right of the diagonal: vectors of them may be computed, and mean nothing.</summary>
    Results,

    /// <summary>The terms after the row's own index.</summary>
    LaterTerms,

    /// <summary>The terms before the row's own index.</summary>
    EarlierTerms,
}

/// <summary>y[row, lane] = scale · Σₖ a[row, k]·b[k, lane] for matrices whose rows are somewhere in memory: lanes are contiguous in b and y, each with its own sum, in ascending order of k.</summary>
/// <param name="a">The first factors.</param>
/// <param name="rowOfA">The distance of rows.</param>
/// <param name="termOfA">The distance of terms.</param>
/// <param name="b">The second factors.</param>
/// <param name="termOfB">The distance of terms.</param>
/// <param name="y">The results.</param>
/// <param name="rowOfY">The distance of rows.</param>
/// <param name="rows">Rows of results.</param>
/// <param name="terms">Terms of a sum.</param>
/// <param name="scale">The factor of every sum.</param>
/// <param name="without">What is left out: not multiplied by 0, so that a NaN there has no effect.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct StridedProduct(ref float a, int rowOfA, int termOfA, ref float b, int termOfB, ref float y, int rowOfY, int rows, int terms, float scale, Triangle without)
{
    /// <summary>Rows of a tile with two vectors, and with one: both hold eight sums, which keep two multiply-add units of latency four busy.</summary>
    private const int PairedRows = 4, SingleRows = 8;

    private readonly ref float _a = ref a, _b = ref b, _y = ref y;
    private readonly int _rowOfA = rowOfA, _termOfA = termOfA, _termOfB = termOfB, _rowOfY = rowOfY, _rows = rows, _terms = terms;
    private readonly float _scale = scale;
    private readonly Triangle _without = without;

    /// <summary>Computes some lanes, and writes no others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Compute<T>(int lanes) where T : struct, ILanes<T>
    {
        int lane = Compute<T>(0, lanes);
        if (lane < lanes)
            lane = Compute<Lanes128>(lane, lanes);
        if (lane < lanes)
            Compute<Lane>(lane, lanes);
    }

    /// <returns>The first lane that is left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int Compute<T>(int lane, int lanes) where T : struct, ILanes<T>
    {
        for (; lane + 2 * T.Count <= lanes; lane += 2 * T.Count)
        {
            int row = FirstRow(lane);
            for (; row + PairedRows <= _rows; row += PairedRows)
                Paired<T>(row, lane);
            for (; row < _rows; row++)
            {
                Alone<T>(row, lane);
                Alone<T>(row, lane + T.Count);
            }
        }
        for (; lane + T.Count <= lanes; lane += T.Count)
        {
            int row = FirstRow(lane);
            for (; row + SingleRows <= _rows; row += SingleRows)
                Single<T>(row, lane);
            for (; row < _rows; row++)
                Alone<T>(row, lane);
        }
        return lane;
    }

    /// <summary>The first row that needs some results from a lane on.</summary>
    private int FirstRow(int lane) => _without == Triangle.Results ? lane : 0;

    /// <summary>Four rows × two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Paired<T>(int row, int lane) where T : struct, ILanes<T>
    {
        (int first, int end) = CommonTerms(row, PairedRows);
        int row1 = _rowOfA, row2 = 2 * _rowOfA, row3 = 3 * _rowOfA, termOfA = _termOfA, termOfB = _termOfB;
        T a0 = T.Zero, a1 = T.Zero, b0 = T.Zero, b1 = T.Zero, c0 = T.Zero, c1 = T.Zero, d0 = T.Zero, d1 = T.Zero;
        if (_without == Triangle.EarlierTerms)
        {
            (a0, a1) = (Add(a0, row, lane, row, first), Add(a1, row, lane + T.Count, row, first));
            (b0, b1) = (Add(b0, row + 1, lane, row + 1, first), Add(b1, row + 1, lane + T.Count, row + 1, first));
            (c0, c1) = (Add(c0, row + 2, lane, row + 2, first), Add(c1, row + 2, lane + T.Count, row + 2, first));
        }
        ref float at = ref A(row, first), bt = ref B(first, lane);
        for (int term = first; term < end; term++)
        {
            T left = T.Load(ref bt, 0), right = T.Load(ref bt, T.Count);
            T factor = T.Broadcast(ref at, 0);
            a0 = T.FusedMultiplyAdd(factor, left, a0);
            a1 = T.FusedMultiplyAdd(factor, right, a1);
            factor = T.Broadcast(ref at, row1);
            b0 = T.FusedMultiplyAdd(factor, left, b0);
            b1 = T.FusedMultiplyAdd(factor, right, b1);
            factor = T.Broadcast(ref at, row2);
            c0 = T.FusedMultiplyAdd(factor, left, c0);
            c1 = T.FusedMultiplyAdd(factor, right, c1);
            factor = T.Broadcast(ref at, row3);
            d0 = T.FusedMultiplyAdd(factor, left, d0);
            d1 = T.FusedMultiplyAdd(factor, right, d1);
            at = ref Unsafe.Add(ref at, termOfA);
            bt = ref Unsafe.Add(ref bt, termOfB);
        }
        if (_without == Triangle.LaterTerms)
        {
            (b0, b1) = (Add(b0, row + 1, lane, end, row + 2), Add(b1, row + 1, lane + T.Count, end, row + 2));
            (c0, c1) = (Add(c0, row + 2, lane, end, row + 3), Add(c1, row + 2, lane + T.Count, end, row + 3));
            (d0, d1) = (Add(d0, row + 3, lane, end, row + 4), Add(d1, row + 3, lane + T.Count, end, row + 4));
        }
        Store(a0, a1, row, lane);
        Store(b0, b1, row + 1, lane);
        Store(c0, c1, row + 2, lane);
        Store(d0, d1, row + 3, lane);
    }

    /// <summary>Eight rows × one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Single<T>(int row, int lane) where T : struct, ILanes<T>
    {
        (int first, int end) = CommonTerms(row, SingleRows);
        int row1 = _rowOfA, row2 = 2 * _rowOfA, row3 = 3 * _rowOfA, row4 = 4 * _rowOfA, termOfA = _termOfA, termOfB = _termOfB;
        T a = T.Zero, b = T.Zero, c = T.Zero, d = T.Zero, e = T.Zero, f = T.Zero, g = T.Zero, h = T.Zero;
        if (_without == Triangle.EarlierTerms)
        {
            a = Add(a, row, lane, row, first);
            b = Add(b, row + 1, lane, row + 1, first);
            c = Add(c, row + 2, lane, row + 2, first);
            d = Add(d, row + 3, lane, row + 3, first);
            e = Add(e, row + 4, lane, row + 4, first);
            f = Add(f, row + 5, lane, row + 5, first);
            g = Add(g, row + 6, lane, row + 6, first);
        }
        ref float at = ref A(row, first), bt = ref B(first, lane);
        for (int term = first; term < end; term++)
        {
            T factor = T.Load(ref bt, 0);
            ref float lower = ref Unsafe.Add(ref at, row4);
            a = T.FusedMultiplyAdd(ref at, 0, factor, a);
            b = T.FusedMultiplyAdd(ref at, row1, factor, b);
            c = T.FusedMultiplyAdd(ref at, row2, factor, c);
            d = T.FusedMultiplyAdd(ref at, row3, factor, d);
            e = T.FusedMultiplyAdd(ref lower, 0, factor, e);
            f = T.FusedMultiplyAdd(ref lower, row1, factor, f);
            g = T.FusedMultiplyAdd(ref lower, row2, factor, g);
            h = T.FusedMultiplyAdd(ref lower, row3, factor, h);
            at = ref Unsafe.Add(ref at, termOfA);
            bt = ref Unsafe.Add(ref bt, termOfB);
        }
        if (_without == Triangle.LaterTerms)
        {
            b = Add(b, row + 1, lane, end, row + 2);
            c = Add(c, row + 2, lane, end, row + 3);
            d = Add(d, row + 3, lane, end, row + 4);
            e = Add(e, row + 4, lane, end, row + 5);
            f = Add(f, row + 5, lane, end, row + 6);
            g = Add(g, row + 6, lane, end, row + 7);
            h = Add(h, row + 7, lane, end, row + 8);
        }
        Store(a, row, lane);
        Store(b, row + 1, lane);
        Store(c, row + 2, lane);
        Store(d, row + 3, lane);
        Store(e, row + 4, lane);
        Store(f, row + 5, lane);
        Store(g, row + 6, lane);
        Store(h, row + 7, lane);
    }

    /// <summary>One row × one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Alone<T>(int row, int lane) where T : struct, ILanes<T>
    {
        (int first, int end) = CommonTerms(row, 1);
        Store(Add(T.Zero, row, lane, first, end), row, lane);
    }

    /// <summary>The terms that all rows of a tile have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int First, int End) CommonTerms(int row, int height) => _without switch
    {
        Triangle.LaterTerms => (0, row + 1),
        Triangle.EarlierTerms => (row + height - 1, _terms),
        _ => (0, _terms),
    };

    /// <summary>A sum and some more terms of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Add<T>(T sum, int row, int lane, int first, int end) where T : struct, ILanes<T>
    {
        for (int term = first; term < end; term++)
            sum = T.FusedMultiplyAdd(ref A(row, term), 0, T.Load(ref B(term, lane), 0), sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref float A(int row, int term) => ref Unsafe.Add(ref _a, row * _rowOfA + term * _termOfA);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref float B(int term, int lane) => ref Unsafe.Add(ref _b, term * _termOfB + lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store<T>(T sum, int row, int lane) where T : struct, ILanes<T> => T.Store(sum * T.Create(_scale), ref Unsafe.Add(ref _y, row * _rowOfY + lane), 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store<T>(T left, T right, int row, int lane) where T : struct, ILanes<T>
    {
        Store(left, row, lane);
        Store(right, row, lane + T.Count);
    }
}
