using System;
using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>The rules of single layers, one case for each kind. Each guards <see cref="ShapeInference"/>: it asks for a shape only where there is one.</summary>
internal static class LayerRules
{
    /// <summary>What is kept of a layer at most: sums, outputs and their gradients.</summary>
    private const int ResultsOfLayer = 3;

    /// <param name="index">The layer's place among the layers.</param>
    /// <param name="input">The shape that reaches it; none where an earlier layer leaves it unknown.</param>
    public static LayerRule Check(LayerModel layer, int index, Shape? input) => layer switch
    {
        LayerModel.Dense dense => Check(dense, index, input),
        LayerModel.Convolution convolution => ConvolutionRules.Check(convolution, index, input),
        LayerModel.Pool pool => PoolRules.Check(pool, index, input),
        LayerModel.GlobalPool pool => PoolRules.Check(pool, index, input),
        LayerModel.Flatten => Keep([], layer, input),
        LayerModel.Reshape reshape => ReshapeRules.Check(reshape, index, input),
        LayerModel.BatchNorm norm => Keep([.. NumberRules.Check(norm, index)], layer, input, tensors: 2, input?.Features, statistics: 2),
        LayerModel.LayerNorm norm => Keep([.. NumberRules.Check(norm, index)], layer, input, tensors: 2, input?.Length),
        LayerModel.Dropout dropout => Keep([.. NumberRules.Check(dropout, index)], layer, input),
        LayerModel.Activate => Keep([], layer, input),
        LayerModel.PRelu relu => Keep([], layer, input, tensors: 1, relu.PerChannel ? input?.Features : 1),
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, null),
    };

    private static LayerRule Check(LayerModel.Dense dense, int index, Shape? input)
    {
        Place place = new Place.Layer(index, "units");
        if (dense.Units <= 0)
            return new([new(Rules.SizeNotPositive, place, "units", ShapeRules.Text(dense.Units))], null, null);
        if (dense.Units > Bounds.SampleLength)
            return new([new(Rules.SampleTooLong, place, "an output", ShapeRules.Text(dense.Units), ShapeRules.Text(Bounds.SampleLength))], null, null);
        // Without the input's shape too: a dense layer's output is as long as it says.
        Shape output = ShapeInference.Of(dense, input ?? default);
        if (input is not { Length: var inputs })
            return new([], output, null);
        // Both at most Bounds.SampleLength < 2²⁶, so products stay below 2⁵².
        long padded = Panels.Pad(dense.Units);
        long rows = inputs + (dense.UseBias ? 1 : 0);
        return new([], output, new(
            ScratchRow: ResultsOfLayer * padded,
            Parameters: rows * dense.Units,
            PaddedParameters: rows * padded,
            MultiplyAdds: inputs * dense.Units,
            SumLength: inputs,
            SizeArgument: "units"));
    }

    /// <summary>A layer whose output is as long as its input, of which each number is worked on by itself.</summary>
    /// <param name="tensors">Its parameters.</param>
    /// <param name="length">Numbers in each.</param>
    /// <param name="statistics">Running statistics, of the same length.</param>
    private static LayerRule Keep(IReadOnlyList<Finding> findings, LayerModel layer, Shape? input, int tensors = 0, long? length = 0, int statistics = 0) =>
        input is not { } shape ? new(findings, null, null) : new(findings, ShapeInference.Of(layer, shape), new(
            ScratchRow: ResultsOfLayer * shape.Length,
            Parameters: tensors * length!.Value,
            PaddedParameters: (tensors + statistics) * Panels.Pad(length.Value),
            MultiplyAdds: tensors == 0 ? 0 : shape.Length));
}
