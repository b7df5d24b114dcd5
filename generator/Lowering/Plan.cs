using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Everything that the emitter needs to know, decided.</summary>
/// <param name="Kernels">The name of the emitted kernels' type.</param>
/// <param name="Tensors">The parameters, in PyTorch's order.</param>
/// <param name="ParameterLength">Numbers in a parameter block, padding included.</param>
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
internal sealed record TensorPlan(string Name, string Identifier, EquatableArray<int> Shape, int Offset, int PanelWidth, Initializer Initializer, int FanIn, int FanOut);

/// <summary>A row of the cost table.</summary>
internal sealed record LayerCost(string Name, string Kind, string OutputShape, long Parameters, long MultiplyAdds, string CodeShape, string Reason);

/// <summary>The shape of a network's kernels.</summary>
internal abstract record Body
{
    /// <summary>Samples in lanes: the whole network as one straight line, every lane another sample.</summary>
    public sealed record SamplesInLanes(NetworkGraph Graph, EquatableArray<TensorPlan> Tensors, int Parameters, EquatableArray<string> Sentences) : Body;

    /// <summary>Outputs in lanes: layer by layer, one sample by panels, a block of samples by register tiles.</summary>
    /// <param name="Use512">Whether 512-bit vectors are used where the machine has them.</param>
    /// <param name="Scratch">The buffers of a block, in order.</param>
    /// <param name="ScratchRow">Numbers of scratch for one row of a block.</param>
    /// <param name="TransposeRows">Rows of the two transposed buffers, each row a block's samples; 0 for none.</param>
    /// <param name="Forward">From input to output.</param>
    /// <param name="TowardsLoss">The forward steps that the loss needs; null for a network that only infers.</param>
    /// <param name="Backward">From the loss's gradient to the parameters'.</param>
    /// <param name="BackwardFromOutput">From a given gradient of the output to the parameters'.</param>
    public sealed record OutputsInLanes(
        bool Use512,
        EquatableArray<DensePlan> Layers,
        EquatableArray<ScratchBuffer> Scratch,
        int ScratchRow,
        int SampleScratch,
        int TransposeRows,
        EquatableArray<Step> Forward,
        int StepsTowardsLoss,
        Step.Loss? Loss,
        EquatableArray<Step> Backward,
        EquatableArray<Step> BackwardFromOutput,
        Place Output,
        Place? OutputGradient) : Body;
}

/// <summary>A buffer of a block's scratch.</summary>
/// <param name="Identifier">The constant that holds its place in a row of scratch.</param>
/// <param name="Stride">Numbers from one sample to the next: the length rounded up to 16.</param>
internal sealed record ScratchBuffer(string Identifier, int Length, int Offset, int Stride);

/// <summary>Where a step reads or writes.</summary>
/// <param name="Buffer">The scratch buffer, or none for the user's inputs.</param>
internal sealed record Place(ScratchBuffer? Buffer, int Length, int Stride);

/// <summary>A step of a block's work.</summary>
/// <param name="Sentence">What it computes, with shapes.</param>
internal abstract record Step(string Sentence)
{
    public sealed record Dense(DensePlan Layer, Place X, Place Y, string Sentence) : Step(Sentence);

    public sealed record Activate(Activation Kind, Place X, Place Y, string Sentence) : Step(Sentence);

    public sealed record Loss(LossOp Kind, Place Y, Place Gradient, string Sentence) : Step(Sentence);

    /// <param name="Values">The activation's result, or its argument where the derivative needs that.</param>
    public sealed record ActivateGradient(Activation Kind, Place Values, Place Gradient, string Sentence) : Step(Sentence);

    public sealed record WeightGradient(DensePlan Layer, Place X, Place Gradient, string Sentence) : Step(Sentence);

    public sealed record BiasGradient(DensePlan Layer, Place Gradient, string Sentence) : Step(Sentence);

    public sealed record InputGradient(DensePlan Layer, Place Gradient, Place XGradient, string Sentence) : Step(Sentence);
}

/// <summary>Sums held in registers at once: a tile of height × vectors.</summary>
internal readonly record struct Tile(int Height, int Vectors);

/// <summary>A dense layer's kernels.</summary>
/// <param name="Identifier">What its methods and constants are called.</param>
/// <param name="Symbol">What its result is called in sentences.</param>
/// <param name="Fused">The activation applied as results are stored; Linear for none.</param>
/// <param name="Chains">Contiguous parts that a sum is split into; the same for one sample and for a batch, since they decide its bits.</param>
/// <param name="SampleVectors">Vectors of outputs that one sample's kernels hold, largest first.</param>
/// <param name="StraightLine">Whether one sample's sums are written out.</param>
/// <param name="Unroll">Steps of every chain in the body of one sample's loops.</param>
/// <param name="ForwardTiles">Samples × vectors of outputs whose sums a batch's kernels hold, largest first.</param>
/// <param name="WeightTiles">Inputs × vectors of outputs of the weights' gradient.</param>
/// <param name="InputTiles">Inputs that a tile of the inputs' gradient holds, for two vectors of samples.</param>
/// <param name="YStride">Numbers from one sample's results to the next's.</param>
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
    EquatableArray<int> InputTiles,
    int YStride)
{
    public int PanelWidth => Weight.PanelWidth;

    public int Panels => (Units + PanelWidth - 1) / PanelWidth;

    public int Terms(int chain) => chain == Chains - 1 ? Inputs - (Chains - 1) * (Inputs / Chains) : Inputs / Chains;
}
