using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A dense layer's kernels.</summary>
/// <param name="Chains">Contiguous parts that a sum is split into; the same for one sample and for a batch, since they decide its bits.</param>
/// <param name="SampleVectors">Vectors of outputs that one sample's kernels hold, largest first.</param>
/// <param name="StraightLine">Whether one sample's sums are written out.</param>
/// <param name="Asked">What the user asked for.</param>
/// <param name="Unroll">Terms of every chain in the body of one sample's loops.</param>
/// <param name="ForwardTiles">Samples × vectors of outputs whose sums a batch's kernels hold, largest first.</param>
/// <param name="WeightTiles">Inputs × vectors of outputs of the weights' gradient.</param>
/// <param name="InputTiles">Inputs that a tile of the inputs' gradient holds, for two vectors of samples.</param>
internal sealed record DensePlan(
    string Name,
    string Identifier,
    int Order,
    int Inputs,
    int Units,
    TensorPlan Weight,
    TensorPlan? Bias,
    int Chains,
    EquatableArray<int> SampleVectors,
    bool StraightLine,
    Unroll Asked,
    int Unroll,
    EquatableArray<Tile> ForwardTiles,
    EquatableArray<Tile> WeightTiles,
    EquatableArray<int> InputTiles) : LayerPlan(Name, Identifier, Order)
{
    public override int GetHashCode() => Order;

    public static DensePlan Of(Node node, KernelBuilder to) => to.PlanOf(node, () =>
    {
        int inputs = node.X.Length, units = node.Y.Length, chains = DenseShapes.Chains(inputs, units);
        bool straightLine = DenseShapes.IsStraightLine(inputs, chains, to.Unroll), use512 = to.Use512;
        return new DensePlan(
            node.Layer,
            to.Identifier(node.Layer),
            to.OrderOf(node),
            inputs,
            units,
            to.At(node.Tensors[0]),
            node.Tensors.Count > 1 ? to.At(node.Tensors[1]) : null,
            chains,
            [.. DenseShapes.SampleVectors(inputs, units, chains, straightLine, DenseShapes.Lanes(use512))],
            straightLine,
            to.Unroll,
            DenseShapes.LoopUnroll(inputs, chains),
            [.. DenseShapes.ForwardTiles(units, use512)],
            [.. DenseShapes.WeightTiles(inputs, units, use512)],
            [.. DenseShapes.InputTiles(inputs, use512)]);
    });

    /// <summary>Whether threads share its outputs rather than samples. A layer of fewer inputs than a batch has samples has fewer weights than outputs to move.</summary>
    public bool SharesOutputs => ShareOutputs(Inputs, Units);

    public static bool ShareOutputs(int inputs, int units) =>
        inputs >= 2 * Limits.BlockRows && units >= 2 * Limits.PanelWidth && (long)inputs * units >= Limits.SharedWeights;

    public SharedParameters Shared => new(Name, Inputs, Units, Weight, Bias);

    public int PanelWidth => Weight.PanelWidth;

    public int Panels => (Units + PanelWidth - 1) / PanelWidth;

    public int Terms(int chain) => chain == Chains - 1 ? Inputs - (Chains - 1) * (Inputs / Chains) : Inputs / Chains;

    public string Formula(Activation fused) => $"y = {Sentences.Formula(fused, Bias is not null)}, {Inputs} → {Units}";

    public string BiasParameter => Bias is null ? "" : ", ref float b";

    /// <summary>Arguments for the weights and biases of column j.</summary>
    public string Column
    {
        get
        {
            string column = Panels == 1 ? "j" : $"Panel(j, {Inputs})";
            string bias = Bias is null ? "" : $", ref At(ref w, {Bias.Identifier} + j)";
            return $"ref At(ref w, {Weight.Identifier} + {column}){bias}";
        }
    }
}
