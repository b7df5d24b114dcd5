using System.Collections.Generic;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Pools, over windows or over whole channels.</summary>
internal static class PoolRules
{
    public static LayerRule Check(LayerModel.Pool layer, int index, Shape? input)
    {
        Finding? wrongRank = input is { } reached ? RankRules.Check($"{layer.Over}Pool", layer.Axes, index, reached) : null;
        SlidingRules sliding = new(index, layer.Axes, layer.Height, layer.Width, "size", wrongRank is null ? input : null);
        List<Finding> findings = [.. sliding.Check()];
        if (wrongRank is not null)
            findings.Add(wrongRank);
        return sliding is { Fits: true, Input: { } from }
            ? new(findings, ShapeInference.Of(layer, from), new(sliding.ScratchRow(from.Channels)))
            : new(findings, null, null);
    }

    public static LayerRule Check(LayerModel.GlobalPool layer, int index, Shape? input)
    {
        if (input is not { } from)
            return new([], null, null);
        return RankRules.CheckSpatial($"Global{layer.Over}Pool", index, from) is { } wrongRank
            ? new([wrongRank], null, null)
            : new([], ShapeInference.Of(layer, from), new(ScratchRow: 2 * (from.Length + from.Channels)));
    }
}
