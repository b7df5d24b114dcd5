using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Lowering;

/// <summary>A range of the layers with parameters, counted in the order of their tensors, for whose training a kernel of the backward pass is needed: where all are frozen it is left out.</summary>
internal sealed record TrainedLayers(int First, int End)
{
    /// <summary>The smallest range that holds both.</summary>
    public static TrainedLayers Of(TrainedLayers a, TrainedLayers b) => new(Math.Min(a.First, b.First), Math.Max(a.End, b.End));

    /// <summary>The name of a tensor's layer: its own up to the last dot, as in the runtime.</summary>
    public static string NameOf(string tensor) => tensor.Substring(0, tensor.LastIndexOf('.'));

    /// <summary>The layers of the tensors that are trained, in the order in which they are counted.</summary>
    public static string[] Names(IEnumerable<string> tensors) => [.. tensors.Select(NameOf).Distinct()];
}

/// <summary>Finds, for the nodes of a backward pass, the layers whose gradients depend on their results.</summary>
internal sealed class BackwardNeeds
{
    private readonly Dictionary<string, int> _layers;

    /// <summary>The needs of each node of the backward pass; null for one that is always needed.</summary>
    private readonly Dictionary<Node, TrainedLayers?> _needs = [];

    public BackwardNeeds(NetworkGraph graph)
    {
        _layers = TrainedLayers.Names(graph.Tensors.Where(tensor => !tensor.Spec.Role.IsStatistic()).Select(tensor => tensor.Name)).Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
        if (graph.Training is not { } training)
            return;
        HashSet<Value> asked = [.. training.InputGradients.OfType<Value>()];
        Dictionary<Value, List<Node>> readers = [];
        foreach (Node node in training.Backward.Reverse())
        {
            IEnumerable<Node> followers = node.Out.SelectMany(value => readers.TryGetValue(value, out List<Node> nodes) ? nodes : []);
            if (node.Op.PreparesInputGradient)
                followers = followers.Concat(_needs.Keys.Where(other => other.Layer == node.Layer && other.Out.Count > 0 && other.In.Any(node.In.Contains)));
            _needs.Add(node, node.Out.Any(asked.Contains) ? null : Union([.. node.Out.Count == 0 ? LayersOf(node) : [], .. followers.Select(follower => _needs[follower])]));
            foreach (Value value in node.In)
                if (readers.TryGetValue(value, out List<Node> known))
                    known.Add(node);
                else
                    readers.Add(value, [node]);
        }
    }

    /// <summary>The layers for which one of some nodes is needed; null where it always is.</summary>
    public TrainedLayers? Of(IEnumerable<Node> nodes) => Union([.. nodes.Select(node => _needs.TryGetValue(node, out TrainedLayers? layers) ? layers : null)]);

    /// <summary>The layers whose gradients a node computes.</summary>
    private IEnumerable<TrainedLayers> LayersOf(Node node) =>
        node.Tensors.SelectMany(tensor => tensor.Parts.Count > 0 ? tensor.Parts : [tensor]).Select(tensor => _layers[TrainedLayers.NameOf(tensor.Name)]).Select(layer => new TrainedLayers(layer, layer + 1));

    private static TrainedLayers? Union(IReadOnlyCollection<TrainedLayers?> layers) =>
        layers.Count == 0 || layers.Contains(null) ? null : layers.Select(range => range!).Aggregate(TrainedLayers.Of);
}
