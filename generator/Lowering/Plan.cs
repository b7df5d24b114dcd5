using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Everything that the emitter needs to know, decided.</summary>
/// <param name="Kernels">The name of the emitted kernels' type.</param>
/// <param name="Tensors">The parameters, in PyTorch's order.</param>
/// <param name="ParameterLength">Numbers in a parameter block, padding included.</param>
/// <param name="StateLength">Numbers of running statistics, which stand behind the parameters.</param>
/// <param name="LossTerms">Terms a sample adds to the mean of the loss; 0 for a network that only infers.</param>
/// <param name="OutputsLogits">Whether outputs are logits of the loss: a class is decided at 0, not at ½.</param>
/// <param name="Weights">The file whose weights the assembly carries; none for fresh weights.</param>
/// <param name="Body">The kernels.</param>
/// <param name="Costs">One row for each layer.</param>
internal sealed record Plan(
    TypeName Type,
    string Kernels,
    string InputShape,
    int InputLength,
    int OutputLength,
    Loss Loss,
    EquatableArray<TensorPlan> Tensors,
    int ParameterLength,
    int StateLength,
    int LossTerms,
    bool OutputsLogits,
    string? Weights,
    Body Body,
    EquatableArray<LayerCost> Costs)
{
    public bool CanTrain => LossTerms > 0;
}

/// <summary>A tensor's place in the parameter block; see the runtime's <c>TensorLayout</c>.</summary>
/// <param name="Identifier">The constant that holds its offset.</param>
/// <param name="Channels">Channels that stand last in the block and first in PyTorch; 1 where the order is the same.</param>
/// <param name="Start">What fresh values are drawn around.</param>
internal sealed record TensorPlan(string Name, string Identifier, EquatableArray<int> Shape, int Offset, int PanelWidth, Initializer Initializer, int FanIn, int FanOut, int Channels = 1, string Start = "0f")
{
    /// <summary>Numbers that it takes in the block, padding included.</summary>
    public int Length { get; } = PanelWidth == 0
        ? Shape.Aggregate(1, (product, extent) => checked(product * extent))
        : checked((Shape[0] + PanelWidth - 1) / PanelWidth * PanelWidth * Shape.Skip(1).Aggregate(1, (product, extent) => checked(product * extent)));
}

/// <summary>A row of the cost table.</summary>
internal sealed record LayerCost(string Name, string Kind, string OutputShape, long Parameters, long MultiplyAdds, string CodeShape, string Reason);

/// <summary>The shape of a network's kernels.</summary>
internal abstract record Body
{
    /// <summary>Samples in lanes: the whole network as one straight line, every lane another sample.</summary>
    public sealed record SamplesInLanes(NetworkGraph Graph, EquatableArray<TensorPlan> Tensors, int Parameters, EquatableArray<string> Sentences) : Body;

    /// <summary>Outputs in lanes: layer by layer, one sample by panels, a block of samples by register tiles.</summary>
    /// <param name="Use512">Whether 512-bit vectors are used where the machine has them.</param>
    /// <param name="Layers">What the layers' kernels are made from, in order.</param>
    /// <param name="Sample">One sample's inference.</param>
    /// <param name="Block">Inference of a block of samples.</param>
    /// <param name="Training">Forward, loss and backward; null for a network that only infers.</param>
    /// <param name="TransposeRows">Rows of the two transposed buffers, each row a block's samples; 0 for none.</param>
    public sealed record OutputsInLanes(
        bool Use512,
        EquatableArray<LayerPlan> Layers,
        Pass Sample,
        Pass Block,
        TrainingPass? Training,
        int TransposeRows) : Body
    {
        /// <summary>Where the transposed buffers begin in a block's scratch.</summary>
        public int TransposePlace => Math.Max(Block.Length, Training?.Forward.Length ?? 0);

        /// <summary>Whether training differs from inference, or its parts wait for sums over the whole batch.</summary>
        public bool TrainsByBatch => Training is not null && (BatchNorms.Any() || Training.Forward.Steps.OfType<Step.Call>().Any(call => call.Routine == "Dropouts.Apply<T>"));

        public IEnumerable<BatchNormPlan> BatchNorms => Layers.OfType<BatchNormPlan>();
    }
}

/// <summary>A way from input to output: its steps, and the scratch they need.</summary>
/// <param name="TowardsLoss">The steps that the loss needs.</param>
/// <param name="Beyond">Those that only the output needs.</param>
/// <param name="Loss">The loss; none for a network that only infers.</param>
/// <param name="Length">Numbers of scratch; for training, backward included.</param>
/// <param name="Output">Where the outputs are at the end.</param>
internal sealed record Pass(EquatableArray<Step> TowardsLoss, EquatableArray<Step> Beyond, Step.Loss? Loss, int Length, Place Output)
{
    public IEnumerable<Step> Steps => TowardsLoss.Concat(Beyond);
}

/// <summary>Forward with everything kept that backward needs, and backward.</summary>
/// <param name="FromOutput">From a given gradient of the output to the loss's own, where a fused loss skips steps.</param>
/// <param name="Backward">From the loss's gradient to the parameters'.</param>
/// <param name="Phases">All but the parameters' gradients once more, for threads to share; none where they take whole shards.</param>
internal sealed record TrainingPass(Pass Forward, EquatableArray<Step> FromOutput, EquatableArray<Step> Backward, Place OutputGradient, EquatableArray<Phase> Phases)
{
    public bool IsShared => Phases.Count > 0;
}

/// <summary>Steps between two points where threads that share a training step wait for each other.</summary>
/// <param name="Layer">The layer whose outputs the threads share, each for all samples; none where they share the samples.</param>
internal sealed record Phase(DensePlan? Layer, EquatableArray<Step> Steps);

/// <summary>A buffer of scratch.</summary>
/// <param name="Stride">Numbers from one sample to the next; 0 where a buffer serves one sample after another, or all.</param>
internal sealed record ScratchBuffer(string Identifier, int Offset, int Stride);

/// <summary>Rows of pixels, channels last, with a border of zeros for the convolution that reads them; a vector is one row of one pixel.</summary>
/// <param name="Pitch">Numbers from one row to the next.</param>
/// <param name="Origin">The first pixel's place.</param>
/// <param name="Size">Numbers in all, border included.</param>
internal readonly record struct Grid(int Height, int Width, int Channels, int Pitch, int Origin, int Size)
{
    public static Grid Of(Shape shape, int above = 0, int below = 0, int left = 0, int right = 0)
    {
        (int channels, int height, int width) = shape.Rank == 1 ? (shape.Width, 1, 1) : (shape.Channels, shape.Height, shape.Width);
        int pitch = checked((left + width + right) * channels);
        return new(height, width, channels, pitch, above * pitch + left * channels, checked((above + height + below) * pitch));
    }

    public int Pixels => Height * Width;

    public bool HasBorder => Size > Pixels * Channels;
}

/// <summary>Where a step reads or writes.</summary>
/// <param name="Buffer">The scratch buffer, or none for the user's inputs.</param>
/// <param name="Stride">Numbers from one sample to the next.</param>
internal sealed record Place(ScratchBuffer? Buffer, Grid Grid, int Stride)
{
    public int Length => Grid.Pixels * Grid.Channels;
}

/// <summary>A step of a block's work.</summary>
/// <param name="Sentence">What it computes, with shapes.</param>
internal abstract record Step(string Sentence)
{
    /// <summary>Whether the step takes one sample at a time.</summary>
    public virtual bool IsPerSample => false;

    /// <summary>All places that it reads or writes.</summary>
    public abstract Place[] Places { get; }

    /// <summary>A step that takes one sample at a time, so that what it leaves is still in the nearest cache when the next step reads it.</summary>
    public abstract record PerSample(string Sentence) : Step(Sentence)
    {
        public override bool IsPerSample => true;
    }

    public sealed record Dense(DensePlan Layer, Place X, Place Y, string Sentence) : Step(Sentence)
    {
        public override Place[] Places => [X, Y];
    }

    public sealed record Activate(Activation Kind, Place X, Place Y, bool Apart, string Sentence) : Step(Sentence)
    {
        public override bool IsPerSample => Apart;

        public override Place[] Places => [X, Y];
    }

    public sealed record Loss(LossOp Kind, Place Y, Place Gradient, string Sentence) : Step(Sentence)
    {
        public override Place[] Places => [Y, Gradient];
    }

    /// <param name="Values">The activation's result, or its argument where the derivative needs that.</param>
    public sealed record ActivateGradient(Activation Kind, Place Values, Place Gradient, bool Apart, string Sentence) : Step(Sentence)
    {
        public override bool IsPerSample => Apart;

        public override Place[] Places => [Values, Gradient];
    }

    public sealed record WeightGradient(DensePlan Layer, Place X, Place Gradient, string Sentence) : Step(Sentence)
    {
        public override Place[] Places => [X, Gradient];
    }

    public sealed record BiasGradient(DensePlan Layer, Place Gradient, string Sentence) : Step(Sentence)
    {
        public override Place[] Places => [Gradient];
    }

    public sealed record InputGradient(DensePlan Layer, Place Gradient, Place XGradient, string Sentence) : Step(Sentence)
    {
        public override Place[] Places => [Gradient, XGradient];
    }

    /// <summary>Zeroes the padding behind a vector's gradient, which must not reach the parameters' padding.</summary>
    public sealed record ClearPadding(Place Gradient) : Step("")
    {
        public override Place[] Places => [Gradient];
    }

    /// <param name="Scale">Where a batch normalisation that the epilogue takes along has its scale.</param>
    /// <param name="Shift">Where it has its shift.</param>
    public sealed record Convolve(ConvolutionPlan Layer, Place X, Place Y, Place? Scale, Place? Shift, string Sentence) : PerSample(Sentence)
    {
        public override Place[] Places => Scale is null || Shift is null ? [X, Y] : [X, Y, Scale, Shift];
    }

    /// <summary>Every filter's channels in its own lane, for a grouped convolution; or back, for gradients.</summary>
    public sealed record Spread(ConvolutionPlan Layer, Place From, Place To, bool Back) : PerSample("")
    {
        public override Place[] Places => [From, To];
    }

    /// <summary>Sums of a convolution's weight and bias gradients, sample by sample.</summary>
    public sealed record ConvolutionGradient(ConvolutionPlan Layer, Place X, Place Gradient, Place Sums, Place? BiasSums, string Sentence) : PerSample(Sentence)
    {
        public override Place[] Places => BiasSums is null ? [X, Gradient, Sums] : [X, Gradient, Sums, BiasSums];
    }

    /// <summary>A convolution's weights, inputs in lanes.</summary>
    public sealed record Turn(ConvolutionPlan Layer, Place Turned, string Sentence) : Step(Sentence)
    {
        public override Place[] Places => [Turned];
    }

    /// <param name="Turned">The weights with inputs in lanes; none where lanes are outputs as well as inputs.</param>
    public sealed record ConvolutionInputGradient(ConvolutionPlan Layer, Place Gradient, Place XGradient, Place? Turned, string Sentence) : PerSample(Sentence)
    {
        public override Place[] Places => Turned is null ? [Gradient, XGradient] : [Gradient, XGradient, Turned];
    }

    public sealed record Pool(PoolPlan Layer, Place X, Place Y, string Sentence) : PerSample(Sentence)
    {
        public override Place[] Places => [X, Y];
    }

    public sealed record PoolGradient(PoolPlan Layer, Place X, Place Y, Place Gradient, Place XGradient, string Sentence) : PerSample(Sentence)
    {
        public override Place[] Places => Layer.Kind == PoolKind.Max ? [X, Y, Gradient, XGradient] : [Gradient, XGradient];
    }

    /// <summary>Channels first become channels last, with a border where the next step wants one.</summary>
    public sealed record ToChannelsLast(Place X, Place Y, string Sentence) : PerSample(Sentence)
    {
        public override Place[] Places => [X, Y];
    }

    /// <summary>Channels last become channels first.</summary>
    public sealed record ToChannelsFirst(Place X, Place Y, string Sentence) : PerSample(Sentence)
    {
        public override Place[] Places => [X, Y];
    }

    /// <summary>A call of one of the runtime's routines.</summary>
    /// <param name="Routine">As in <c>Norms.Scale&lt;T&gt;</c>.</param>
    /// <param name="Once">Whether it is called once for a block, rather than for each sample.</param>
    public sealed record Call(string Routine, EquatableArray<Argument> Arguments, bool Once, string Sentence) : Step(Sentence)
    {
        public override bool IsPerSample => !Once;

        public override Place[] Places => [.. Arguments.OfType<Argument.At>().Select(argument => argument.Place)];
    }

    /// <summary>Zeroes sums before a block's samples are added.</summary>
    public sealed record Clear(Place Sums, int Length) : Step("")
    {
        public override Place[] Places => [Sums];
    }

    /// <summary>Takes a block's sums into a tensor's gradient, or takes a step with them.</summary>
    public sealed record Deliver(TensorPlan Tensor, Place Sums, string Sentence) : Step(Sentence)
    {
        public override Place[] Places => [Sums];
    }

    /// <summary>The end of a part of training whose sums over the whole batch the next part needs.</summary>
    public sealed record Combine(BatchNormPlan Layer) : Step("")
    {
        public override Place[] Places => [];
    }
}

/// <summary>An argument of a call.</summary>
internal abstract record Argument
{
    public sealed record At(Place Place) : Argument;

    /// <summary>The shape of a place.</summary>
    public sealed record Shape(Grid Grid) : Argument;

    public sealed record Parameter(TensorPlan Tensor) : Argument;

    public sealed record Integer(int Value) : Argument;

    public sealed record Bits(uint Value) : Argument;

    public sealed record Real(float Value) : Argument;

    /// <summary>How many samples the block has.</summary>
    public sealed record Rows : Argument;

    /// <summary>What the block's samples know of their batch.</summary>
    public sealed record Batch : Argument;

    /// <summary>What a dropout draws from for a sample.</summary>
    public sealed record Draw(int Layer) : Argument;

    /// <summary>A batch normalisation's sums over one sample.</summary>
    public sealed record RowSums(int Norm) : Argument;

    /// <summary>A batch normalisation's statistics of the whole batch.</summary>
    public sealed record Statistics(int Norm) : Argument;

    public static implicit operator Argument(Place place) => new At(place);

    public static implicit operator Argument(Grid grid) => new Shape(grid);

    public static implicit operator Argument(TensorPlan tensor) => new Parameter(tensor);

    public static implicit operator Argument(int number) => new Integer(number);
}

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

/// <summary>A convolution's kernels: filters in lanes, a tile of pixels in registers.</summary>
/// <param name="Rows">Rows of results; fewer than the layer has where several make one long row.</param>
/// <param name="Columns">Results in a row.</param>
/// <param name="X">Where inputs lie, border included.</param>
/// <param name="Y">Where outputs lie.</param>
/// <param name="Fused">The activation applied as results are stored; Linear for none.</param>
/// <param name="IsScaled">Whether a scale and a shift are applied before the activation.</param>
/// <param name="PoolHeight">Rows of pixels whose maximum is a result; 1 for none.</param>
/// <param name="PoolWidth">Columns of such pixels.</param>
/// <param name="NarrowTiles">For one vector of filters: the results of a row, cut into tiles of nearly one size.</param>
/// <param name="WideTiles">The same for two vectors of filters.</param>
/// <param name="WidestTiles">The same for two 512-bit vectors, of which there are twice as many registers.</param>
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
    EquatableArray<int> NarrowTiles,
    EquatableArray<int> WideTiles,
    EquatableArray<int> WidestTiles) : LayerPlan(Name, Identifier)
{
    public int Filters => Y.Channels;

    /// <summary>Whether lane j of the input is what filter j reads, as it stands.</summary>
    public bool IsDepthwise => Groups == X.Channels && Groups == Filters;

    /// <summary>Numbers of the input spread over the filters' lanes.</summary>
    public int SpreadSize => checked(X.Size / X.Channels * Depth * Filters);

    /// <summary>Channels that a filter reads.</summary>
    public int Depth => X.Channels / Groups;

    /// <summary>Terms of a sum.</summary>
    public int Terms => Height.Kernel * Width.Kernel * Depth;

    /// <summary>Inputs that lie side by side under the kernel: its whole row, or one pixel where the kernel has gaps.</summary>
    public int Run => Width.Dilation == 1 ? Width.Kernel * Depth : Depth;

    /// <summary>Whether a tile writes out the inputs of a run, rather than looping over them: where they are few, and the JIT inlines them all.</summary>
    public bool IsStraightLine(int pixels, int vectors) => Run <= Limits.StraightLineRun && Run * pixels * vectors <= Limits.MethodMultiplyAdds;

    /// <summary>Runs in a row of the kernel.</summary>
    public int Runs => Width.Dilation == 1 ? 1 : Width.Kernel;

    /// <summary>Whether filters reach into a second vector where vectors are shortest, of four lanes.</summary>
    public bool HasWideTiles => Filters > 4;

    /// <summary>Whether two 512-bit vectors of filters are ever held.</summary>
    public bool HasWidestTiles => Filters > Limits.NarrowPanelWidth;

    public int PanelWidth => Weight.PanelWidth;

    public int Panels => (Filters + PanelWidth - 1) / PanelWidth;
}

/// <summary>A pool's kernels: channels in lanes.</summary>
internal sealed record PoolPlan(string Name, string Identifier, PoolKind Kind, Axis Height, Axis Width, Grid X, Grid Y) : LayerPlan(Name, Identifier);

/// <summary>A batch normalisation.</summary>
/// <param name="Index">Which of the network's batch normalisations.</param>
/// <param name="Count">Numbers that a sample adds to each channel's statistics.</param>
internal sealed record BatchNormPlan(string Name, string Identifier, int Index, int Channels, int Count, double Epsilon, double Momentum, TensorPlan Weight, TensorPlan Bias, TensorPlan Mean, TensorPlan Variance) : LayerPlan(Name, Identifier);
