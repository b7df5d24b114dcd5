using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[SelfAttention]</c>: pointwise convolutions before and after the attention of the heads.</summary>
internal sealed record SelfAttentionLayer(string? Name, int Heads, bool Causal) : UnaryLayer(Name)
{
    private const string HeadsArgument = "heads";

    public static SelfAttentionLayer Parse(Arguments arguments) => new(arguments.Name, arguments.Int(HeadsArgument), arguments.Bool("Causal", false));

    public override string Attribute => "SelfAttention";

    public override string DefaultName => "attention";

    public override LayerRule Check(LayerContext at)
    {
        List<Finding> findings = [];
        if (RankRules.CheckLine(Attribute, at) is { } wrongRank)
            findings.Add(wrongRank);
        if (Heads <= 0)
            findings.Add(new(Rules.SizeNotPositive, at.Argument(HeadsArgument), HeadsArgument, ShapeRules.Text(Heads)));
        else if (at.Input is { Rank: 2, Channels: var divided } && divided % Heads != 0)
            findings.Add(new(Rules.HeadsDoNotDivide, at.Argument(HeadsArgument), ShapeRules.Text(Heads), ShapeRules.Text(divided)));
        if (findings.Count > 0 || at.Input is not { } input)
            return new(findings, at.Input, null);
        (long channels, long length, long padded) = (input.Channels, input.Width, HeadShapes.Padded(input.Width));
        foreach ((string what, long[] extents) in ((string, long[])[])[("the queries, keys and values", [3 * channels, length]), ("the heads' probabilities", [Heads, length, padded])])
            if (Bounds.Product(extents) > Bounds.SampleLength)
                findings.Add(new(Rules.SampleTooLong, at.Layer, what, string.Join(" × ", extents), ShapeRules.Text(Bounds.SampleLength)));
        if (findings.Count > 0)
            return new(findings, input, null);

        // At most Bounds.SampleLength < 2²⁶ channels, so products of two of them stay below 2⁵⁶.
        long weights = (channels + 1) * (Panels.Pad(3 * channels) + Panels.Pad(channels));
        return new([], input, new(
            // Queries, keys and values, the heads' results and the outputs, each with gradients; and the probabilities.
            ScratchRow: 10 * input.Length + Heads * length * padded,
            Parameters: 4 * channels * (channels + 1),
            PaddedParameters: weights,
            MultiplyAdds: MultiplyAdds(input),
            SumLength: channels,
            // Sums of gradients, transposed weights; a block's queries and the gradients of its results and of its scores.
            TrainingScratch: weights + 4 * channels * Panels.Pad(channels) + (2 * channels / Heads + length) * HeadShapes.Queries));
    }

    public override Shape Output(Shape input) => input;

    public override Value Append(LayerBuilder to, Value x)
    {
        Shape line = to.Shaped(x).Shape;
        Value projection = to.Add(Convolve.Pointwise(line, 3 * line.Channels, Initializer.GlorotUniform, "in_proj_"), ValueRole.Projection, to.Shaped(x));
        Value heads = to.Add(new Attend(Heads, Causal), ValueRole.Heads, projection);
        return to.Add(Convolve.Pointwise(line, line.Channels, Initializer.FanInUniform, "out_proj."), heads);
    }

    public override long MultiplyAdds(Shape input) =>
        input.Length * (4L * input.Channels + (Causal ? input.Width + 1 : 2 * input.Width));
}
