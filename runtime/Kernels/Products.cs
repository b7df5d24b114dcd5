using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Products that the emitted code does not unroll.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class Products
{
    /// <summary>dx = Wᵀ·dy for one sample, the weights in panels: each input's sum over the outputs runs in the order of <see cref="VirtualLanes"/>, that over at most four in their own.</summary>
    /// <param name="w">Panels of [inputs][panelWidth].</param>
    /// <param name="dy">The outputs' gradients, readable up to a multiple of 16.</param>
    /// <param name="dx">The inputs' gradients, overwritten.</param>
    /// <param name="inputs">Elements in <paramref name="dx"/>.</param>
    /// <param name="units">Elements in <paramref name="dy"/>, padding not counted.</param>
    /// <param name="panelWidth">16 or 32.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void TransposeMultiply<T>(ref float w, ref float dy, ref float dx, int inputs, int units, int panelWidth) where T : struct, ILanes<T>
    {
        if (units <= 4)
        {
            SumFew(ref w, ref dy, ref dx, inputs, units, panelWidth);
            return;
        }
        int input = typeof(T) != typeof(Lanes512) ? 0 : panelWidth == VirtualLanes.Count
            ? SumByEight(ref w, ref dy, ref dx, inputs, units, VirtualLanes.Count)
            : SumByEight(ref w, ref dy, ref dx, inputs, units, KernelConstants.PanelWidth);
        for (; input + 4 <= inputs; input += 4)
        {
            ref float first = ref Unsafe.Add(ref w, input * panelWidth);
            int panel = inputs * panelWidth;
            // Four inputs at once, so that their sums are independent; lane 0 to 15 of each in one, two or four vectors.
            T a0 = T.Zero, b0 = T.Zero, c0 = T.Zero, d0 = T.Zero;
            T a1 = T.Zero, b1 = T.Zero, c1 = T.Zero, d1 = T.Zero;
            T a2 = T.Zero, b2 = T.Zero, c2 = T.Zero, d2 = T.Zero;
            T a3 = T.Zero, b3 = T.Zero, c3 = T.Zero, d3 = T.Zero;
            int j = 0;
            for (; j + VirtualLanes.Count <= units; j += VirtualLanes.Count)
            {
                // All lanes are used here, so nothing is masked.
                const int Left = VirtualLanes.Count;
                ref float row = ref Row(ref first, j, panel, panelWidth);
                Add(ref row, ref dy, j, panelWidth, Left, 0, ref a0, ref a1, ref a2, ref a3);
                if (T.Count <= 8)
                    Add(ref row, ref dy, j, panelWidth, Left, T.Count, ref b0, ref b1, ref b2, ref b3);
                if (T.Count == 4)
                {
                    Add(ref row, ref dy, j, panelWidth, Left, 8, ref c0, ref c1, ref c2, ref c3);
                    Add(ref row, ref dy, j, panelWidth, Left, 12, ref d0, ref d1, ref d2, ref d3);
                }
            }
            if (j < units)
            {
                int left = units - j;
                ref float row = ref Row(ref first, j, panel, panelWidth);
                Add(ref row, ref dy, j, panelWidth, left, 0, ref a0, ref a1, ref a2, ref a3);
                if (T.Count <= 8)
                    Add(ref row, ref dy, j, panelWidth, left, T.Count, ref b0, ref b1, ref b2, ref b3);
                if (T.Count == 4)
                {
                    Add(ref row, ref dy, j, panelWidth, left, 8, ref c0, ref c1, ref c2, ref c3);
                    Add(ref row, ref dy, j, panelWidth, left, 12, ref d0, ref d1, ref d2, ref d3);
                }
            }
            Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref dx, input)) =
                VirtualLanes.Across(Fold(a0, b0, c0, d0), Fold(a1, b1, c1, d1), Fold(a2, b2, c2, d2), Fold(a3, b3, c3, d3));
        }
        for (; input < inputs; input++)
            Unsafe.Add(ref dx, input) = Sum<T>(ref w, ref dy, input, inputs, units, panelWidth);
    }

    /// <summary>Eight inputs at once in 512-bit vectors, whose lanes are summed together: half the work of four at a time. The panels' width is a constant where this is inlined.</summary>
    /// <returns>The inputs that are done.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SumByEight(ref float w, ref float dy, ref float dx, int inputs, int units, int panelWidth)
    {
        int input = 0, panel = inputs * panelWidth;
        for (; input + 8 <= inputs; input += 8)
        {
            ref float first = ref Unsafe.Add(ref w, input * panelWidth);
            Lanes512 a = Lanes512.Zero, b = Lanes512.Zero, c = Lanes512.Zero, d = Lanes512.Zero;
            Lanes512 e = Lanes512.Zero, f = Lanes512.Zero, g = Lanes512.Zero, h = Lanes512.Zero;
            int j = 0;
            for (; j + VirtualLanes.Count <= units; j += VirtualLanes.Count)
            {
                ref float row = ref Row(ref first, j, panel, panelWidth);
                Lanes512 y = Lanes512.Load(ref dy, j);
                a = Lanes512.FusedMultiplyAdd(Lanes512.Load(ref row, 0), y, a);
                b = Lanes512.FusedMultiplyAdd(Lanes512.Load(ref row, panelWidth), y, b);
                c = Lanes512.FusedMultiplyAdd(Lanes512.Load(ref row, 2 * panelWidth), y, c);
                d = Lanes512.FusedMultiplyAdd(Lanes512.Load(ref row, 3 * panelWidth), y, d);
                e = Lanes512.FusedMultiplyAdd(Lanes512.Load(ref row, 4 * panelWidth), y, e);
                f = Lanes512.FusedMultiplyAdd(Lanes512.Load(ref row, 5 * panelWidth), y, f);
                g = Lanes512.FusedMultiplyAdd(Lanes512.Load(ref row, 6 * panelWidth), y, g);
                h = Lanes512.FusedMultiplyAdd(Lanes512.Load(ref row, 7 * panelWidth), y, h);
            }
            if (j < units)
            {
                ref float row = ref Row(ref first, j, panel, panelWidth);
                Lanes512 y = Lanes512.Load(ref dy, j), mask = VirtualLanes.Mask<Lanes512>(units - j);
                a = Lanes512.FusedMultiplyAdd(Lanes512.And(Lanes512.Load(ref row, 0), mask), y, a);
                b = Lanes512.FusedMultiplyAdd(Lanes512.And(Lanes512.Load(ref row, panelWidth), mask), y, b);
                c = Lanes512.FusedMultiplyAdd(Lanes512.And(Lanes512.Load(ref row, 2 * panelWidth), mask), y, c);
                d = Lanes512.FusedMultiplyAdd(Lanes512.And(Lanes512.Load(ref row, 3 * panelWidth), mask), y, d);
                e = Lanes512.FusedMultiplyAdd(Lanes512.And(Lanes512.Load(ref row, 4 * panelWidth), mask), y, e);
                f = Lanes512.FusedMultiplyAdd(Lanes512.And(Lanes512.Load(ref row, 5 * panelWidth), mask), y, f);
                g = Lanes512.FusedMultiplyAdd(Lanes512.And(Lanes512.Load(ref row, 6 * panelWidth), mask), y, g);
                h = Lanes512.FusedMultiplyAdd(Lanes512.And(Lanes512.Load(ref row, 7 * panelWidth), mask), y, h);
            }
            Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref dx, input)) = Lanes512.Across(a, b, c, d, e, f, g, h);
        }
        return input;
    }

    /// <summary>At most four outputs, whose weights are at the start of each row: four rows transposed, so that lanes are inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumFew(ref float w, ref float dy, ref float dx, int inputs, int units, int panelWidth)
    {
        int input = 0;
        for (; input + 4 <= inputs; input += 4)
        {
            ref float rows = ref Unsafe.Add(ref w, input * panelWidth);
            Vector128<float> p = Four(ref rows, 0), q = Four(ref rows, panelWidth), r = Four(ref rows, 2 * panelWidth), s = Four(ref rows, 3 * panelWidth);
            Vector128<float> pr = Blocks.Low(p, r), qs = Blocks.Low(q, s);
            Vector128<float> sum = Blocks.Low(pr, qs) * dy;
            if (units > 1)
                sum = SoftwareFusedMultiplyAdd.Compute(Blocks.High(pr, qs), Vector128.Create(Unsafe.Add(ref dy, 1)), sum);
            if (units > 2)
            {
                (pr, qs) = (Blocks.High(p, r), Blocks.High(q, s));
                sum = SoftwareFusedMultiplyAdd.Compute(Blocks.Low(pr, qs), Vector128.Create(Unsafe.Add(ref dy, 2)), sum);
            }
            if (units > 3)
                sum = SoftwareFusedMultiplyAdd.Compute(Blocks.High(pr, qs), Vector128.Create(Unsafe.Add(ref dy, 3)), sum);
            Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref dx, input)) = sum;
        }
        for (; input < inputs; input++)
        {
            ref float row = ref Unsafe.Add(ref w, input * panelWidth);
            float sum = row * dy;
            for (int j = 1; j < units; j++)
                sum = SoftwareFusedMultiplyAdd.Compute(Unsafe.Add(ref row, j), Unsafe.Add(ref dy, j), sum);
            Unsafe.Add(ref dx, input) = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Four(ref float place, int offset) => Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref place, offset));

    /// <summary>The offset of the weights of output j and the first of four inputs, j a multiple of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref float Row(ref float first, int j, int panel, int panelWidth) =>
        ref Unsafe.Add(ref first, panelWidth == VirtualLanes.Count ? 0 : (j / KernelConstants.PanelWidth * panel) + (j & VirtualLanes.Count));

    /// <summary>Adds the products of four inputs with one vector of outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(ref float row, ref float dy, int j, int panelWidth, int left, int s, ref T sum0, ref T sum1, ref T sum2, ref T sum3) where T : struct, ILanes<T>
    {
        if (left <= s)
            return;
        T y = T.Load(ref dy, j + s);
        T w0 = T.Load(ref row, s), w1 = T.Load(ref row, s + panelWidth), w2 = T.Load(ref row, s + 2 * panelWidth), w3 = T.Load(ref row, s + 3 * panelWidth);
        if (left - s < T.Count)
        {
            // The weights' padding must not reach the sums.
            T mask = VirtualLanes.Mask<T>(left - s);
            (w0, w1, w2, w3) = (T.And(w0, mask), T.And(w1, mask), T.And(w2, mask), T.And(w3, mask));
        }
        sum0 = T.FusedMultiplyAdd(w0, y, sum0);
        sum1 = T.FusedMultiplyAdd(w1, y, sum1);
        sum2 = T.FusedMultiplyAdd(w2, y, sum2);
        sum3 = T.FusedMultiplyAdd(w3, y, sum3);
    }

    /// <summary>The upper two levels of the tree, from the sixteen lanes in one, two or four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Fold<T>(T a, T b, T c, T d) where T : struct, ILanes<T> =>
        T.Fold(T.Count == 16 ? a : T.Count == 8 ? a + b : (a + c) + (b + d));

    /// <summary>One input's sum over the outputs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Sum<T>(ref float w, ref float dy, int input, int inputs, int units, int panelWidth) where T : struct, ILanes<T> =>
        Reductions.Sum<PanelProducts<T>, T>(new(ref w, ref dy, input, inputs, panelWidth), units);

    /// <summary>wᵢ·dyᵢ over the outputs, for the weights of one input.</summary>
    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ref struct PanelProducts<T>(ref float w, ref float dy, int input, int inputs, int panelWidth) : IReduction<T> where T : struct, ILanes<T>
    {
        private readonly ref float _w = ref w, _dy = ref dy;
        private readonly int _input = input, _inputs = inputs, _panelWidth = panelWidth;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Accumulate(T sum, int i, int valid) =>
            T.FusedMultiplyAdd(VirtualLanes.Keep(T.Load(ref _w, Offset(i)), valid), T.Load(ref _dy, i), sum);

        /// <summary>The weight of output j: panel j / width, row input, column j mod width.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private int Offset(int j) => (j / _panelWidth * _inputs + _input) * _panelWidth + j % _panelWidth;
    }
}
