using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[MaxPool1D]</c>, <c>[MaxPool2D]</c>, <c>[AveragePool1D]</c> and <c>[AveragePool2D]</c>.</summary>
/// <param name="Axes">1 or 2.</param>
internal sealed record PoolLayer(string? Name, PoolKind Over, int Axes, Window Height, Window Width) : UnaryLayer(Name)
{
    public static PoolLayer Parse(Arguments arguments, PoolKind over, int axes) => new(
        arguments.Name,
        over,
        axes,
        axes == 2 ? WindowArguments.OfPool(arguments, "Height") : Window.None,
        WindowArguments.OfPool(arguments, "Width"));

    public override string Attribute => $"{Over}Pool{Axes}D";

    public override string DefaultName => "pool";

    public override Effect Effect => Effect.Pools;

    public override LayerRule Check(LayerContext at)
    {
        Finding? wrongRank = RankRules.Check($"{Over}Pool", Axes, at);
        SlidingRules sliding = new(wrongRank is null ? at : at.WithInput(null), Axes, Height, Width, IsPool: true);
        List<Finding> findings = [.. sliding.Check()];
        if (wrongRank is not null)
            findings.Add(wrongRank);
        return sliding is { Fits: true, Input: { } from }
            ? new(findings, Output(from), new(sliding.ScratchRow(from.Channels)))
            : LayerRule.Unknown(findings);
    }

    public override Shape Output(Shape input) => input.With(input.Channels, Height.Over(input.Height).Output, Width.Over(input.Width).Output);

    public override Value Append(LayerBuilder to, Value x)
    {
        Value image = to.Owned(to.Shaped(x));
        return to.Add(new Pool(Over, Height.Over(image.Shape.Height), Width.Over(image.Shape.Width)), image);
    }
}

/// <summary>The function of a window that a pool computes.</summary>
internal enum PoolKind
{
    Max,
    Average,
}
