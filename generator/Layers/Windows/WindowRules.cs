using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary>A layer's window along one axis of its input, and the names of its arguments.</summary>
/// <param name="Axis"><c>Height</c>, <c>Width</c>, or <c>Length</c> if there is only one.</param>
/// <param name="Input">The input's length along the axis; null if it is unknown.</param>
/// <param name="IsPool">Whether the layer is a pool, or else a convolution.</param>
internal sealed record WindowRules(LayerContext At, Window Window, string Axis, int? Input, bool IsPool)
{
    /// <summary>The name of the window's length.</summary>
    private string Word => IsPool ? WindowArguments.Size : WindowArguments.Kernel;

    public string KernelArgument => Argument(AxisArguments.Kernel, Word);

    public string PaddingArgument => Argument(AxisArguments.Padding, WindowArguments.Padding);

    /// <summary>The argument that pads the input most.</summary>
    public string PaddedBy => Window.Padding == Window.Same ? KernelArgument : PaddingArgument;

    /// <summary>Whether all arguments are valid, so that the number of outputs is defined.</summary>
    private bool Counts => Window is { Kernel: > 0, Stride: > 0, Dilation: > 0 } && (Window.Padding >= 0 || Window.Padding == Window.Same && !IsPool);

    /// <summary>Whether there are outputs along the axis.</summary>
    public bool Fits => Counts && Input is { } input && Window.Outputs(input) > 0;

    /// <summary>The windows of a layer. A wrong argument that axes share is reported once, for the axis with the tightest limit.</summary>
    public static IEnumerable<Finding> Check(IReadOnlyList<WindowRules> axes) =>
        axes.OrderBy(axis => axis.Counts && axis.Input is { } input ? axis.LargestFitting(input) : 0)
            .SelectMany(axis => axis.Check())
            .GroupBy(finding => (finding.Rule, finding.Location))
            .Select(shared => shared.First());

    private IEnumerable<Finding> Check()
    {
        string stride = Argument(AxisArguments.Stride, WindowArguments.Stride), dilation = Argument(AxisArguments.Dilation, WindowArguments.Dilation);
        if (Window.Kernel <= 0)
            yield return NotPositive(KernelArgument, Window.Kernel);
        // A pool's default stride is its size.
        if (Window.Stride <= 0 && !(IsPool && Window.Stride == Window.Kernel))
            yield return NotPositive(stride, Window.Stride);
        if (Window.Dilation <= 0)
            yield return NotPositive(dilation, Window.Dilation);
        if (Window.Padding < 0 && (IsPool || Window.Padding != Window.Same))
            yield return new(Rules.PaddingNegative, At.Argument(PaddingArgument), Named(PaddingArgument), ShapeRules.Text(Window.Padding), IsPool ? "or more; Padding.Same is for convolutions" : "or more, or Padding.Same");
        else if (IsPool && Window.Kernel > 0 && Window.Padding > Window.Kernel / 2)
            yield return new(Rules.PoolPaddingTooLarge, At.Argument(PaddingArgument), Named(PaddingArgument), ShapeRules.Text(Window.Padding), ShapeRules.Text(Window.Kernel), ShapeRules.Text(Window.Kernel / 2));
        if (Window is { Padding: Window.Same, Stride: > 1 } && !IsPool)
            yield return new(Rules.SameWithStride, At.Argument(stride), Named(stride), ShapeRules.Text(Window.Stride), At.Notation.Argument(PaddingArgument, ShapeRules.Text(Math.Max(0, (Window.Span - 1) / 2))));
        if (Counts && Input is { } input && Window.Outputs(input) <= 0)
            yield return new(Rules.KernelTooLarge, At.Argument(KernelArgument), Word, ShapeRules.Text(Window.Kernel), Axis.ToLowerInvariant(), Formula(input), ShapeRules.Text(LargestFitting(input)))
            {
                Properties = ImmutableDictionary<string, string?>.Empty.Add(FixProperties.Largest, LargestFitting(input).ToString(CultureInfo.InvariantCulture)),
            };
    }

    /// <summary>The longest kernel whose span, dilation·(kernel − 1) + 1, is at most the padded input: at least 1, as the input is.</summary>
    private long LargestFitting(int input) => Window.Padding == Window.Same ? int.MaxValue : (Window.Padded(input) - 1) / Window.Dilation + 1;

    /// <summary>As in <c>(28 + 2·0 − 31)/1 + 1 = −2</c>.</summary>
    private string Formula(int input)
    {
        string span = Window.Dilation == 1 ? $"{Window.Kernel}" : $"{Window.Dilation}·({Window.Kernel} − 1) − 1";
        string quotient = $"({input} + 2·{Window.Padding} − {span})/{Window.Stride}";
        return $"{(Window.Stride == 1 ? quotient : $"⌊{quotient}⌋")} + 1 = {Window.Outputs(input).ToString(CultureInfo.InvariantCulture)}".Replace('-', '−');
    }

    private Finding NotPositive(string argument, int value) => new(Rules.SizeNotPositive, At.Argument(argument), Named(argument), ShapeRules.Text(value));

    private string Named(string argument) => At.Notation.Argument(argument);

    private string Argument(AxisArguments number, string shared) =>
        (Window.Own & number) == 0 ? shared : WindowArguments.For(Axis, shared);
}
