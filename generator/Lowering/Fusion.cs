using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Lowering;

/// <summary>Groups nodes that are computed together: a node joins the group before it if no other node reads the value between them.</summary>
internal static class Fusion
{
    /// <param name="general">The layers whose kernels are the runtime's, which nothing is fused with.</param>
    /// <param name="kept">Values that something other than a node reads.</param>
    public static IReadOnlyList<Group> Of(IReadOnlyList<Node> nodes, Mode mode, ISet<string> general, params Value[] kept)
    {
        ILookup<Value, Node> readers = nodes.SelectMany(node => node.In.Distinct().Select(value => (value, node))).ToLookup(pair => pair.value, pair => pair.node);
        HashSet<Value> fixedValues = [.. kept];
        HashSet<Node> taken = [];
        Dictionary<Node, int> order = nodes.Select((node, i) => (node, i)).ToDictionary(pair => pair.node, pair => pair.i);
        SortedDictionary<int, Group> groups = [];
        foreach (Node node in nodes)
        {
            if (taken.Contains(node))
                continue;
            Group group = new(node, []);
            while (node.Out.Count == 1 && !general.Contains(node.Layer) && !fixedValues.Contains(group.Result) && readers[group.Result].Take(2).ToArray() is [var next] && !taken.Contains(next) && node.Op.Fuses(group, next, mode))
            {
                group = group.And(next);
                taken.Add(next);
            }
            // At the position of its last node, everything that its nodes read has been computed.
            groups.Add(order[group.Nodes.Last()], group);
        }
        return [.. groups.Values];
    }
}
