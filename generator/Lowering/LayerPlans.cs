using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Sums held in registers at once: a tile of height × vectors.</summary>
internal readonly record struct Tile(int Height, int Vectors);

/// <summary>What a layer's kernels are made from.</summary>
/// <param name="Identifier">What its methods and constants are called.</param>
internal abstract record LayerPlan(string Name, string Identifier);

/// <summary>A dense layer's kernels.</summary>
/// <param name="Fused">The activation applied as results are stored; Linear for none.</param>
/// <param name="Chains">Contiguous parts that a sum is split into; the same for one sample and for a batch, since they decide its bits.</param>
/// <param name="SampleVectors">Vectors of outputs that one sample's kernels hold, largest first.</param>
/// <param name="StraightLine">Whether one sample's sums are written out.</param>
/// <param name="Unroll">Steps of every chain in the body of one sample's loops.</param>
/// <param name="ForwardTiles">Samples × vectors of outputs whose sums a batch's kernels hold, largest first.</param>
/// <param name="WeightTiles">Inputs × vectors of outputs of the weights' gradient.</param>
/// <param name="InputTiles">Inputs that a tile of the inputs' gradient holds, for two vectors of samples.</param>
internal sealed record DensePlan(
    string Name,
    string Identifier,
    string Formula,
    int Inputs,
    int Units,
    TensorPlan Weight,
    TensorPlan? Bias,
    Activation Fused,
    int Chains,
    EquatableArray<int> SampleVectors,
    bool StraightLine,
    int Unroll,
    EquatableArray<Tile> ForwardTiles,
    EquatableArray<Tile> WeightTiles,
    EquatableArray<int> InputTiles) : LayerPlan(Name, Identifier)
{
    public int PanelWidth => Weight.PanelWidth;

    public int Panels => (Units + PanelWidth - 1) / PanelWidth;

    public int Terms(int chain) => chain == Chains - 1 ? Inputs - (Chains - 1) * (Inputs / Chains) : Inputs / Chains;
}

/// <summary>How a convolution cuts a row of results into tiles.</summary>
/// <param name="Vectors">Vectors of filters that a tile holds for each result.</param>
/// <param name="Results">Results of each tile.</param>
/// <param name="Widest">The same for 512-bit vectors, of which there are twice as many registers.</param>
internal sealed record RowTiles(int Vectors, EquatableArray<int> Results, EquatableArray<int> Widest)
{
    /// <summary>Whether 512-bit vectors have a way of their own.</summary>
    public bool DependOnWidth => !Results.Equals(Widest);
}

/// <summary>A convolution's kernels: filters in lanes and a tile of pixels in registers, or columns in lanes and a tile of filters.</summary>
/// <param name="Rows">Rows of results; fewer than the layer has where several make one long row.</param>
/// <param name="Columns">Results in a row.</param>
/// <param name="X">Where inputs lie, border included.</param>
/// <param name="Y">Where outputs lie.</param>
/// <param name="Fused">The activation applied as results are stored; Linear for none.</param>
/// <param name="IsScaled">Whether a scale and a shift are applied before the activation.</param>
/// <param name="PoolHeight">Rows of pixels whose maximum is a result; 1 for none.</param>
/// <param name="PoolWidth">Columns of such pixels.</param>
/// <param name="MeanOf">Pixels whose mean is all that is stored; 0 where each result is.</param>
/// <param name="Tiles">The numbers of vectors of filters that its kernels hold, fewest first, and how a row is cut for each.</param>
/// <param name="ColumnTile">Filters × vectors of columns, where these are in lanes; none where filters are.</param>
/// <param name="WeightRows">For the weights' gradients: the kernel's rows, cut into tiles.</param>
/// <param name="WeightRuns">For the weights' gradients: a run, cut into tiles; one where tiles have several rows.</param>
/// <param name="InputTiles">For the inputs' gradients: the pixels of a row, cut into tiles of nearly one size.</param>
internal sealed record ConvolutionPlan(
    string Name,
    string Identifier,
    string Formula,
    Axis Height,
    Axis Width,
    int Rows,
    int Columns,
    int Groups,
    Grid X,
    Grid Y,
    TensorPlan Weight,
    TensorPlan? Bias,
    Activation Fused,
    bool IsScaled,
    int PoolHeight,
    int PoolWidth,
    int MeanOf,
    EquatableArray<RowTiles> Tiles,
    Tile? ColumnTile,
    EquatableArray<int> WeightRows,
    EquatableArray<int> WeightRuns,
    EquatableArray<int> InputTiles) : LayerPlan(Name, Identifier)
{
    public int Filters => Y.Channels;

    /// <summary>Whether lane j of the input is what filter j reads, as it stands.</summary>
    public bool IsDepthwise => Groups == X.Channels && Groups == Filters;

    /// <summary>Channels that a filter reads.</summary>
    public int Depth => X.Channels / Groups;

    /// <summary>Numbers of an input pixel as the kernels read it: in groups every filter's channels in its own lane, <c>[depth][filter]</c>.</summary>
    public int PixelLength => Groups == 1 ? X.Channels : checked(Depth * Filters);

    /// <summary>Numbers from one row of such pixels to the next.</summary>
    public int RowLength => checked(X.Pitch / X.Channels * PixelLength);

    /// <summary>Numbers of such an input, border included.</summary>
    public int InputLength => checked(X.Size / X.Channels * PixelLength);

    /// <summary>From one input under the kernel to the next: one number for all filters, or in groups a number for each.</summary>
    public int InputStep => Groups == 1 ? 1 : Filters;

    /// <summary>Terms of a sum.</summary>
    public int Terms => Height.Kernel * Width.Kernel * Depth;

    /// <summary>Inputs that lie side by side under the kernel: its whole row, or one pixel where the kernel has gaps.</summary>
    public int Run => ConvolutionShapes.Run(Width, Depth);

    /// <summary>Whether a tile writes out the inputs of a run, rather than looping over them: where they are few, and the JIT inlines them all.</summary>
    public bool IsStraightLine(int pixels, int vectors) => Run <= Limits.StraightLineRun && Run * pixels * vectors <= Limits.MethodMultiplyAdds;

    /// <summary>Runs in a row of the kernel.</summary>
    public int Runs => ConvolutionShapes.Runs(Width);

    /// <summary>Lanes of a run in the weights turned for the inputs' gradients.</summary>
    public int InputLanes => DenseShapes.RoundUp(Run, Limits.NarrowPanelWidth);

    /// <summary>Rows of the input that windows see, between them included.</summary>
    public int InputRows => (Rows - 1) * Height.Stride + (Height.Kernel - 1) * Height.Dilation + 1;

    public int PanelWidth => Weight.PanelWidth;

    public int Panels => (Filters + PanelWidth - 1) / PanelWidth;
}

/// <summary>A pool's kernels: channels in lanes.</summary>
/// <param name="Before">The activation before the pool, whose derivative its gradient takes along; Linear for none.</param>
internal sealed record PoolPlan(string Name, string Identifier, PoolKind Kind, Axis Height, Axis Width, Grid X, Grid Y, Activation Before) : LayerPlan(Name, Identifier)
{
    /// <summary>Places of a window.</summary>
    public int Size => Height.Kernel * Width.Kernel;

    /// <summary>Whether a window's places are written out: where they are few, and always inside the input.</summary>
    public bool IsWrittenOut => Height.Before + Width.Before + Height.After + Width.After == 0 && Size <= Limits.WindowPlaces;

    /// <summary>Whether each place of the input has one window at most, so that its gradient is stored, not added.</summary>
    public bool StoresGradient => Height.Tiles && Width.Tiles && Size <= Limits.WindowPlaces;

    /// <summary>Whether a vector of channels may reach into the next pixel.</summary>
    public bool Spills => X.Channels % Limits.NarrowPanelWidth != 0;
}

/// <summary>A batch normalisation.</summary>
/// <param name="Index">Which of the network's batch normalisations.</param>
/// <param name="Count">Numbers that a sample adds to each channel's statistics.</param>
internal sealed record BatchNormPlan(string Name, string Identifier, int Index, int Channels, int Count, double Epsilon, double Momentum, TensorPlan Weight, TensorPlan Bias, TensorPlan Mean, TensorPlan Variance) : LayerPlan(Name, Identifier);
