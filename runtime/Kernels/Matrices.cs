using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Products of two values that are matrices, or batches of them.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Matrices
{
    /// <summary>y[g, i, j] = Σₖ a[g, i, k]·b[g, k, j], in ascending order of k; or the sum of that over g.</summary>
    /// <param name="a">The left matrices.</param>
    /// <param name="ofA">The distances of its matrices, rows and columns.</param>
    /// <param name="b">The right matrices.</param>
    /// <param name="ofB">The same for them.</param>
    /// <param name="y">The products.</param>
    /// <param name="ofY">The same for them.</param>
    /// <param name="extents">Matrices, rows and columns of the products.</param>
    /// <param name="terms">Columns of the left matrices.</param>
    /// <param name="sumsBatch">1 for the sum over all matrices, else 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T>(ref float a, Strides ofA, ref float b, Strides ofB, ref float y, Strides ofY, Extents extents, int terms, int sumsBatch) where T : struct, ILanes<T>
    {
        // Along the result's axes, a has no columns and b no rows.
        Strides left = ofA with { Third = 0 }, right = ofB with { Second = 0 };
        Sum sum = new(sumsBatch == 1 ? extents.First : 1, ofA.First, ofB.First, terms, ofA.Third, ofB.Second);
        Extents results = sumsBatch == 1 ? extents with { First = 1 } : extents;
        int lane = LaneAxis(left, right, ofY, results);
        (int outer, int middle) = Boxes.Others(lane);
        bool inLanes = ofY[lane] == 1 && left[lane] is 0 or 1 && right[lane] is 0 or 1;
        for (int i = 0; i < results[outer]; i++)
            for (int j = 0; j < results[middle]; j++)
            {
                ref float fromA = ref Unsafe.Add(ref a, left.Offset + i * left[outer] + j * left[middle]), fromB = ref Unsafe.Add(ref b, right.Offset + i * right[outer] + j * right[middle]);
                ref float into = ref Unsafe.Add(ref y, ofY.Offset + i * ofY[outer] + j * ofY[middle]);
                int k = 0;
                for (; inLanes && k + T.Count <= results[lane]; k += T.Count)
                    T.Store(sum.Of<T>(ref Unsafe.Add(ref fromA, k * left[lane]), left[lane], ref Unsafe.Add(ref fromB, k * right[lane]), right[lane]), ref into, k);
                for (; k < results[lane]; k++)
                    Lane.Store(sum.Of<Lane>(ref Unsafe.Add(ref fromA, k * left[lane]), 0, ref Unsafe.Add(ref fromB, k * right[lane]), 0), ref into, k * ofY[lane]);
            }
    }

    /// <summary>The axis of the results that is contiguous, and along which both operands are contiguous or repeated; the last if there is none.</summary>
    private static int LaneAxis(Strides left, Strides right, Strides results, Extents extents)
    {
        for (int axis = 0; axis < 3; axis++)
            if (results[axis] == 1 && left[axis] is 0 or 1 && right[axis] is 0 or 1 && extents[axis] > 1)
                return axis;
        return 2;
    }

    /// <summary>The sums of products, over matrices and terms.</summary>
    private readonly record struct Sum(int Matrices, int MatrixOfA, int MatrixOfB, int Terms, int TermOfA, int TermOfB)
    {
        /// <param name="a">The first factor of the first lane.</param>
        /// <param name="laneOfA">1 where each lane has its own factor, 0 where all have the same.</param>
        /// <param name="b">The second factor of the first lane.</param>
        /// <param name="laneOfB">The same for it.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Of<T>(ref float a, int laneOfA, ref float b, int laneOfB) where T : struct, ILanes<T>
        {
            T sum = T.Zero;
            for (int matrix = 0; matrix < Matrices; matrix++)
                for (int term = 0; term < Terms; term++)
                {
                    int inA = matrix * MatrixOfA + term * TermOfA, inB = matrix * MatrixOfB + term * TermOfB;
                    T factor = laneOfA == 1 ? T.Load(ref a, inA) : T.Broadcast(ref a, inA);
                    sum = T.FusedMultiplyAdd(factor, laneOfB == 1 ? T.Load(ref b, inB) : T.Broadcast(ref b, inB), sum);
                }
            return sum;
        }
    }
}
