using System;
using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;
using Limits = NetGen.Generator.Lowering.Limits;

namespace NetGen.Generator.Validation;

/// <summary>What the rule of one layer says.</summary>
/// <param name="Output">The shape of its output; none where it can't be known.</param>
/// <param name="Size">What it takes; none where its shapes can't be known.</param>
internal sealed record LayerRule(IReadOnlyList<Finding> Findings, Shape? Output, LayerSize? Size);

/// <summary>What a layer takes.</summary>
/// <param name="PaddedParameters">Numbers in its parameters when outputs fill whole panels.</param>
/// <param name="MultiplyAdds">For one sample, forward.</param>
/// <param name="SumLength">Multiply-adds of one sum: the fewest in a method that has them all written out.</param>
/// <param name="ScratchRow">The most numbers of intermediate results for one sample, gradients included.</param>
/// <param name="SizeArgument">The argument that makes it large.</param>
internal sealed record LayerSize(long Parameters, long PaddedParameters, long MultiplyAdds, long SumLength, long ScratchRow, string SizeArgument);

/// <summary>The rules of single layers, one case for each kind.</summary>
internal static class LayerRules
{
    /// <summary>What is kept of a layer at most: sums, outputs and their gradients.</summary>
    private const int ResultsOfLayer = 3;

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
        if (dense.Units > Bounds.SampleLength)
            return new([new(Rules.SampleTooLong, place, "an output", ShapeRules.Text(dense.Units), ShapeRules.Text(Bounds.SampleLength))], null, null);
        Shape output = Shape.Vector(dense.Units);
        if (input is not { Length: var inputs })
            return new([], output, null);
        // Both at most Bounds.SampleLength < 2²⁶, so products stay below 2⁵².
        long padded = RoundUp(dense.Units, dense.Units <= Limits.NarrowPanelWidth ? Limits.NarrowPanelWidth : Limits.PanelWidth);
        long rows = inputs + (dense.UseBias ? 1 : 0);
        return new([], output, new(
            Parameters: rows * dense.Units,
            PaddedParameters: rows * padded,
            MultiplyAdds: inputs * dense.Units,
            SumLength: inputs,
            ScratchRow: ResultsOfLayer * padded,
            SizeArgument: "units"));
    }

    private static long RoundUp(long value, long multiple) => (value + multiple - 1) / multiple * multiple;
}
