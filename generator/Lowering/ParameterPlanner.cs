using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Lowering;

/// <summary>Gives every tensor its place in the parameter block; running statistics stand after the parameters.</summary>
/// <param name="Tensors">In PyTorch's order.</param>
/// <param name="Length">Elements of the parameters.</param>
/// <param name="StateLength">Elements of the statistics.</param>
internal sealed record ParameterPlan(IReadOnlyDictionary<Tensor, TensorPlan> Tensors, int Length, int StateLength);

internal static class ParameterPlanner
{
    /// <param name="inPanels">Whether vectors hold outputs, so that weights stand in panels, each tensor starting on a cache line; otherwise tensors follow each other as PyTorch has them.</param>
    /// <param name="channels">Channels that stand last in what reads a vector in any order, by its weight.</param>
    public static ParameterPlan Place(IEnumerable<Tensor> tensors, Identifiers identifiers, bool inPanels, IReadOnlyDictionary<Tensor, int> channels)
    {
        Dictionary<Tensor, TensorPlan> plans = [];
        int place = 0;
        foreach (Tensor tensor in tensors.Where(tensor => !tensor.Spec.Role.IsStatistic()))
        {
            int width = !inPanels || tensor.Spec.Role != TensorRole.Weight ? 0 : PanelWidth(tensor);
            TensorPlan plan = Plan(tensor, identifiers, place, width, channels.TryGetValue(tensor, out int last) ? last : tensor.Spec.Channels);
            plans.Add(tensor, plan);
            place = checked(place + tensor.Spec.Role switch
            {
                TensorRole.Weight => plan.Length,
                TensorRole.Bias => inPanels ? DenseShapes.RoundUp(plan.Length, PanelWidth(tensor)) : plan.Length,
                // What is walked by rows of pixels is read in vectors that may end after the last row.
                _ => DenseShapes.RoundUp(plan.Length, Limits.NarrowPanelWidth) + (plan.Channels > 1 ? Limits.NarrowPanelWidth : 0),
            });
        }
        int length = place = DenseShapes.RoundUp(place, Limits.NarrowPanelWidth);
        foreach (Tensor tensor in tensors.Where(tensor => tensor.Spec.Role.IsStatistic()))
        {
            TensorPlan plan = Plan(tensor, identifiers, place, 0, 1);
            plans.Add(tensor, plan);
            place = checked(place + DenseShapes.RoundUp(plan.Length, Limits.NarrowPanelWidth));
        }
        return new(plans, length, place - length);
    }

    private static int PanelWidth(Tensor tensor) => tensor.Spec.Shape[0] <= Limits.NarrowPanelWidth ? Limits.NarrowPanelWidth : Limits.PanelWidth;

    private static TensorPlan Plan(Tensor tensor, Identifiers identifiers, int place, int panelWidth, int channels) => new(
        tensor.Layer, tensor.Name, identifiers.Of(tensor), tensor.Spec.Shape, place, panelWidth, tensor.Spec.Role.IsStatistic(),
        tensor.Spec.Initializer, tensor.Spec.FanIn, tensor.Spec.FanOut, channels, tensor.Spec.Start);
}
