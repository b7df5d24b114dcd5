using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>A dense layer's sizes.</summary>
/// <param name="Inputs">Inputs.</param>
/// <param name="Units">Outputs.</param>
/// <param name="PanelWidth">Outputs in a panel of weights, 16 or 32.</param>
/// <param name="Chains">Contiguous ranges of inputs into which a sum is split.</param>
/// <param name="HasBias">Whether biases follow the weights.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct DenseSizes(int Inputs, int Units, int PanelWidth, int Chains, bool HasBias)
{
    /// <summary>The offset of the weights of output j.</summary>
    internal int Column(int j) => j / PanelWidth * Inputs * PanelWidth + j % PanelWidth;

    /// <summary>The offset of the biases.</summary>
    internal int Biases => (Units + PanelWidth - 1) / PanelWidth * PanelWidth * Inputs;

    /// <summary>The first input of a chain.</summary>
    internal int Start(int chain) => chain * (Inputs / Chains);

    /// <summary>The end of a chain; the last includes the remainder.</summary>
    internal int End(int chain) => chain == Chains - 1 ? Inputs : (chain + 1) * (Inputs / Chains);
}

/// <summary>Dense layers whose sizes are arguments, for networks whose layers have more different sizes than the text limit allows. Sums have the order of the emitted kernels.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public static class GeneralDense
{
    /// <summary>Samples, inputs or vectors of outputs whose sums are held at once.</summary>
    private const int Tile = 4;

    /// <summary>y = W·x + b for some samples and the outputs from one up to another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward<T>(ref float x, int xStride, ref float y, int yStride, ref float w, in DenseSizes sizes, int rows, int from, int to) where T : struct, ILanes<T>
    {
        int row = 0;
        for (; row + Tile <= rows; row += Tile)
            for (int j = from; j < to; j += T.Count)
                Samples<T>(ref Unsafe.Add(ref x, row * xStride), xStride, ref Unsafe.Add(ref y, row * yStride + j), yStride, ref w, j, in sizes);
        for (; row < rows; row++)
        {
            int j = from;
            for (; j + (Tile - 1) * T.Count < to; j += Tile * T.Count)
                Vectors<T>(ref Unsafe.Add(ref x, row * xStride), ref Unsafe.Add(ref y, row * yStride + j), ref w, j, in sizes);
            for (; j < to; j += T.Count)
                Vector<T>(ref Unsafe.Add(ref x, row * xStride), ref Unsafe.Add(ref y, row * yStride + j), ref w, j, in sizes);
        }
    }

    /// <summary>Four samples × a vector of outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Samples<T>(ref float x, int xStride, ref float y, int yStride, ref float w, int j, in DenseSizes sizes) where T : struct, ILanes<T>
    {
        ref float column = ref Unsafe.Add(ref w, sizes.Column(j));
        T bias = sizes.HasBias ? T.Load(ref w, sizes.Biases + j) : T.Zero;
        bool single = sizes.Chains == 1;
        T y0 = bias, y1 = bias, y2 = bias, y3 = bias;
        for (int chain = 0; chain < sizes.Chains; chain++)
        {
            T a = single ? bias : T.Zero, b = a, c = a, d = a;
            for (int k = sizes.Start(chain); k < sizes.End(chain); k++)
            {
                T weight = T.Load(ref column, k * sizes.PanelWidth);
                a = T.FusedMultiplyAdd(ref x, k, weight, a);
                b = T.FusedMultiplyAdd(ref x, k + xStride, weight, b);
                c = T.FusedMultiplyAdd(ref x, k + 2 * xStride, weight, c);
                d = T.FusedMultiplyAdd(ref x, k + 3 * xStride, weight, d);
            }
            (y0, y1, y2, y3) = single ? (a, b, c, d) : (y0 + a, y1 + b, y2 + c, y3 + d);
        }
        T.Store(y0, ref y, 0);
        T.Store(y1, ref y, yStride);
        T.Store(y2, ref y, 2 * yStride);
        T.Store(y3, ref y, 3 * yStride);
    }

    /// <summary>One sample, four vectors of outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Vectors<T>(ref float x, ref float y, ref float w, int j, in DenseSizes sizes) where T : struct, ILanes<T>
    {
        ref float w0 = ref Unsafe.Add(ref w, sizes.Column(j));
        ref float w1 = ref Unsafe.Add(ref w, sizes.Column(j + T.Count));
        ref float w2 = ref Unsafe.Add(ref w, sizes.Column(j + 2 * T.Count));
        ref float w3 = ref Unsafe.Add(ref w, sizes.Column(j + 3 * T.Count));
        bool single = sizes.Chains == 1;
        T y0 = T.Zero, y1 = T.Zero, y2 = T.Zero, y3 = T.Zero;
        if (sizes.HasBias)
        {
            ref float b = ref Unsafe.Add(ref w, sizes.Biases + j);
            (y0, y1, y2, y3) = (T.Load(ref b, 0), T.Load(ref b, T.Count), T.Load(ref b, 2 * T.Count), T.Load(ref b, 3 * T.Count));
        }
        for (int chain = 0; chain < sizes.Chains; chain++)
        {
            (T a, T b, T c, T d) = single ? (y0, y1, y2, y3) : (T.Zero, T.Zero, T.Zero, T.Zero);
            for (int k = sizes.Start(chain); k < sizes.End(chain); k++)
            {
                T input = T.Broadcast(ref x, k);
                int place = k * sizes.PanelWidth;
                a = T.FusedMultiplyAdd(input, T.Load(ref w0, place), a);
                b = T.FusedMultiplyAdd(input, T.Load(ref w1, place), b);
                c = T.FusedMultiplyAdd(input, T.Load(ref w2, place), c);
                d = T.FusedMultiplyAdd(input, T.Load(ref w3, place), d);
            }
            (y0, y1, y2, y3) = single ? (a, b, c, d) : (y0 + a, y1 + b, y2 + c, y3 + d);
        }
        T.Store(y0, ref y, 0);
        T.Store(y1, ref y, T.Count);
        T.Store(y2, ref y, 2 * T.Count);
        T.Store(y3, ref y, 3 * T.Count);
    }

    /// <summary>One sample, one vector of outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Vector<T>(ref float x, ref float y, ref float w, int j, in DenseSizes sizes) where T : struct, ILanes<T>
    {
        ref float column = ref Unsafe.Add(ref w, sizes.Column(j));
        T total = sizes.HasBias ? T.Load(ref w, sizes.Biases + j) : T.Zero;
        bool single = sizes.Chains == 1;
        for (int chain = 0; chain < sizes.Chains; chain++)
        {
            T sum = single ? total : T.Zero;
            for (int k = sizes.Start(chain); k < sizes.End(chain); k++)
                sum = T.FusedMultiplyAdd(ref x, k, T.Load(ref column, k * sizes.PanelWidth), sum);
            total = single ? sum : total + sum;
        }
        T.Store(total, ref y, 0);
    }

    /// <summary>∂W = Σ ∂y·xᵀ over the samples, between some outputs and some inputs: stored, added, or used to update the weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void WeightGradient<T>(ref float x, int xStride, ref float dy, int dyStride, ref float w, ref float g, in DenseSizes sizes, int rows, int from, int to, int first, int end, float step, bool accumulate) where T : struct, ILanes<T>
    {
        // A training step on one sample stores no gradients.
        if (rows == 1 && step != 0 && !accumulate)
        {
            OuterProducts.Descend<T>(ref x, ref dy, ref w, sizes.Inputs, sizes.PanelWidth, from, to, first, end, step);
            return;
        }
        for (int j = from; j < to; j += T.Count)
        {
            int column = sizes.Column(j), k = first;
            ref float gradients = ref Unsafe.Add(ref dy, j);
            for (; k + Tile <= end; k += Tile)
            {
                T a = T.Zero, b = T.Zero, c = T.Zero, d = T.Zero;
                for (int row = 0; row < rows; row++)
                {
                    T gradient = T.Load(ref gradients, row * dyStride);
                    ref float inputs = ref Unsafe.Add(ref x, row * xStride + k);
                    a = T.FusedMultiplyAdd(ref inputs, 0, gradient, a);
                    b = T.FusedMultiplyAdd(ref inputs, 1, gradient, b);
                    c = T.FusedMultiplyAdd(ref inputs, 2, gradient, c);
                    d = T.FusedMultiplyAdd(ref inputs, 3, gradient, d);
                }
                int place = column + k * sizes.PanelWidth;
                Deliver(a, ref w, ref g, place, step, accumulate);
                Deliver(b, ref w, ref g, place + sizes.PanelWidth, step, accumulate);
                Deliver(c, ref w, ref g, place + 2 * sizes.PanelWidth, step, accumulate);
                Deliver(d, ref w, ref g, place + 3 * sizes.PanelWidth, step, accumulate);
            }
            for (; k < end; k++)
            {
                T sum = T.Zero;
                for (int row = 0; row < rows; row++)
                    sum = T.FusedMultiplyAdd(ref x, row * xStride + k, T.Load(ref gradients, row * dyStride), sum);
                Deliver(sum, ref w, ref g, column + k * sizes.PanelWidth, step, accumulate);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Deliver<T>(T sum, ref float w, ref float g, int place, float step, bool accumulate) where T : struct, ILanes<T>
    {
        if (accumulate)
            sum = T.Load(ref g, place) + sum;
        if (step == 0)
            T.Store(sum, ref g, place);
        else
            T.Store(Blocks.Descend(T.Load(ref w, place), sum, step), ref w, place);
    }

    /// <summary>∂x = Wᵀ·∂y for some samples, vectors over samples: gradients are transposed, weights never.</summary>
    /// <param name="dy">The outputs' gradients.</param>
    /// <param name="dyStride">From one sample's to the next.</param>
    /// <param name="dx">The inputs' gradients, overwritten.</param>
    /// <param name="dxStride">From one sample's to the next.</param>
    /// <param name="w">The weights.</param>
    /// <param name="outputs">Memory for transposed gradients of outputs, a block's samples for each.</param>
    /// <param name="inputs">The same for inputs.</param>
    /// <param name="sizes">The layer's sizes.</param>
    /// <param name="rows">Samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void InputGradient<T>(ref float dy, int dyStride, ref float dx, int dxStride, ref float w, ref float outputs, ref float inputs, in DenseSizes sizes, int rows) where T : struct, ILanes<T>
    {
        const int BlockRows = Shards.BlockRows;
        if (rows == 1)
        {
            Products.TransposeMultiply<T>(ref w, ref dy, ref dx, sizes.Inputs, sizes.Units, sizes.PanelWidth);
            return;
        }
        Blocks.Transpose(ref dy, dyStride, ref outputs, BlockRows, rows, sizes.Units);
        for (int row = 0; row < rows; row += T.Count)
        {
            int k = 0;
            for (; k + Tile <= sizes.Inputs; k += Tile)
            {
                T a = T.Zero, b = T.Zero, c = T.Zero, d = T.Zero;
                for (int j = 0; j < sizes.Units; j++)
                {
                    T gradient = T.Load(ref outputs, j * BlockRows + row);
                    ref float weights = ref Unsafe.Add(ref w, sizes.Column(j) + k * sizes.PanelWidth);
                    a = T.FusedMultiplyAdd(ref weights, 0, gradient, a);
                    b = T.FusedMultiplyAdd(ref weights, sizes.PanelWidth, gradient, b);
                    c = T.FusedMultiplyAdd(ref weights, 2 * sizes.PanelWidth, gradient, c);
                    d = T.FusedMultiplyAdd(ref weights, 3 * sizes.PanelWidth, gradient, d);
                }
                ref float sums = ref Unsafe.Add(ref inputs, k * BlockRows + row);
                T.Store(a, ref sums, 0);
                T.Store(b, ref sums, BlockRows);
                T.Store(c, ref sums, 2 * BlockRows);
                T.Store(d, ref sums, 3 * BlockRows);
            }
            for (; k < sizes.Inputs; k++)
            {
                T sum = T.Zero;
                for (int j = 0; j < sizes.Units; j++)
                    sum = T.FusedMultiplyAdd(ref w, sizes.Column(j) + k * sizes.PanelWidth, T.Load(ref outputs, j * BlockRows + row), sum);
                T.Store(sum, ref inputs, k * BlockRows + row);
            }
        }
        Blocks.Transpose(ref inputs, BlockRows, ref dx, dxStride, sizes.Inputs, rows);
    }
}
