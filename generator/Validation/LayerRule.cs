using System.Collections.Generic;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>The result of one layer's rule.</summary>
/// <param name="Output">The shape of its output; null if it is unknown.</param>
/// <param name="Size">Its size; null if its shapes are unknown.</param>
internal sealed record LayerRule(IReadOnlyList<Finding> Findings, Shape? Output, LayerSize? Size)
{
    /// <summary>The most results kept of a layer: sums, outputs and their gradients.</summary>
    public const int ResultsOfLayer = 3;

    /// <summary>The result for a layer whose shapes are unknown.</summary>
    public static LayerRule Unknown(params IReadOnlyList<Finding> findings) => new(findings, null, null);

    /// <summary>The result for a layer that processes each element separately, with an output as long as its input.</summary>
    /// <param name="tensors">Its parameters.</param>
    /// <param name="length">Elements in each.</param>
    /// <param name="statistics">Running statistics, of the same length.</param>
    public static LayerRule Elementwise(Layer layer, LayerContext at, IReadOnlyList<Finding> findings, int tensors = 0, long? length = 0, int statistics = 0) =>
        at.Input is not { } shape ? Unknown(findings) : new(findings, layer.Output([shape]), new(
            ScratchRow: ResultsOfLayer * shape.Length,
            Parameters: tensors * length!.Value,
            PaddedParameters: (tensors + statistics) * Panels.Pad(length.Value),
            MultiplyAdds: tensors == 0 ? 0 : shape.Length));
}

/// <summary>The size of a layer's memory and work.</summary>
/// <param name="ScratchRow">The most elements of intermediate results for one sample, gradients included.</param>
/// <param name="PaddedParameters">Elements of its parameters with outputs padded to whole panels, and of its running statistics.</param>
/// <param name="MultiplyAdds">For one sample, forward.</param>
/// <param name="SumLength">Multiply-adds of one sum: the fewest in a method that is fully unrolled.</param>
/// <param name="SizeArgument">The argument that makes it large; null if only its input does.</param>
/// <param name="TrainingScratch">Elements of intermediate results of training that all samples share: sums of gradients, and transposed weights.</param>
/// <param name="SpreadInput">Elements of its input, copied once for each filter of a group: fewer than 16 times the input, as groups of more filters don't need it.</param>
internal sealed record LayerSize(
    long ScratchRow,
    long Parameters = 0,
    long PaddedParameters = 0,
    long MultiplyAdds = 0,
    long SumLength = 0,
    string? SizeArgument = null,
    long TrainingScratch = 0,
    long SpreadInput = 0);
