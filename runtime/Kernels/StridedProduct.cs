using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>y[row, lane] = Σₖ a[row, k]·b[k, lane] for matrices whose rows are somewhere in memory: lanes are contiguous in b and y, each with its own sum, in ascending order of k. Vectors of b, and of y where sums are continued, may be read past the last lane; no others are written.</summary>
/// <param name="a">The first factors.</param>
/// <param name="rowOfA">The distance of rows.</param>
/// <param name="termOfA">The distance of terms.</param>
/// <param name="b">The second factors.</param>
/// <param name="termOfB">The distance of terms.</param>
/// <param name="y">The results.</param>
/// <param name="rowOfY">The distance of rows.</param>
/// <param name="rows">Rows of results.</param>
/// <param name="terms">Terms of a sum.</param>
/// <param name="without">What is left out.</param>
/// <param name="own">The first row's own term; every row's is one later.</param>
/// <param name="continues">Whether sums begin with what is in y, and not with 0.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly ref struct StridedProduct(ref float a, int rowOfA, int termOfA, ref float b, int termOfB, ref float y, int rowOfY, int rows, int terms, Triangle without = Triangle.None, int own = 0, bool continues = false)
{
    /// <summary>Rows of a tile with two vectors, and with one: both hold eight sums, which keep two multiply-add units of latency four busy.</summary>
    private const int PairedRows = 4, SingleRows = 8;

    private readonly ref float _a = ref a, _b = ref b, _y = ref y;
    private readonly int _rowOfA = rowOfA, _termOfA = termOfA, _termOfB = termOfB, _rowOfY = rowOfY, _rows = rows, _terms = terms, _own = own;
    private readonly Triangle _without = without;
    private readonly bool _continues = continues;

    /// <summary>Computes some lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Compute<T>(int lanes) where T : struct, ILanes<T>
    {
        int lane = 0;
        for (; lane + 2 * T.Count <= lanes; lane += 2 * T.Count)
        {
            int row = 0;
            for (; row + PairedRows <= _rows; row += PairedRows)
                Paired<T>(row, lane);
            for (; row < _rows; row++)
            {
                Alone<T>(row, lane, T.Count);
                Alone<T>(row, lane + T.Count, T.Count);
            }
        }
        for (; lane < lanes; lane += T.Count)
        {
            int row = 0, count = Math.Min(T.Count, lanes - lane);
            for (; row + SingleRows <= _rows; row += SingleRows)
                Single<T>(row, lane, count);
            for (; row < _rows; row++)
                Alone<T>(row, lane, count);
        }
    }

    /// <summary>Four rows × two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Paired<T>(int row, int lane) where T : struct, ILanes<T>
    {
        (int first, int end) = CommonTerms(row, PairedRows);
        int row1 = _rowOfA, row2 = 2 * _rowOfA, row3 = 3 * _rowOfA, termOfA = _termOfA, termOfB = _termOfB, right = lane + T.Count;
        T a0 = Start<T>(row, lane), a1 = Start<T>(row, right), b0 = Start<T>(row + 1, lane), b1 = Start<T>(row + 1, right);
        T c0 = Start<T>(row + 2, lane), c1 = Start<T>(row + 2, right), d0 = Start<T>(row + 3, lane), d1 = Start<T>(row + 3, right);
        if (_without == Triangle.EarlierTerms)
            for (int i = 1; i < PairedRows; i++)
            {
                // Term i − 1 of those that not all rows have: the first i rows have it.
                int term = first - PairedRows + i;
                T f0 = T.Load(ref B(term, lane), 0), f1 = T.Load(ref B(term, right), 0);
                (a0, a1) = (Add(a0, row, term, f0), Add(a1, row, term, f1));
                if (i == 1)
                    continue;
                (b0, b1) = (Add(b0, row + 1, term, f0), Add(b1, row + 1, term, f1));
                if (i > 2)
                    (c0, c1) = (Add(c0, row + 2, term, f0), Add(c1, row + 2, term, f1));
            }
        ref float at = ref A(row, first), bt = ref B(first, lane);
        for (int term = first; term < end; term++)
        {
            T f0 = T.Load(ref bt, 0), f1 = T.Load(ref bt, T.Count);
            T factor = T.Broadcast(ref at, 0);
            a0 = T.FusedMultiplyAdd(factor, f0, a0);
            a1 = T.FusedMultiplyAdd(factor, f1, a1);
            factor = T.Broadcast(ref at, row1);
            b0 = T.FusedMultiplyAdd(factor, f0, b0);
            b1 = T.FusedMultiplyAdd(factor, f1, b1);
            factor = T.Broadcast(ref at, row2);
            c0 = T.FusedMultiplyAdd(factor, f0, c0);
            c1 = T.FusedMultiplyAdd(factor, f1, c1);
            factor = T.Broadcast(ref at, row3);
            d0 = T.FusedMultiplyAdd(factor, f0, d0);
            d1 = T.FusedMultiplyAdd(factor, f1, d1);
            at = ref Unsafe.Add(ref at, termOfA);
            bt = ref Unsafe.Add(ref bt, termOfB);
        }
        if (_without == Triangle.LaterTerms)
            for (int i = 1; i < PairedRows; i++)
            {
                // The rows from i on have the term.
                int term = end + i - 1;
                T f0 = T.Load(ref B(term, lane), 0), f1 = T.Load(ref B(term, right), 0);
                (d0, d1) = (Add(d0, row + 3, term, f0), Add(d1, row + 3, term, f1));
                if (i == 3)
                    continue;
                (c0, c1) = (Add(c0, row + 2, term, f0), Add(c1, row + 2, term, f1));
                if (i < 2)
                    (b0, b1) = (Add(b0, row + 1, term, f0), Add(b1, row + 1, term, f1));
            }
        Store(a0, a1, row, lane);
        Store(b0, b1, row + 1, lane);
        Store(c0, c1, row + 2, lane);
        Store(d0, d1, row + 3, lane);
    }

    /// <summary>Eight rows × the first lanes of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Single<T>(int row, int lane, int count) where T : struct, ILanes<T>
    {
        (int first, int end) = CommonTerms(row, SingleRows);
        int row1 = _rowOfA, row2 = 2 * _rowOfA, row3 = 3 * _rowOfA, row4 = 4 * _rowOfA, termOfA = _termOfA, termOfB = _termOfB;
        T a = Start<T>(row, lane), b = Start<T>(row + 1, lane), c = Start<T>(row + 2, lane), d = Start<T>(row + 3, lane);
        T e = Start<T>(row + 4, lane), f = Start<T>(row + 5, lane), g = Start<T>(row + 6, lane), h = Start<T>(row + 7, lane);
        if (_without == Triangle.EarlierTerms)
            for (int i = 1; i < SingleRows; i++)
            {
                int term = first - SingleRows + i;
                T factor = T.Load(ref B(term, lane), 0);
                a = Add(a, row, term, factor);
                if (i < 2)
                    continue;
                b = Add(b, row + 1, term, factor);
                if (i < 3)
                    continue;
                c = Add(c, row + 2, term, factor);
                if (i < 4)
                    continue;
                d = Add(d, row + 3, term, factor);
                if (i < 5)
                    continue;
                e = Add(e, row + 4, term, factor);
                if (i < 6)
                    continue;
                f = Add(f, row + 5, term, factor);
                if (i == 7)
                    g = Add(g, row + 6, term, factor);
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
            for (int i = 1; i < SingleRows; i++)
            {
                int term = end + i - 1;
                T factor = T.Load(ref B(term, lane), 0);
                h = Add(h, row + 7, term, factor);
                if (i > 6)
                    continue;
                g = Add(g, row + 6, term, factor);
                if (i > 5)
                    continue;
                f = Add(f, row + 5, term, factor);
                if (i > 4)
                    continue;
                e = Add(e, row + 4, term, factor);
                if (i > 3)
                    continue;
                d = Add(d, row + 3, term, factor);
                if (i > 2)
                    continue;
                c = Add(c, row + 2, term, factor);
                if (i == 1)
                    b = Add(b, row + 1, term, factor);
            }
        Store(a, row, lane, count);
        Store(b, row + 1, lane, count);
        Store(c, row + 2, lane, count);
        Store(d, row + 3, lane, count);
        Store(e, row + 4, lane, count);
        Store(f, row + 5, lane, count);
        Store(g, row + 6, lane, count);
        Store(h, row + 7, lane, count);
    }

    /// <summary>One row × the first lanes of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Alone<T>(int row, int lane, int count) where T : struct, ILanes<T>
    {
        (int first, int end) = CommonTerms(row, 1);
        T sum = Start<T>(row, lane);
        for (int term = first; term < end; term++)
            sum = Add(sum, row, term, T.Load(ref B(term, lane), 0));
        Store(sum, row, lane, count);
    }

    /// <summary>The terms that all rows of a tile have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int First, int End) CommonTerms(int row, int height) => _without switch
    {
        Triangle.LaterTerms => (0, _own + row + 1),
        Triangle.EarlierTerms => (_own + row + height - 1, _terms),
        _ => (0, _terms),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Start<T>(int row, int lane) where T : struct, ILanes<T> => _continues ? T.Load(ref Y(row, lane), 0) : T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Add<T>(T sum, int row, int term, T factor) where T : struct, ILanes<T> => T.FusedMultiplyAdd(ref A(row, term), 0, factor, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref float A(int row, int term) => ref Unsafe.Add(ref _a, row * _rowOfA + term * _termOfA);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref float B(int term, int lane) => ref Unsafe.Add(ref _b, term * _termOfB + lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref float Y(int row, int lane) => ref Unsafe.Add(ref _y, row * _rowOfY + lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store<T>(T sum, int row, int lane, int count) where T : struct, ILanes<T>
    {
        if (count == T.Count)
            T.Store(sum, ref Y(row, lane), 0);
        else
            T.StoreFirst(sum, count, ref Y(row, lane), 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store<T>(T left, T right, int row, int lane) where T : struct, ILanes<T>
    {
        T.Store(left, ref Y(row, lane), 0);
        T.Store(right, ref Y(row, lane + T.Count), 0);
    }
}
