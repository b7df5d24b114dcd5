using System.Globalization;

namespace NetGen.Stress.Sizes;

/// <summary>What the emitted code of any network may cost.</summary>
internal static class SizeLimits
{
    /// <summary>Layers up to which a network's text has one limit; beyond, each may add to it.</summary>
    private const int Layers = 200;

    private const int Text = 300_000, TextOfLayer = 1_500;

    /// <summary>Seconds of the processor for a thousand layers.</summary>
    private const double Generator = 0.5, Build = 5;

    /// <summary>From which on the JIT compiles a method without optimising it, though it is told to: bytes of IL, instructions, references to locals (double from number 256 on), and branches, each of which makes two of 2,000 basic blocks.</summary>
    private const int Bytes = 60_000, Instructions = 20_000, LocalReferences = 8_000, Branches = 1_000;

    public static bool IsSlow(MethodFigures method) =>
        method.Bytes >= Bytes || method.Counts is not { Instructions: < Instructions, LocalReferences: < LocalReferences, Branches: < Branches };

    /// <param name="patience">How many times the limits it may take, on slower processors.</param>
    public static IEnumerable<string> Exceeded(SizeCase network, SizeFigures figures, double patience)
    {
        int text = Text + TextOfLayer * Math.Max(0, network.Layers - Layers);
        double factor = patience * Math.Max(1, network.Layers / 1000.0);
        if (figures.Text > text)
            yield return Fault("bytes of text", figures.Text, text);
        if (figures.Generator > Generator * factor)
            yield return Fault("seconds of the generator", figures.Generator, Generator * factor);
        if (figures.Generator + figures.Compiler > Build * factor)
            yield return Fault("seconds of generator and compiler", figures.Generator + figures.Compiler, Build * factor);
        if (figures.Slow is not null)
            yield return $"the JIT doesn't optimise {figures.Slow}";
    }

    private static string Fault(string what, double value, double limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{value:N2} {what}, more than {limit:N2}");
}
