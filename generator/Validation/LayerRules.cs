using System;
using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>What the rule of one layer says.</summary>
/// <param name="Output">The shape of its output; none where it can't be known.</param>
/// <param name="Cost">What it takes; none where its shapes can't be known.</param>
internal sealed record LayerRule(IReadOnlyList<Finding> Findings, Shape? Output, LayerCost? Cost);

/// <summary>What a layer takes.</summary>
/// <param name="PaddedParameters">Numbers in its parameters when outputs fill whole vectors.</param>
/// <param name="MultiplyAdds">For one sample, forward.</param>
/// <param name="Statements">Vector multiply-adds for one sample, if each is written out.</param>
/// <param name="SizeArgument">The argument that makes it large.</param>
internal sealed record LayerCost(long Parameters, long PaddedParameters, long MultiplyAdds, long Statements, string SizeArgument);

/// <summary>The rules of single layers, one case for each kind.</summary>
internal static class LayerRules
{
    /// <param name="index">The layer's place among the layers.</param>
    /// <param name="input">The shape that reaches it; none where an earlier layer leaves it unknown.</param>
    public static LayerRule Check(LayerModel layer, int index, Shape? input) => layer switch
    {
        LayerModel.Dense dense => Check(dense, index, input),
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, null),
    };

    private static LayerRule Check(LayerModel.Dense dense, int index, Shape? input)
    {
        Place place = new Place.Layer(index, "units");
        if (dense.Units <= 0)
            return new([new(Rules.SizeNotPositive, place, "units", ShapeRules.Text(dense.Units))], null, null);
        if (dense.Units > Limits.SampleLength)
            return new([new(Rules.SampleTooLong, place, "an output", ShapeRules.Text(dense.Units), ShapeRules.Text(Limits.SampleLength))], null, null);
        Shape output = Shape.Vector(dense.Units);
        if (input is not { Length: var inputs })
            return new([], output, null);
        // Both at most Limits.SampleLength < 2²⁶, so products stay below 2⁵².
        long vectors = (dense.Units + Limits.VectorWidth - 1) / Limits.VectorWidth;
        long rows = inputs + (dense.UseBias ? 1 : 0);
        return new([], output, new(
            Parameters: rows * dense.Units,
            PaddedParameters: rows * vectors * Limits.VectorWidth,
            MultiplyAdds: inputs * dense.Units,
            Statements: inputs * vectors,
            SizeArgument: "units"));
    }
}
