using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Lowering;

/// <summary>Cuts a training step into phases for threads to share. Between two threads weights are what is dear to move, so a large layer's stay with one thread: it computes their outputs for all samples, and moves them. Everything else goes by samples.</summary>
internal static class PhasePlanner
{
    /// <summary>Whether a network's training is worth sharing by layers: nothing but dense layers, one of them large.</summary>
    public static bool IsShared(NetworkGraph graph, Layouts layouts) =>
        graph.Loss is not null
        && graph.Forward.All(op => op is Op.Affine or Op.Activate || (op is Op.Reshape reshape && layouts.IsAlias(reshape)))
        && graph.Forward.OfType<Op.Affine>().Any(affine => IsShared(affine.X.Length, affine.Y.Length));

    /// <summary>The phases before the parameters' gradients.</summary>
    public static IEnumerable<Phase> Plan(IEnumerable<Step> towardsLoss, Step.Loss loss, IEnumerable<Step> backward)
    {
        List<Step> bySamples = [];
        foreach (Step step in towardsLoss)
        {
            if (step is not Step.Dense { Layer: var layer } || !IsShared(layer.Inputs, layer.Units))
            {
                bySamples.Add(step);
                continue;
            }
            if (bySamples.Count > 0)
                yield return new(null, [.. bySamples]);
            bySamples.Clear();
            yield return new(layer, [step]);
        }
        yield return new(null, [.. bySamples, loss, .. backward.Where(step => !IsOfParameters(step))]);
    }

    public static bool IsOfParameters(Op op) => op is Op.WeightGradient or Op.BiasGradient;

    public static bool IsOfParameters(Step step) => step is Step.WeightGradient or Step.BiasGradient;

    /// <summary>A layer of fewer inputs than a batch has samples has fewer weights than outputs to move.</summary>
    private static bool IsShared(int inputs, int units) => inputs >= 2 * Limits.BlockRows && units >= 2 * Limits.PanelWidth && (long)inputs * units >= Limits.SharedWeights;
}
