using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[GlobalMaxPool]</c> and <c>[GlobalAveragePool]</c>: a pool over whole channels.</summary>
internal sealed record GlobalPoolLayer(string? Name, PoolKind Over) : UnaryLayer(Name)
{
    public static GlobalPoolLayer Parse(Arguments arguments, PoolKind over) => new(arguments.Name, over);

    public override string Attribute => $"Global{Over}Pool";

    public override string DefaultName => "pool";

    public override Effect Effect => Effect.Pools;

    public override LayerRule Check(LayerContext at)
    {
        if (at.Input is not { } from)
            return LayerRule.Unknown();
        return RankRules.CheckSpatial(Attribute, at, from) is { } wrongRank
            ? LayerRule.Unknown(wrongRank)
            : new([], Output(from), new(ScratchRow: 2 * (from.Length + from.Channels)));
    }

    public override Shape Output(Shape input) => Shape.Vector(input.Channels);

    /// <summary>One window covers the whole image, so the result is one pixel, whose channels are the vector.</summary>
    public override Value Append(LayerBuilder to, Value x)
    {
        Value image = to.Owned(to.Shaped(x));
        return to.Add(new Pool(Over, Whole(image.Shape.Height), Whole(image.Shape.Width), IsGlobal: true), image);
    }

    private static Axis Whole(int length) => new Window(length, length, 0, 1).Over(length);
}
