using System;
using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[Conv1D]</c> and <c>[Conv2D]</c>: y = f(W∗x + b). Along a sample of channels × length, the height is 1.</summary>
/// <param name="Axes">1 or 2.</param>
internal sealed record ConvolutionLayer(string? Name, int Axes, int Filters, Window Height, Window Width, int Groups, Activation Activation, bool UseBias, Initializer Initializer) : UnaryLayer(Name)
{
    private const string FiltersArgument = "filters", GroupsArgument = "Groups";

    public static ConvolutionLayer Parse(Arguments arguments, int axes) => new(
        arguments.Name,
        axes,
        arguments.Int(FiltersArgument),
        axes == 2 ? WindowArguments.OfKernel(arguments, "Height") : Window.None,
        WindowArguments.OfKernel(arguments, "Width"),
        arguments.Int(GroupsArgument, 1),
        arguments.Choice<Activation>(ActivationArgument),
        arguments.Bool("UseBias", true),
        arguments.Choice<Initializer>(InitializerArgument));

    public override string Attribute => $"Conv{Axes}D";

    public override string DefaultName => "conv";

    public override Activation? Applied => Activation;

    public override Initializer? DrawnBy => Initializer;

    public override LayerRule Check(LayerContext at)
    {
        Finding? wrongRank = RankRules.Check("Conv", Axes, at);
        SlidingRules sliding = new(wrongRank is null ? at : at.WithInput(null), Axes, Height, Width, IsPool: false);
        List<Finding> findings = [.. CheckFilters(at), .. sliding.Check(), .. CheckGroups(at, sliding.Input)];
        if (wrongRank is not null)
            findings.Add(wrongRank);
        if (Filters is <= 0 or > (int)Bounds.SampleLength || sliding is not { Fits: true, Input: { } from })
            return LayerRule.Unknown(findings);
        if (Filters * sliding.OutputPixels > Bounds.SampleLength)
            return LayerRule.Unknown([.. findings, new(Rules.SampleTooLong, at.Argument(FiltersArgument), "an output", sliding.OutputText(Filters), ShapeRules.Text(Bounds.SampleLength))]);

        // A kernel spans at most the padded input, and that as the output at most Bounds.SampleLength < 2²⁶, so products stay below 2⁵².
        long inputs = sliding.WindowPixels * from.Channels / (Groups > 0 ? Groups : 1);
        long rows = inputs + (UseBias ? 1 : 0);
        long padded = Panels.Pad(Filters);
        bool isDepthwise = Groups == from.Channels && Groups == Filters;
        bool isSliced = Groups > 1 && Filters / Groups >= Limits.SlicedFilters;
        return new(findings, Output(from), new(
            ScratchRow: sliding.ScratchRow(padded),
            Parameters: rows * Filters,
            PaddedParameters: rows * padded,
            MultiplyAdds: inputs * Filters * sliding.OutputPixels,
            SumLength: inputs,
            SizeArgument: FiltersArgument,
            TrainingScratch: rows * padded + (at.IsFirst || (Groups != 1 && !isSliced) ? 0 : TransposedWeights(from.Channels / Math.Max(1, Groups), isSliced)),
            SpreadInput: Groups <= 1 || isDepthwise || isSliced ? 0 : from.Channels / Groups * sliding.PaddedPixels * Filters + Limits.NarrowPanelWidth));
    }

    public override Shape Output(Shape input) => input.With(Filters, Height.Over(input.Height).Output, Width.Over(input.Width).Output);

    public override Value Append(LayerBuilder to, Value x)
    {
        Value image = to.Shaped(x);
        return to.Activated(Activation, image, new Convolve(Axes, Filters, Height.Over(image.Shape.Height), Width.Over(image.Shape.Width), Groups, UseBias, Initializer, Activation));
    }

    public override long MultiplyAdds(Shape input) => Output(input).Length * (input.Channels / Groups) * Height.Kernel * Width.Kernel;

    /// <summary>Elements of the weights with inputs in lanes, as the gradients of inputs read them; the first layer has none.</summary>
    /// <param name="depth">Channels that a filter reads.</param>
    /// <param name="isSliced">Whether other groups' channels are between two pixels.</param>
    private long TransposedWeights(long depth, bool isSliced)
    {
        bool hasGaps = isSliced || Width is { Dilation: > 1, Kernel: > 1 };
        long run = hasGaps ? depth : Width.Kernel * depth, runs = hasGaps ? Width.Kernel : 1;
        return Height.Kernel * runs * Filters * ((run + Limits.NarrowPanelWidth - 1) / Limits.NarrowPanelWidth * Limits.NarrowPanelWidth);
    }

    private IEnumerable<Finding> CheckFilters(LayerContext at)
    {
        SourceLocation location = at.Argument(FiltersArgument);
        if (Filters <= 0)
            yield return new(Rules.SizeNotPositive, location, FiltersArgument, ShapeRules.Text(Filters));
        else if (Filters > Bounds.SampleLength)
            yield return new(Rules.SampleTooLong, location, "an output", ShapeRules.Text(Filters), ShapeRules.Text(Bounds.SampleLength));
    }

    private IEnumerable<Finding> CheckGroups(LayerContext at, Shape? input)
    {
        SourceLocation location = at.Argument(GroupsArgument);
        if (Groups <= 0)
            yield return new(Rules.SizeNotPositive, location, at.Notation.Argument(GroupsArgument), ShapeRules.Text(Groups));
        else if (Filters > 0 && (Filters % Groups != 0 || input?.Channels % Groups > 0))
            yield return new(
                Rules.GroupsDoNotDivide,
                location,
                ShapeRules.Text(Groups),
                (input is null ? "" : $"{ShapeRules.Text(input.Value.Channels)} channels and ") + $"{ShapeRules.Text(Filters)} filters",
                ShapeRules.Text(input is null ? Filters : CommonDivisor(input.Value.Channels, Filters)));
    }

    /// <summary>The greatest common divisor (Euclid).</summary>
    private static int CommonDivisor(int a, int b) => b == 0 ? a : CommonDivisor(b, a % b);
}
