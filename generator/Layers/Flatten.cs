using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[Flatten]</c>: a sample as a vector, channels first.</summary>
internal sealed record FlattenLayer(string? Name) : UnaryLayer(Name)
{
    public static FlattenLayer Parse(Arguments arguments) => new(arguments.Name);

    public override string Attribute => "Flatten";

    public override string DefaultName => "flatten";

    public override Effect Effect => Effect.Keeps;

    public override LayerRule Check(LayerContext at) => LayerRule.Elementwise(this, at, []);

    public override Shape Output(Shape input) => Shape.Vector((int)input.Length);

    public override Value Append(LayerBuilder to, Value x) => to.Flat(x);

    public override CodeShape CodeWithoutKernels => Reshape.NoCode;
}
