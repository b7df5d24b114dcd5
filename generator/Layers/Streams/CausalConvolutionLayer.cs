using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[CausalConv1D]</c>: y[t] = f(Σⱼ Wⱼ·x[t − (kernel − 1 − j)·dilation] + b).</summary>
internal sealed record CausalConvolutionLayer(string? Name, int Filters, int Kernel, Activation Activation, int Dilation, bool UseBias, Initializer Initializer) : UnaryLayer(Name)
{
    private const string FiltersArgument = "filters", KernelArgument = "kernel", DilationArgument = "Dilation";

    public static CausalConvolutionLayer Parse(Arguments arguments) => new(
        arguments.Name,
        arguments.Int(FiltersArgument),
        arguments.Int(KernelArgument),
        arguments.Choice<Activation>(ActivationArgument),
        arguments.Int(DilationArgument, 1),
        arguments.Bool("UseBias", true),
        arguments.Choice<Initializer>(InitializerArgument));

    public override string Attribute => "CausalConv1D";

    public override string DefaultName => "conv";

    public override Activation? Applied => Activation;

    public override Initializer? DrawnBy => Initializer;

    public override LayerRule Check(LayerContext at)
    {
        List<Finding> findings = [.. MemoryRules.Check(this, at)];
        foreach ((string argument, string name, int size) in ((string, string, int)[])[(FiltersArgument, FiltersArgument, Filters), (KernelArgument, KernelArgument, Kernel), (DilationArgument, at.Notation.Argument(DilationArgument), Dilation)])
            if (size <= 0)
                findings.Add(new(Rules.SizeNotPositive, at.Argument(argument), name, ShapeRules.Text(size)));
        if (Filters > Bounds.SampleLength)
            findings.Add(new(Rules.SampleTooLong, at.Argument(FiltersArgument), "an output", ShapeRules.Text(Filters), ShapeRules.Text(Bounds.SampleLength)));
        if (at.IsStream && RankRules.CheckVector(Attribute, "a vector of channels", at) is { } wrongRank)
            findings.Add(wrongRank);
        // Also without the input's shape: the length of the output is declared.
        Shape? output = Filters is > 0 and <= (int)Bounds.SampleLength ? Shape.Vector(Filters) : null;
        if (findings.Count > 0 || at.Input is not { Rank: 1, Length: var channels })
            return new(findings, output, null);
        long taps = Bounds.Product(Kernel, channels);
        if (taps > Bounds.SampleLength)
            return new([new(Rules.SampleTooLong, at.Argument(KernelArgument), "a kernel", $"{ShapeRules.Text(Kernel)} × {ShapeRules.Text(channels)}", ShapeRules.Text(Bounds.SampleLength))], output, null);
        if (MemoryRules.CheckHistory(at, Dilation > Kernel ? DilationArgument : KernelArgument, (long)(Kernel - 1) * Dilation, channels) is { } tooLong)
            return new([tooLong], output, null);
        // All at most Bounds.SampleLength < 2²⁶, so products of two stay below 2⁵².
        long padded = Panels.Pad(Filters), rows = taps + (UseBias ? 1 : 0);
        return new([], output, new(
            ScratchRow: LayerRule.ResultsOfLayer * (padded + channels),
            Parameters: rows * Filters,
            PaddedParameters: rows * padded,
            MultiplyAdds: taps * Filters,
            SumLength: taps,
            SizeArgument: FiltersArgument,
            TrainingScratch: rows * padded + Bounds.Product(Kernel, Panels.Pad(channels)) * Filters));
    }

    public override Shape Output(Shape input) => Shape.Vector(Filters);

    public override Value Append(LayerBuilder to, Value x) => to.Activated(Activation, to.Flat(x), new CausalConvolve(Filters, Kernel, Dilation, UseBias, Initializer, Activation));

    public override long MultiplyAdds(Shape input) => input.Length * Filters * Kernel;
}
