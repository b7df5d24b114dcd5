using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>Appends one layer's nodes to a graph.</summary>
/// <param name="name">The layer's name.</param>
/// <param name="index">Its place among all layers.</param>
/// <param name="shape">The shape that reaches it.</param>
internal sealed class LayerBuilder(GraphDraft draft, string name, int index, Shape shape)
{
    public int Index => index;

    public Value Add(Op op, Value x) => draft.Add(op, name, new(name, Part.Result), x);

    /// <summary>A sum and the activation of it.</summary>
    public Value Activated(Activation activation, Value x, Op sum) => activation == Activation.Linear
        ? Add(sum, x)
        : Add(new Activate(activation), draft.Add(sum, name, new(name, Part.Sum), x));

    /// <summary>What reaches the layer, in its declared shape.</summary>
    public Value Shaped(Value x) => InShape(x, shape, Part.Input);

    /// <summary>What reaches the layer, as a vector.</summary>
    public Value Flat(Value x) => InShape(x, Shape.Vector(x.Length), Part.Input);

    /// <summary>A vector in the shape that the user asks for.</summary>
    public Value Reshaped(Value x, Shape to) =>
        to.Rank == 1 ? x : draft.Reshape(x, to, name, new(name, Part.Result), x.IsInput);

    public Value InShape(Value x, Shape wanted, Part part)
    {
        if (x.Shape == wanted)
            return x;
        // There and back is nowhere.
        if (draft.Writer(x) is { Op: Reshape, X: { } origin } && origin.Shape == wanted)
            return origin;
        return draft.Reshape(x, wanted, name, new(name, part), x.IsInput);
    }

    /// <summary>The value in memory of the network's own: the caller's ends where it ends, and what works in whole vectors reads beyond.</summary>
    public Value Owned(Value x) =>
        x.IsInput && x.Shape.Rank == 1 ? draft.Reshape(x, x.Shape, name, new(name, Part.Input), isInput: true) : x;
}
