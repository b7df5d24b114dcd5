using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Assigns every tensor its offset in the parameter block; running statistics follow the parameters.</summary>
/// <param name="Tensors">In PyTorch's order.</param>
/// <param name="Length">Elements of the parameters.</param>
/// <param name="StateLength">Elements of the statistics.</param>
internal sealed record ParameterPlan(IReadOnlyDictionary<Tensor, TensorPlan> Tensors, int Length, int StateLength);

internal static class ParameterPlanner
{
    /// <param name="inPanels">Whether vectors hold outputs, so that weights are stored in panels and each tensor starts on a cache line; otherwise tensors follow each other in PyTorch's order.</param>
    /// <param name="wholes">The tensors that are stored as one.</param>
    /// <param name="precisions">How the weights are stored that may have fewer bits than a float.</param>
    /// <param name="channels">For the weights of layers that read an image as a vector: its channels, which are stored last.</param>
    public static ParameterPlan Plan(IEnumerable<Tensor> tensors, IEnumerable<Tensor> wholes, Identifiers identifiers, bool inPanels, IReadOnlyDictionary<Tensor, Precision> precisions, IReadOnlyDictionary<Tensor, int> channels)
    {
        Dictionary<Tensor, TensorPlan> plans = [];
        int offset = 0;
        Dictionary<Tensor, Tensor> wholeOf = wholes.SelectMany(whole => whole.Parts.Select(part => (part, whole))).ToDictionary(pair => pair.part, pair => pair.whole);
        foreach (Tensor tensor in tensors.Where(tensor => !tensor.Spec.Role.IsStatistic()).Select(tensor => wholeOf.TryGetValue(tensor, out Tensor? whole) ? whole : tensor).Distinct())
        {
            int width = !inPanels || tensor.Spec.Role != TensorRole.Weight ? 0 : PanelWidth(tensor);
            TensorPlan plan = Plan(tensor, identifiers, offset, width, channels.TryGetValue(tensor, out int last) ? last : tensor.Spec.Channels) with { Precision = precisions.TryGetValue(tensor, out Precision precision) ? precision : Precision.Float32 };
            plans.Add(tensor, plan);
            int start = offset;
            foreach (Tensor part in tensor.Parts)
            {
                plans.Add(part, Plan(part, identifiers, start, width, plan.Channels));
                start += part.Spec.Shape[0];
            }
            offset = checked(offset + tensor.Spec.Role switch
            {
                TensorRole.Weight => plan.Stored,
                // The last gate's biases are read in whole vectors.
                TensorRole.Bias when tensor.Spec.Gates > 0 => DenseShapes.RoundUp(plan.Length, Limits.NarrowPanelWidth) + Limits.NarrowPanelWidth,
                TensorRole.Bias => inPanels ? DenseShapes.RoundUp(plan.Length, PanelWidth(tensor)) : plan.Length,
                // Parameters read along rows of pixels are read in vectors that may end after the last row.
                _ => DenseShapes.RoundUp(plan.Length, Limits.NarrowPanelWidth) + (plan.Channels > 1 ? Limits.NarrowPanelWidth : 0),
            });
        }
        // The padding of a part's panel, which the others fill, may end after the whole's.
        int length = offset = DenseShapes.RoundUp(plans.Values.Select(plan => plan.Offset + plan.Stored).Append(offset).Max(), Limits.NarrowPanelWidth);
        foreach (Tensor tensor in tensors.Where(tensor => tensor.Spec.Role.IsStatistic()))
        {
            TensorPlan plan = Plan(tensor, identifiers, offset, 0, 1);
            plans.Add(tensor, plan);
            offset = checked(offset + DenseShapes.RoundUp(plan.Length, Limits.NarrowPanelWidth));
        }
        return new(plans, length, offset - length);
    }

    private static int PanelWidth(Tensor tensor) => tensor.Spec.Gates > 0 || tensor.Spec.Shape[0] <= Limits.NarrowPanelWidth ? Limits.NarrowPanelWidth : Limits.PanelWidth;

    private static TensorPlan Plan(Tensor tensor, Identifiers identifiers, int offset, int panelWidth, int channels) => new(
        tensor.Layer, tensor.Name, identifiers.Of(tensor), tensor.Spec.Shape, offset, panelWidth, tensor.Spec.Role.IsStatistic(),
        tensor.Spec.Initializer, tensor.Spec.FanIn, tensor.Spec.FanOut, channels, tensor.Spec.Start, panelWidth > 0 && tensor.Spec.Gates > 0 ? tensor.Spec.Gates : 1);
}
