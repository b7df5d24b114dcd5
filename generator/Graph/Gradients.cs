using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>The derivatives of the loss, as they are found on the way back: where a value has several readers, their terms are added here.</summary>
/// <param name="draft">Gives ids to values.</param>
/// <param name="wanted">The values whose derivatives lead to a parameter's.</param>
internal sealed class Gradients(GraphDraft draft, ICollection<Value> wanted)
{
    private readonly Dictionary<Value, Value> _known = [];
    private readonly List<Node> _nodes = [];

    public EquatableArray<Node> Nodes => [.. _nodes];

    /// <summary>The derivative by a value, complete once all readers of the value have added their terms; none where nothing depends on it.</summary>
    public Value? Of(Value value) => _known.TryGetValue(value, out Value? gradient) ? gradient : null;

    /// <summary>Begins at a value whose derivative is given.</summary>
    public void Seed(Value value, Value gradient) => _known.Add(value, gradient);

    public bool Wants(Value value) => wanted.Contains(value);

    /// <summary>Adds a term to the derivative by a value.</summary>
    public void Add(Value value, Node by, GradientOp op, params Value[] inputs)
    {
        if (!Wants(value))
            return;
        Value term = draft.NewValue(value.Shape, value.Origin, value);
        _nodes.Add(new(op, by.Layer, new(inputs), by.Tensors, [term]));
        if (_known.TryGetValue(value, out Value? sum))
        {
            Value next = draft.NewValue(value.Shape, value.Origin, value);
            _nodes.Add(new(new Add(value.Shape), by.Layer, [sum, term], [], [next]));
            term = next;
        }
        _known[value] = term;
    }

    /// <summary>Adds a term to the derivatives by parameters of a node.</summary>
    public void Add(IEnumerable<Tensor> parameters, Node by, GradientOp op, params Value[] inputs) =>
        _nodes.Add(new(op, by.Layer, new(inputs), [.. parameters.Where(tensor => !tensor.Spec.Role.IsStatistic())], []));
}
