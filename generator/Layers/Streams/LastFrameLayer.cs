using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[LastFrame]</c>: of a piece, the output of the last frame alone. It computes nothing: every frame has its result.</summary>
internal sealed record LastFrameLayer(string? Name) : UnaryLayer(Name)
{
    public static LastFrameLayer Parse(Arguments arguments) => new(arguments.Name);

    public override string Attribute => "LastFrame";

    public override string DefaultName => "last";

    public override bool GivesLastFrame => true;

    public override Effect Effect => Effect.Keeps;

    public override LayerRule Check(LayerContext at) => LayerRule.Elementwise(this, at, MemoryRules.Check(this, at));

    public override Shape Output(Shape input) => input;

    public override Value Append(LayerBuilder to, Value x) => x;

    public override CodeShape CodeWithoutKernels => Reshape.NoCode;
}
