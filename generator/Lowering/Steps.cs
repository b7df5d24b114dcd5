using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

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
