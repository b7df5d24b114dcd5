using System;
using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;
using Limits = NetGen.Generator.Lowering.Limits;

namespace NetGen.Generator.Validation;

/// <summary>Convolutions: filters, groups, and kernels that move over rows and columns.</summary>
internal static class ConvolutionRules
{
    public static LayerRule Check(LayerModel.Convolution layer, int index, Shape? input)
    {
        Finding? wrongRank = input is { } reached ? RankRules.Check("Conv", layer.Axes, index, reached) : null;
        SlidingRules sliding = new(index, layer.Axes, layer.Height, layer.Width, "kernel", wrongRank is null ? input : null);
        List<Finding> findings = [.. CheckFilters(layer.Filters, index), .. sliding.Check(), .. CheckGroups(layer, index, sliding.Input)];
        if (wrongRank is not null)
            findings.Add(wrongRank);
        if (layer.Filters is <= 0 or > (int)Bounds.SampleLength || sliding is not { Fits: true, Input: { } from })
            return new(findings, null, null);
        if (layer.Filters * sliding.OutputPixels > Bounds.SampleLength)
            return new([.. findings, new(Rules.SampleTooLong, new Place.Layer(index, "filters"), "an output", sliding.OutputText(layer.Filters), ShapeRules.Text(Bounds.SampleLength))], null, null);

        // A kernel spans at most the padded input, and that as the output at most Bounds.SampleLength < 2²⁶, so products stay below 2⁵².
        long inputs = sliding.WindowPixels * from.Channels / (layer.Groups > 0 ? layer.Groups : 1);
        long rows = inputs + (layer.UseBias ? 1 : 0);
        long padded = Panels.Pad(layer.Filters);
        bool isDepthwise = layer.Groups == from.Channels && layer.Groups == layer.Filters;
        bool isSliced = layer.Groups > 1 && layer.Filters / layer.Groups >= Limits.SlicedFilters;
        return new(findings, ShapeInference.Of(layer, from), new(
            ScratchRow: sliding.ScratchRow(padded),
            Parameters: rows * layer.Filters,
            PaddedParameters: rows * padded,
            MultiplyAdds: inputs * layer.Filters * sliding.OutputPixels,
            SumLength: inputs,
            SizeArgument: "filters",
            TrainingScratch: rows * padded + (index == 0 || (layer.Groups != 1 && !isSliced) ? 0 : TransposedWeights(layer, from.Channels / Math.Max(1, layer.Groups), isSliced)),
            SpreadInput: layer.Groups <= 1 || isDepthwise || isSliced ? 0 : from.Channels / layer.Groups * sliding.PaddedPixels * layer.Filters + Limits.NarrowPanelWidth));
    }

    /// <summary>Numbers of the weights with inputs in lanes, as the gradients of inputs read them; the first layer has none.</summary>
    /// <param name="depth">Channels that a filter reads.</param>
    /// <param name="isSliced">Whether other groups' channels stand between two pixels.</param>
    private static long TransposedWeights(LayerModel.Convolution layer, long depth, bool isSliced)
    {
        bool hasGaps = isSliced || layer.Width is { Dilation: > 1, Kernel: > 1 };
        long run = hasGaps ? depth : layer.Width.Kernel * depth, runs = hasGaps ? layer.Width.Kernel : 1;
        return layer.Height.Kernel * runs * layer.Filters * ((run + Limits.NarrowPanelWidth - 1) / Limits.NarrowPanelWidth * Limits.NarrowPanelWidth);
    }

    private static IEnumerable<Finding> CheckFilters(int filters, int index)
    {
        Place place = new Place.Layer(index, "filters");
        if (filters <= 0)
            yield return new(Rules.SizeNotPositive, place, "filters", ShapeRules.Text(filters));
        else if (filters > Bounds.SampleLength)
            yield return new(Rules.SampleTooLong, place, "an output", ShapeRules.Text(filters), ShapeRules.Text(Bounds.SampleLength));
    }

    private static IEnumerable<Finding> CheckGroups(LayerModel.Convolution layer, int index, Shape? input)
    {
        Place place = new Place.Layer(index, "Groups");
        (int filters, int groups) = (layer.Filters, layer.Groups);
        if (groups <= 0)
            yield return new(Rules.SizeNotPositive, place, "Groups", ShapeRules.Text(groups));
        else if (filters > 0 && (filters % groups != 0 || input?.Channels % groups > 0))
            yield return new(
                Rules.GroupsDoNotDivide,
                place,
                ShapeRules.Text(groups),
                (input is null ? "" : $"{ShapeRules.Text(input.Value.Channels)} channels and ") + $"{ShapeRules.Text(filters)} filters",
                ShapeRules.Text(input is null ? filters : CommonDivisor(input.Value.Channels, filters)));
    }

    /// <summary>The largest, by Euclid.</summary>
    private static int CommonDivisor(int a, int b) => b == 0 ? a : CommonDivisor(b, a % b);
}
