using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A layer of one input: every kind that an attribute declares.</summary>
internal abstract record UnaryLayer(string? Name) : Layer(Name)
{
    public sealed override Shape Output(EquatableArray<Shape> inputs) => Output(inputs[0]);

    public sealed override Value Append(LayerBuilder to, EquatableArray<Value> inputs) => Append(to, inputs[0]);

    public sealed override long MultiplyAdds(EquatableArray<Shape> inputs) => MultiplyAdds(inputs[0]);

    /// <summary>The output's shape for the input's. Only for shapes that its rule accepts.</summary>
    public abstract Shape Output(Shape input);

    /// <summary>Appends its ops to the graph.</summary>
    /// <param name="x">Its input.</param>
    /// <returns>Its output.</returns>
    public abstract Value Append(LayerBuilder to, Value x);

    /// <summary>Multiply-adds of one sample, for the cost table.</summary>
    public virtual long MultiplyAdds(Shape input) => 0;
}
