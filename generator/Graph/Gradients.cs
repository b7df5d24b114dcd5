using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>The derivatives of the loss, collected during the backward pass: if a value has several readers, their terms are added here.</summary>
/// <param name="draft">Assigns ids to values.</param>
/// <param name="needed">The values whose derivatives the parameters' derivatives depend on.</param>
internal sealed class Gradients(GraphDraft draft, ICollection<Value> needed)
{
    private readonly Dictionary<Value, Value> _known = [];
    private readonly List<Node> _nodes = [];

    public EquatableArray<Node> Nodes => [.. _nodes];

    /// <summary>The derivative with respect to a value, complete once all readers of the value have added their terms; null if the loss doesn't depend on it.</summary>
    public Value? Of(Value value) => _known.TryGetValue(value, out Value? gradient) ? gradient : null;

    /// <summary>Adds a given derivative of a value, from which differentiation starts.</summary>
    public void Seed(Value value, Value gradient) => Add(value, gradient, value.Origin.Layer);

    /// <summary>Takes the nodes that were collected from another seed.</summary>
    public void Take(Gradients others) => _nodes.AddRange(others._nodes);

    public bool IsNeeded(Value value) => needed.Contains(value);

    /// <summary>Adds a term to the derivative with respect to a value.</summary>
    public void Add(Value value, Node by, Op op, params Value[] inputs) => Add([value], by, op, inputs);

    /// <summary>Adds a term to the derivative with respect to each of several values, all of which one op computes.</summary>
    /// <param name="values">Values of which all are needed or none.</param>
    public void Add(EquatableArray<Value> values, Node by, Op op, params Value[] inputs)
    {
        if (!values.Any(IsNeeded))
            return;
        Value[] terms = [.. values.Select(value => draft.NewValue(value.Shape, value.Origin, value))];
        _nodes.Add(new(op, by.Layer, new(inputs), by.Tensors, new(terms)));
        for (int i = 0; i < terms.Length; i++)
            Add(values[i], terms[i], by.Layer);
    }

    private void Add(Value value, Value term, string layer)
    {
        if (_known.TryGetValue(value, out Value? sum))
        {
            Value next = draft.NewValue(value.Shape, value.Origin, value);
            _nodes.Add(new(new Add(value.Shape), layer, [sum, term], [], [next]));
            term = next;
        }
        _known[value] = term;
    }

    /// <summary>Adds a term to the derivatives with respect to a node's parameters.</summary>
    public void Add(IEnumerable<Tensor> parameters, Node by, GradientOp op, params Value[] inputs) =>
        _nodes.Add(new(op, by.Layer, new(inputs), [.. parameters.Where(tensor => !tensor.Spec.Role.IsStatistic())], []));
}
