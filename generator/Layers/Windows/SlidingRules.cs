using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary>The rules of a layer that moves a window over its input, along one axis or two.</summary>
/// <param name="At">Its position in the network; without an input if that is unknown or has the wrong rank.</param>
/// <param name="IsPool">Whether it is a pool, or else a convolution.</param>
internal sealed record SlidingRules(LayerContext At, int Axes, Window Height, Window Width, bool IsPool)
{
    /// <summary>The most values kept for such a layer, each with a border: inputs and outputs, sums or indices of maxima, and the gradients of both.</summary>
    private const int ResultsOfLayer = 4;

    private IReadOnlyList<WindowRules> Windows { get; } = Axes == 1
        ? [new(At, Width, "Length", At.Input?.Width, IsPool)]
        : [new(At, Height, "Height", At.Input?.Height, IsPool), new(At, Width, "Width", At.Input?.Width, IsPool)];

    public Shape? Input => At.Input;

    /// <summary>Whether there are outputs, and the padding is within limits: then all members below are defined.</summary>
    public bool Fits => Windows.All(window => window.Fits) && !IsPaddedTooLong;

    /// <summary>Elements of the window in one channel.</summary>
    public long OutputPixels => Height.Outputs(Input!.Value.Height) * Width.Outputs(Input.Value.Width);

    /// <summary>Elements of one channel of the padded input.</summary>
    public long PaddedPixels => Height.Padded(Input!.Value.Height) * Width.Padded(Input.Value.Width);

    /// <summary>Multiply-adds of one channel's window.</summary>
    public long WindowPixels => (long)Height.Kernel * Width.Kernel;

    private bool IsPaddedTooLong => Input is { } input && Bounds.Product(input.Channels, Height.Padded(input.Height), Width.Padded(input.Width)) > Bounds.SampleLength;

    public IEnumerable<Finding> Check()
    {
        foreach (Finding finding in WindowRules.Check(Windows))
            yield return finding;
        if (Windows.All(window => window.Fits) && IsPaddedTooLong)
            yield return new(
                Rules.SampleTooLong,
                At.Argument(Windows.OrderByDescending(window => window.Window.Padded(window.Input!.Value)).First().PaddedBy),
                "a padded input",
                Text(Input!.Value.Channels, Height.Padded(Input.Value.Height), Width.Padded(Input.Value.Width)),
                ShapeRules.Text(Bounds.SampleLength));
    }

    /// <summary>The output's shape as text, which may be too long to be a shape.</summary>
    public string OutputText(int channels) => Text(channels, Height.Outputs(Input!.Value.Height), Width.Outputs(Input.Value.Width));

    /// <param name="outputs">Channels of the output, those included that only fill a panel.</param>
    public long ScratchRow(long outputs) =>
        ResultsOfLayer * (outputs * OutputPixels + Input!.Value.Channels * PaddedPixels);

    private string Text(long channels, long height, long width) => Axes == 1 ? $"{channels} × {width}" : $"{channels} × {height} × {width}";
}
