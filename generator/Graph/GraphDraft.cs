using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>A graph being built: assigns the ids of values and tensors.</summary>
internal sealed class GraphDraft
{
    private readonly List<Node> _nodes = [];
    private readonly List<Tensor> _tensors = [];
    private readonly Dictionary<Value, Node> _writers = [];
    private int _values;

    public IReadOnlyList<Node> Nodes => _nodes;

    public IReadOnlyList<Tensor> Tensors => _tensors;

    public Value NewValue(Shape shape, Origin origin, Value? of = null, bool isInput = false) => new(_values++, shape, origin, of, isInput);

    /// <summary>The node that writes a value; null for an input.</summary>
    public Node? Writer(Value value) => _writers.TryGetValue(value, out Node? node) ? node : null;

    /// <summary>Appends a node of the forward pass, with new tensors.</summary>
    /// <returns>Its result.</returns>
    public Value Add(Op op, string layer, Origin origin, params Value[] inputs)
    {
        EquatableArray<Shape> shapes = [.. inputs.Select(input => input.Shape)];
        Tensor[] tensors = [.. op.Tensors(shapes).Select((spec, i) => new Tensor(_tensors.Count + i, layer, spec))];
        _tensors.AddRange(tensors);
        return Append(new(op, layer, new(inputs), new(tensors), [.. op.Shapes(shapes).Select(shape => NewValue(shape, origin))]));
    }

    /// <summary>Appends a reshape; lowering decides whether it is a copy or a view.</summary>
    /// <param name="isInput">Whether the result is still the network's input.</param>
    public Value Reshape(Value x, Shape to, string layer, Origin origin, bool isInput) =>
        Append(new(new Reshape(to), layer, [x], [], [NewValue(to, origin, isInput: isInput)]));

    private Value Append(Node node)
    {
        _nodes.Add(node);
        foreach (Value value in node.Out)
            _writers.Add(value, node);
        return node.Y;
    }

    /// <summary>The nodes that a value depends on.</summary>
    public EquatableArray<Node> DependenciesOf(Value result)
    {
        HashSet<Value> needed = [result];
        HashSet<Node> kept = [];
        foreach (Node node in _nodes.AsEnumerable().Reverse().Where(node => node.Out.Any(needed.Contains)))
        {
            needed.UnionWith(node.In);
            kept.Add(node);
        }
        return [.. _nodes.Where(kept.Contains)];
    }
}
