using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Lowering;

/// <summary>Cuts a training step into phases for threads to share. Between two threads weights are what is dear to move, so a large layer's stay with one thread: it computes their outputs for all samples, and changes them. Everything else goes by samples.</summary>
internal static class Phases
{
    /// <summary>Whether a network's training is worth sharing by outputs: every node can be shared, one of them by its outputs.</summary>
    public static bool AreWorthwhile(NetworkGraph graph, Views views)
    {
        Sharing[] all = [.. graph.Forward.Select(node => node.Op.Sharing(node, views))];
        return all.Contains(Sharing.Outputs) && !all.Contains(Sharing.None);
    }

    /// <summary>The phases before the parameters' gradients.</summary>
    public static IEnumerable<Phase> Of(IEnumerable<Kernel> towardsLoss, LossKernel loss, IEnumerable<Kernel> backward)
    {
        List<Kernel> bySamples = [];
        foreach (Kernel kernel in towardsLoss)
        {
            if (kernel is not DenseForward { Plan.SharesOutputs: true } dense)
            {
                bySamples.Add(kernel);
                continue;
            }
            if (bySamples.Count > 0)
                yield return new(null, [.. bySamples]);
            bySamples.Clear();
            yield return new(dense, [kernel]);
        }
        yield return new(null, [.. bySamples, loss, .. backward.Where(kernel => !kernel.GivesParameterGradients)]);
    }
}
