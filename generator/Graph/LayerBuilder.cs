using System.Collections.Generic;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>Appends one layer's nodes to a graph.</summary>
/// <param name="name">The layer's name.</param>
/// <param name="index">Its index among all layers.</param>
/// <param name="shapes">The declared shapes of its inputs.</param>
internal sealed class LayerBuilder(GraphDraft draft, string name, int index, EquatableArray<Shape> shapes)
{
    public int Index => index;

    public Value Add(Op op, params Value[] inputs) => Add(op, ValueRole.Result, inputs);

    /// <summary>Appends a node whose result has another role in the layer.</summary>
    public Value Add(Op op, ValueRole role, params Value[] inputs) => draft.Add(op, name, new(name, role), inputs);

    /// <summary>Adds the layer's tensors in the order in which they are listed, where that is not the order of its nodes.</summary>
    public void Declare(IEnumerable<TensorSpec> tensors) => draft.Declare(name, tensors);

    /// <summary>A sum and its activation.</summary>
    public Value Activated(Activation activation, Value x, Op sum) => activation == Activation.Linear
        ? Add(sum, x)
        : Add(new Activate(activation), Add(sum, ValueRole.Sum, x));

    /// <summary>An input of the layer in its declared shape.</summary>
    /// <param name="input">Its index among the layer's inputs.</param>
    public Value Shaped(Value x, int input = 0) => InShape(x, shapes[input], ValueRole.Input);

    /// <summary>The layer's input as a vector.</summary>
    public Value Flat(Value x) => InShape(x, Shape.Vector(x.Length), ValueRole.Input);

    /// <summary>A vector in the shape that the user declares.</summary>
    public Value Reshaped(Value x, Shape to) =>
        to.Rank == 1 ? x : draft.Reshape(x, to, name, new(name, ValueRole.Result), x.IsInput);

    public Value InShape(Value x, Shape target, ValueRole role)
    {
        if (x.Shape == target)
            return x;
        // A reshape and its inverse cancel.
        if (draft.Writer(x) is { Op: Reshape, X: { } origin } && origin.Shape == target)
            return origin;
        return draft.Reshape(x, target, name, new(name, role), x.IsInput);
    }

    /// <summary>The value in the network's own memory: the caller's has no padding, and code that works in whole vectors reads past the end.</summary>
    public Value Owned(Value x) =>
        x.IsInput && x.Shape.Rank == 1 ? draft.Reshape(x, x.Shape, name, new(name, ValueRole.Input), isInput: true) : x;
}
