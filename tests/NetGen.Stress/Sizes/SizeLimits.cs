using System.Globalization;

namespace NetGen.Stress.Sizes;

/// <summary>What the emitted code of any network may cost.</summary>
internal static class SizeLimits
{
    /// <summary>Layers up to which a network's text has one limit; beyond, each may add to it.</summary>
    private const int Layers = 200;

    private const int Text = 300_000, TextOfLayer = 1_500;

    /// <summary>Seconds for a thousand layers.</summary>
    private const double Generator = 0.5, Build = 5;

    /// <summary>Bytes of IL from which on the JIT compiles a method without optimising it.</summary>
    private const int Method = 60_000;

    public static IEnumerable<string> Exceeded(SizeCase network, SizeFigures figures)
    {
        int text = Text + TextOfLayer * Math.Max(0, network.Layers - Layers);
        double thousands = Math.Max(1, network.Layers / 1000.0);
        if (figures.Text > text)
            yield return Fault("bytes of text", figures.Text, text);
        if (figures.Generator > Generator * thousands)
            yield return Fault("seconds of the generator", figures.Generator, Generator * thousands);
        if (figures.Generator + figures.Compiler > Build * thousands)
            yield return Fault("seconds of generator and compiler", figures.Generator + figures.Compiler, Build * thousands);
        if (figures.LargestMethod > Method)
            yield return Fault($"bytes of IL in {figures.LargestMethodName}", figures.LargestMethod, Method);
    }

    private static string Fault(string what, double value, double limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{value:N2} {what}, more than {limit:N2}");
}
