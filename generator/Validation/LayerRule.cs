using System.Collections.Generic;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>What the rule of one layer says.</summary>
/// <param name="Output">The shape of its output; none where it can't be known.</param>
/// <param name="Size">What it takes; none where its shapes can't be known.</param>
internal sealed record LayerRule(IReadOnlyList<Finding> Findings, Shape? Output, LayerSize? Size)
{
    /// <summary>What is kept of a layer at most: sums, outputs and their gradients.</summary>
    public const int ResultsOfLayer = 3;

    /// <summary>Of a layer whose shapes can't be known.</summary>
    public static LayerRule Unknown(params IReadOnlyList<Finding> findings) => new(findings, null, null);

    /// <summary>Of a layer whose output is as long as its input, of which each element is worked on by itself.</summary>
    /// <param name="tensors">Its parameters.</param>
    /// <param name="length">Elements in each.</param>
    /// <param name="statistics">Running statistics, of the same length.</param>
    public static LayerRule Elementwise(Layer layer, LayerContext at, IReadOnlyList<Finding> findings, int tensors = 0, long? length = 0, int statistics = 0) =>
        at.Input is not { } shape ? Unknown(findings) : new(findings, layer.Output(shape), new(
            ScratchRow: ResultsOfLayer * shape.Length,
            Parameters: tensors * length!.Value,
            PaddedParameters: (tensors + statistics) * Panels.Pad(length.Value),
            MultiplyAdds: tensors == 0 ? 0 : shape.Length));
}

/// <summary>What a layer takes.</summary>
/// <param name="ScratchRow">The most numbers of intermediate results for one sample, gradients included.</param>
/// <param name="PaddedParameters">Numbers in its parameters when outputs fill whole panels, and in its running statistics.</param>
/// <param name="MultiplyAdds">For one sample, forward.</param>
/// <param name="SumLength">Multiply-adds of one sum: the fewest in a method that has them all written out.</param>
/// <param name="SizeArgument">The argument that makes it large; none where its input alone does.</param>
/// <param name="TrainingScratch">Numbers of intermediate results of training that all samples share: sums of gradients, and weights in another order.</param>
/// <param name="SpreadInput">Numbers of its input, laid out once for each filter of a group: fewer than 16 times the input, as groups of more filters don't need it.</param>
internal sealed record LayerSize(
    long ScratchRow,
    long Parameters = 0,
    long PaddedParameters = 0,
    long MultiplyAdds = 0,
    long SumLength = 0,
    string? SizeArgument = null,
    long TrainingScratch = 0,
    long SpreadInput = 0);
