using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>How a convolution cuts a row of results into tiles.</summary>
/// <param name="Vectors">Vectors of filters that a tile holds for each result.</param>
/// <param name="Results">Results of each tile.</param>
/// <param name="Widest">The same for 512-bit vectors, of which there are twice as many registers.</param>
internal sealed record RowTiles(int Vectors, EquatableArray<int> Results, EquatableArray<int> Widest)
{
    /// <summary>Whether 512-bit vectors have tiles of their own.</summary>
    public bool DependOnWidth => !Results.Equals(Widest);
}

/// <summary>A convolution's kernels: filters in lanes and a tile of pixels in registers, or columns in lanes and a tile of filters.</summary>
/// <param name="IsGeneral">Whether its kernels are the runtime's.</param>
/// <param name="Rows">Rows of results; fewer than the layer has where several make one long row.</param>
/// <param name="Columns">Results in a row.</param>
/// <param name="X">The grid of the inputs, border included.</param>
/// <param name="Y">The grid of the outputs.</param>
/// <param name="Fused">The activation applied as results are stored; Linear for none.</param>
/// <param name="IsScaled">Whether a scale and a shift are applied before the activation.</param>
/// <param name="IsAdded">Whether another value, in the layout of the outputs, is added before the activation.</param>
/// <param name="PoolHeight">Rows of pixels whose maximum is a result; 1 for none.</param>
/// <param name="PoolWidth">Columns of such pixels.</param>
/// <param name="MeanOf">Pixels whose mean is all that is stored; 0 where each result is.</param>
/// <param name="Tiles">The numbers of vectors of filters that its kernels hold, fewest first, and how a row is cut for each.</param>
/// <param name="ColumnTile">Filters × vectors of columns, where these are in lanes; null where filters are.</param>
/// <param name="WeightRows">For the weights' gradients: the kernel's rows, cut into tiles.</param>
/// <param name="WeightRuns">For the weights' gradients: a run, cut into tiles; one where tiles have several rows.</param>
/// <param name="InputTiles">For the inputs' gradients: the pixels of a row, cut into tiles of nearly one size.</param>
internal sealed record ConvolutionPlan(
    string Formula,
    bool IsGeneral,
    Axis Height,
    Axis Width,
    int Rows,
    int Columns,
    int Groups,
    Grid X,
    Grid Y,
    int PanelWidth,
    bool HasBias,
    Activation Fused,
    bool IsScaled,
    bool IsAdded,
    int PoolHeight,
    int PoolWidth,
    int MeanOf,
    EquatableArray<RowTiles> Tiles,
    Tile? ColumnTile,
    EquatableArray<int> WeightRows,
    EquatableArray<int> WeightRuns,
    EquatableArray<int> InputTiles) : LayerPlan
{
    /// <remarks>Nearly all other members follow from it.</remarks>
    public override int GetHashCode() => (Formula, X, Y).GetHashCode();

    /// <summary>The kernels of a convolution and its epilogue.</summary>
    public static ConvolutionPlan Of(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        Convolve convolve = (Convolve)node.Op;
        (Node? norm, Pool? pool) = (group.Applied<BatchNorm>(), group.Applied<Pool>()?.Op as Pool);
        Activation fused = (group.Applied<Activate>()?.Op as Activate)?.Kind ?? Activation.Linear;
        bool inColumns = to.ChoiceOf(group).Reads == ChannelOrder.First, isMean = pool?.Kind == PoolKind.Average;
        Grid x = to.GridOf(node.X), result = to.GridOf(group.Result);
        Grid y = inColumns && result is { IsPlanes: false, Channels: > 1 } ? Grid.Of(group.Result.Shape, new(ChannelOrder.First, default)) : result;
        Grid image = to.GridOf(node.Y);
        (int rows, int columns) = isMean ? OneRow(image) : pool is null ? OneRow(y) : (y.Height, y.Width);
        (int poolHeight, int poolWidth) = isMean ? (1, 1) : (pool?.Height.Kernel ?? 1, pool?.Width.Kernel ?? 1);
        int depth = x.Channels / convolve.Groups, run = ConvolutionShapes.Run(convolve.Width, depth, convolve.IsSliced), runs = ConvolutionShapes.Runs(convolve.Width, convolve.IsSliced);
        return new(
            $"y = {Sentences.Formula(norm is null && group.Applied<Arithmetic>() is null ? fused : Activation.Linear, convolve.UseBias, "∗")}, {node.X.Shape} → {node.Y.Shape}, {ConvolutionSentences.Kernel(convolve.Height, convolve.Width)}{(convolve.Groups > 1 ? $", {convolve.Groups} groups" : "")}{ConvolutionSentences.Epilogue(group, fused)}",
            to.IsGeneral(node),
            convolve.Height,
            convolve.Width,
            rows,
            columns,
            convolve.Groups,
            x,
            y,
            to.At(node.Tensors[0]).PanelWidth,
            convolve.UseBias,
            fused,
            norm is not null,
            group.Applied<Arithmetic>() is not null,
            poolHeight,
            poolWidth,
            isMean ? rows * columns : 0,
            [.. ConvolutionShapes.Tiles(convolve.Filters, convolve.Groups, columns, to.Use512, poolHeight * poolWidth)],
            inColumns ? ConvolutionShapes.ColumnTile(columns * poolWidth, y.Channels, poolHeight) : null,
            [.. ConvolutionShapes.WeightRows(convolve.Height.Kernel, run, runs)],
            [.. ConvolutionShapes.WeightRuns(run)],
            [.. ConvolutionShapes.InputTiles(columns)]);

        // The rows of an image are one long row if every window is one pixel and pixels are contiguous.
        (int Rows, int Columns) OneRow(Grid grid) =>
            ConvolutionShapes.IsPointwise(convolve.Height, convolve.Width) && !x.HasBorder && !grid.HasBorder ? (1, grid.Pixels) : (grid.Height, grid.Width);
    }

    /// <summary>Whether training computes it differently, so that its methods have names of their own.</summary>
    public bool IsInferenceOnly => IsScaled || PoolHeight * PoolWidth > 1 || MeanOf > 0 || ColumnTile is not null;

    /// <summary>The prefix of its names, after the layer's identifier.</summary>
    public string Prefix => IsInferenceOnly ? "Inference" : "";

    public int Filters => Y.Channels;

    /// <summary>Whether lane j of the input, as stored, is what filter j reads.</summary>
    public bool IsDepthwise => Groups == X.Channels && Groups == Filters;

    /// <summary>Channels that a filter reads.</summary>
    public int Depth => X.Channels / Groups;

    /// <summary>Filters of a group.</summary>
    public int GroupFilters => Filters / Groups;

    /// <summary>Whether each group is a convolution over its slice of the channels.</summary>
    public bool IsSliced => ConvolutionShapes.IsSliced(Filters, Groups);

    /// <summary>Whether some vector of filters spans two groups.</summary>
    public bool IsSplit => IsSliced && GroupFilters % Limits.NarrowPanelWidth != 0;

    /// <summary>Whether an input is one element for all filters of a vector, rather than one for each.</summary>
    public bool Broadcasts => Groups == 1 || IsSliced;

    /// <summary>Elements of an input pixel as the kernels read it: if it is spread, every filter's channels in its own lane, <c>[depth][filter]</c>.</summary>
    public int PixelLength => Broadcasts ? X.Channels : checked(Depth * Filters);

    /// <summary>Elements from one row of such pixels to the next.</summary>
    public int RowLength => checked(X.Pitch / X.Channels * PixelLength);

    /// <summary>Elements before the first that a window reads: the border is larger than the convolution's own where another reader of the value needs that.</summary>
    public int Skipped => X.Origin - Height.Before * X.Pitch - Width.Before * (X.IsPlanes ? 1 : X.Channels);

    /// <summary>The same of a spread input.</summary>
    public int InputSkipped => checked(Skipped / X.Channels * PixelLength);

    /// <summary>Elements of such an input, border included.</summary>
    public int InputLength => checked(X.Size / X.Channels * PixelLength);

    /// <summary>From one input under the kernel to the next: one element for all filters, or one for each if they are spread.</summary>
    public int InputStride => Broadcasts ? 1 : Filters;

    public string BiasParameter => HasBias ? ", ref float b" : "";

    /// <summary>Elements of the weights, which the biases follow.</summary>
    public int Weights => Panels * PanelWidth * Terms;

    /// <summary>Terms of a sum.</summary>
    public int Terms => Height.Kernel * Width.Kernel * Depth;

    /// <summary>Contiguous inputs under the kernel: its whole row, or one pixel where the kernel has gaps.</summary>
    public int Run => ConvolutionShapes.Run(Width, Depth, IsSliced);

    /// <summary>Whether a tile leaves out the rows of the kernel that lie in the border above or below the image: their products are zero and change no sum. A tile that takes a maximum has windows in several rows.</summary>
    public bool LeavesOutBorder => Rows > 1 && Height.Kernel > 1 && Height.Dilation == 1 && Height.Before + Height.After > 0 && PoolHeight == 1;

    /// <summary>Whether a tile writes out the inputs of a run, rather than looping over them: if they are few and the JIT inlines them all.</summary>
    public bool IsStraightLine(int pixels, int vectors) => Run <= Limits.StraightLineRun && Run * pixels * vectors <= Limits.MethodMultiplyAdds;

    /// <summary>Runs in a row of the kernel.</summary>
    public int Runs => ConvolutionShapes.Runs(Width, IsSliced);

    /// <summary>Lanes of a run in the weights transposed for the inputs' gradients.</summary>
    public int InputLanes => DenseShapes.RoundUp(Run, Limits.NarrowPanelWidth);

    /// <summary>Rows of the input from the first to the last that windows read.</summary>
    public int InputRows => (Rows - 1) * Height.Stride + (Height.Kernel - 1) * Height.Dilation + 1;

    public int Panels => (Filters + PanelWidth - 1) / PanelWidth;

    /// <summary>Filters that read the same channels, an argument of the runtime's kernels; 0 if the input is spread.</summary>
    public int Together => Broadcasts ? GroupFilters : 0;

    /// <summary>The loops of the runtime's gradients of inputs.</summary>
    public int[] InputTaps
    {
        get
        {
            bool oneRow = Height.Kernel == 1;
            (int kernelStep, int rowStep) = ConvolutionShapes.StepsAbove(Height);
            return [X.Size - Skipped, oneRow ? Height.Stride * RowLength : X.Pitch, oneRow ? Rows : InputRows, Height.Stride, Height.Dilation, Runs, Width.Dilation * X.Channels, InputLanes, kernelStep, rowStep];
        }
    }

    /// <summary>The loops of the runtime's kernels.</summary>
    public string TapsText(CallWriter to) => $"new Taps({string.Join(", ", Taps.Select(to.Number))})";

    private int[] Taps =>
        [Filters, Depth, Height.Kernel, Width.Kernel, Height.Dilation * RowLength, Width.Dilation * PixelLength, Rows, Columns, Height.Stride * RowLength, Width.Stride * PixelLength, Y.Pitch, Y.Origin, PanelWidth];
}
