using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A dense layer's kernels.</summary>
/// <param name="Precision">How the weights are stored.</param>
/// <param name="Scales">The offset of the scales of 8-bit integers from the weights.</param>
/// <param name="Biases">The offset of the biases from the weights.</param>
/// <param name="IsGeneral">Whether its kernels are the runtime's.</param>
/// <param name="Chains">Contiguous ranges into which a sum is split; the same for one sample and for a batch, since the bits depend on them.</param>
/// <param name="SampleVectors">Vectors of outputs that one sample's kernels hold, largest first.</param>
/// <param name="StraightLine">Whether one sample's sums are written out.</param>
/// <param name="Asked">The user's choice of unrolling.</param>
/// <param name="Unroll">Terms of every chain in the body of one sample's loops.</param>
/// <param name="ForwardTiles">Samples × vectors of outputs whose sums a batch's kernels hold, largest first.</param>
/// <param name="WeightTiles">Inputs × vectors of outputs of the weights' gradient.</param>
/// <param name="InputTiles">Inputs that a tile of the inputs' gradient holds, for two vectors of samples.</param>
internal sealed record DensePlan(
    int Inputs,
    int Units,
    int PanelWidth,
    bool HasBias,
    Precision Precision,
    int Scales,
    int Biases,
    bool IsGeneral,
    int Chains,
    EquatableArray<int> SampleVectors,
    bool StraightLine,
    Unroll Asked,
    int Unroll,
    EquatableArray<Tile> ForwardTiles,
    EquatableArray<Tile> WeightTiles,
    EquatableArray<int> InputTiles) : LayerPlan
{
    /// <remarks>All other members follow from it.</remarks>
    public override int GetHashCode() => (Inputs, Units, HasBias).GetHashCode();

    public static DensePlan Of(Node node, KernelBuilder to) => to.PlanOf(node, () =>
    {
        int inputs = node.X.Length, units = node.Y.Length, chains = DenseShapes.Chains(inputs, units);
        bool straightLine = DenseShapes.IsStraightLine(inputs, chains, to.Unroll), use512 = to.Use512;
        TensorPlan weight = to.At(node.Tensors[0]);
        return new DensePlan(
            inputs,
            units,
            weight.PanelWidth,
            node.Tensors.Count > 1,
            weight.Precision,
            weight.ScaleOffset,
            weight.Stored,
            to.IsGeneral(node),
            chains,
            [.. DenseShapes.SampleVectors(inputs, units, chains, straightLine, DenseShapes.Lanes(use512))],
            straightLine,
            to.Unroll,
            DenseShapes.LoopUnroll(inputs, chains),
            [.. DenseShapes.ForwardTiles(units, use512)],
            [.. DenseShapes.WeightTiles(inputs, units, use512)],
            [.. DenseShapes.InputTiles(inputs, use512)]);
    });

    /// <summary>Whether threads share its outputs rather than samples. A layer with fewer inputs than a batch has samples has fewer weights than outputs to transfer between threads.</summary>
    public bool SharesOutputs => ShareOutputs(Inputs, Units);

    public static bool ShareOutputs(int inputs, int units) =>
        inputs >= 2 * Limits.BlockRows && units >= 2 * Limits.PanelWidth && (long)inputs * units >= Limits.SharedWeights;

    /// <summary>Whether a batch's kernels request the next panel of weights, of floats, while they compute with one.</summary>
    public bool Prefetches => Precision == Precision.Float32 && Panels > 1 && (long)Inputs * Units >= Limits.PrefetchedWeights;

    /// <summary>The argument of the runtime's kernels.</summary>
    public string Sizes(CallWriter to) => $"new DenseSizes({to.Number(Inputs)}, {to.Number(Units)}, {to.Number(PanelWidth)}, {to.Number(Chains)}, {(HasBias ? "true" : "false")})";

    /// <summary>Whether a sum is multiplied by its output's scale before the bias is added.</summary>
    public bool IsScaled => Precision == Precision.Int8;

    public int Panels => (Units + PanelWidth - 1) / PanelWidth;

    public int Terms(int chain) => chain == Chains - 1 ? Inputs - (Chains - 1) * (Inputs / Chains) : Inputs / Chains;

    public string WeightGradient(string layer) => $"{layer}.weight: ∂W = Σ ∂y·xᵀ over the samples, {Units} × {Inputs}";

    public string InputGradient(string layer) => $"{layer}: ∂x = Wᵀ·∂y, {Units} → {Inputs}";

    public string Formula(Activation fused) => $"y = {Sentences.Formula(fused, HasBias)}, {Inputs} → {Units}";

    /// <summary>The parameters of a kernel for weights, scales and biases.</summary>
    public string WeightParameters => $"ref {ElementType} w{(IsScaled ? ", ref float s" : "")}{(HasBias ? ", ref float b" : "")}";

    private string ElementType => Precision switch { Precision.BFloat16 => "ushort", Precision.Int8 => "sbyte", _ => "float" };

    /// <summary>The argument of a multiply-add for a vector of weights: floats are loaded by it.</summary>
    public string Weight(string offset) => Precision == Precision.Float32 ? $"ref w, {offset}" : $"T.Load(ref w, {offset})";

    /// <summary>What a sum starts with: the bias, unless it is added later.</summary>
    public string Initial(string bias) => HasBias && !IsScaled ? bias : "T.Zero";

    /// <summary>A sum of all terms, with its scale and its bias.</summary>
    public string Scaled(string sum, string offset) => !IsScaled ? sum : HasBias ? $"T.FusedMultiplyAdd({sum}, T.Load(ref s, {offset}), T.Load(ref b, {offset}))" : $"{sum} * T.Load(ref s, {offset})";

    /// <summary>Arguments for the weights, scales and biases of column j, from the offset of the weights.</summary>
    public string Column
    {
        get
        {
            string column = Panels == 1 ? "j" : $"Panel(j, {Inputs})";
            string weights = Precision == Precision.Float32 ? "ref w" : $"ref {Precision}(ref w)";
            return $"ref Unsafe.Add({weights}, {column}){(IsScaled ? $", ref Unsafe.Add(ref w, {Scales} + j)" : "")}{(HasBias ? $", ref Unsafe.Add(ref w, {Biases} + j)" : "")}";
        }
    }
}
