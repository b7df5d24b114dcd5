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
    private readonly Dictionary<(string Layer, string Name), Tensor> _known = [];
    private readonly Dictionary<Value, Node> _writers = [];
    private int _values, _joined;

    public IReadOnlyList<Node> Nodes => _nodes;

    public IReadOnlyList<Tensor> Tensors => _tensors;

    public Value NewValue(Shape shape, Origin origin, Value? of = null, bool isInput = false) => new(_values++, shape, origin, of, isInput);

    /// <summary>The node that writes a value; null for an input.</summary>
    public Node? Writer(Value value) => _writers.TryGetValue(value, out Node? node) ? node : null;

    /// <summary>The nodes that read a value.</summary>
    public IEnumerable<Node> Readers(Value value) => _nodes.Where(node => node.In.Contains(value));

    /// <summary>Appends a node of the forward pass, with its layer's tensors, which are new unless another layer of that name has them.</summary>
    /// <returns>Its result.</returns>
    public Value Add(Op op, string layer, Origin origin, params Value[] inputs)
    {
        EquatableArray<Shape> shapes = [.. inputs.Select(input => input.Shape)];
        EquatableArray<Tensor> tensors = [.. op.Tensors(shapes).Select(spec => TensorOf(layer, spec))];
        return Append(new(op, layer, new(inputs), tensors, [.. op.Shapes(shapes).Select((shape, i) => NewValue(shape, i == 0 ? origin : origin with { Role = ValueRole.Kept }))]));
    }

    /// <summary>Adds a layer's tensors in the order in which they are listed, where that is not the order of its nodes.</summary>
    public void Declare(string layer, IEnumerable<TensorSpec> tensors)
    {
        foreach (TensorSpec tensor in tensors)
            TensorOf(layer, tensor);
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

    private Tensor TensorOf(string layer, TensorSpec spec)
    {
        if (!_known.TryGetValue((layer, spec.Name), out Tensor? tensor))
        {
            _known.Add((layer, spec.Name), tensor = new(_tensors.Count, layer, spec, []));
            _tensors.Add(tensor);
        }
        return tensor;
    }

    /// <summary>The whole of some tensors. They remain those of the network.</summary>
    public Tensor Join(TensorSpec spec, EquatableArray<Tensor> parts) => new(--_joined, parts[0].Layer, spec, parts);

    /// <summary>The nodes that some values depend on.</summary>
    public EquatableArray<Node> DependenciesOf(IEnumerable<Value> results)
    {
        HashSet<Value> needed = [.. results];
        HashSet<Node> kept = [];
        foreach (Node node in _nodes.AsEnumerable().Reverse().Where(node => node.Out.Any(needed.Contains)))
        {
            needed.UnionWith(node.In);
            kept.Add(node);
        }
        return [.. _nodes.Where(kept.Contains)];
    }
}
