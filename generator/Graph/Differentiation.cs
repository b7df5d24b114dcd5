using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Graph;

/// <summary>Reverse-mode differentiation: each node, in reverse order, appends the nodes of its derivatives.</summary>
internal static class Differentiation
{
    /// <summary>Differentiates some nodes in reverse order, starting from the seeded derivatives.</summary>
    public static void Run(IEnumerable<Node> forward, Gradients gradients)
    {
        foreach (Node node in forward.Reverse())
            if (node.Out.Any(value => gradients.Of(value) is not null))
                node.Op.Pullback(node, gradients);
    }

    /// <summary>The values that depend on a parameter, or on a value whose derivative is asked for: their derivatives are needed.</summary>
    public static ICollection<Value> Needed(IEnumerable<Node> forward, IEnumerable<Value> asked)
    {
        HashSet<Value> needed = [.. asked];
        foreach (Node node in forward)
            if (node.Tensors.Count > 0 || node.In.Any(needed.Contains))
                needed.UnionWith(node.Out);
        return needed;
    }
}
