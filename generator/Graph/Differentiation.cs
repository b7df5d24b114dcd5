using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Graph;

/// <summary>Reverse-mode differentiation: each node, the last first, appends the nodes of its derivatives.</summary>
internal static class Differentiation
{
    /// <summary>Goes back through some nodes, from derivatives that are seeded.</summary>
    public static void Run(IEnumerable<Node> forward, Gradients gradients)
    {
        foreach (Node node in forward.Reverse())
            if (node.Out.Any(value => gradients.Of(value) is not null))
                node.Op.Pullback(node, gradients);
    }

    /// <summary>The values that depend on a parameter.</summary>
    public static ICollection<Value> Wanted(IEnumerable<Node> forward)
    {
        HashSet<Value> wanted = [];
        foreach (Node node in forward)
            if (node.Tensors.Count > 0 || node.In.Any(wanted.Contains))
                wanted.UnionWith(node.Out);
        return wanted;
    }
}
