using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Lowering;

/// <summary>The layouts of a pass's values: each as its readers need it.</summary>
internal sealed class Views
{
    /// <summary>The layout of each class of values.</summary>
    private readonly Dictionary<Value, Layout> _layouts = [];

    /// <summary>A value of the same class, which represents it or leads to the one that does; missing for the latter.</summary>
    private readonly Dictionary<Value, Value> _same = [];
    private readonly Dictionary<Value, Node> _writers = [];
    private readonly ILookup<Value, Node> _readers;
    private readonly ISet<Tensor> _shared;

    public Views(NetworkGraph graph, IReadOnlyList<Group> groups, IReadOnlyDictionary<Group, Candidate> choices)
    {
        _readers = graph.Forward.SelectMany(node => node.In.Distinct().Select(value => (value, node))).ToLookup(pair => pair.value, pair => pair.node);
        _shared = graph.SharedTensors;
        Dictionary<Node, Candidate> chosen = [];
        foreach (Group group in groups)
            foreach (Node node in group.Nodes)
                chosen[node] = choices.TryGetValue(group, out Candidate? candidate) ? candidate : Candidate.ChannelsLast;
        foreach (Node node in graph.Forward)
        {
            foreach (Value value in node.Out)
                _writers.Add(value, node);
            if (node.Op.KeepsLayout)
                foreach (Value input in node.In)
                    Unite(input, node.Y);
        }
        foreach (Node node in graph.Forward.Where(node => !node.Op.KeepsLayout))
            for (int i = 0; i < node.In.Count; i++)
            {
                Layout needed = node.Op.Reads(node, i, chosen[node]);
                // With one channel both orders are the same, whichever the readers of the class have chosen.
                if (node.In[i].Shape.Channels == 1)
                    needed = needed with { Order = ChannelOrder.Last };
                Value root = RootOf(node.In[i]);
                _layouts[root] = _layouts.TryGetValue(root, out Layout other) ? needed.With(other) : needed;
            }
    }

    /// <summary>The grid of a value; of a derivative, that of the value it is taken with respect to.</summary>
    public Grid GridOf(Value value) => Grid.Of(value.Shape, LayoutOf(value));

    /// <summary>The forward node that writes a value; null for the input.</summary>
    public Node? Writer(Value value) => _writers.TryGetValue(value.Of ?? value, out Node? node) ? node : null;

    /// <summary>The forward nodes that read a value.</summary>
    public IEnumerable<Node> Readers(Value value) => _readers[value.Of ?? value];

    /// <summary>Whether a node can read its vector in any order. Parameters that several nodes read have one order, that of the declared inputs.</summary>
    public bool ReadsAnyOrder(Node node) => node.Op.ReadsAnyOrder && !node.Tensors.Any(_shared.Contains);

    /// <summary>Whether all readers of a vector that is an image's elements read it in any order, so that it has the image's.</summary>
    public bool HasAnyOrder(Value vector) => Readers(vector).Any() && Readers(vector).All(ReadsAnyOrder);

    private Layout LayoutOf(Value value) => _layouts.TryGetValue(RootOf(value.Of ?? value), out Layout layout) ? layout : Layout.Plain;

    private void Unite(Value a, Value b)
    {
        (Value first, Value second) = (RootOf(a), RootOf(b));
        if (first != second)
            _same.Add(first, second);
    }

    private Value RootOf(Value value)
    {
        while (_same.TryGetValue(value, out Value? next))
            value = next;
        return value;
    }
}
