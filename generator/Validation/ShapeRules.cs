using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Shapes from layer to layer, and the sizes that follow from them.</summary>
internal static class ShapeRules
{
    public static IEnumerable<Finding> Check(NetworkModel model, Notation notation)
    {
        List<Finding> findings = [.. model.Inputs.SelectMany((input, i) => CheckExtents(input.Shape, "an input", argument => new SourceLocation.Input(i, argument)))];
        if (model.Layers.Count == 0)
            findings.Add(new(Rules.NoLayers, new SourceLocation.Network(), model.Type.PlainName, notation == Notation.Calls ? "in its Define, as in input.Dense(10, Activation.Softmax)" : "below [Network], as in [Dense(10, Activation.Softmax)]"));
        EquatableArray<string> names = LayerNames.Of(model.Layers);
        HashSet<string> known = [];
        long padded = 0, row = 0, training = 0, spread = 0, widest = 0;
        int index = 0;
        foreach (LayerRule layer in Walk(model, notation))
        {
            findings.AddRange(layer.Findings);
            if (layer.Size is { } size)
            {
                findings.AddRange(CheckSize(size, names[index], index, model.Unroll));
                // Layers of one name share their parameters, whose gradients are summed in scratch.
                bool isNew = known.Add(names[index]);
                padded += isNew ? size.PaddedParameters : 0;
                row += size.ScratchRow;
                training += size.TrainingScratch + (isNew ? 0 : size.PaddedParameters);
                spread = Math.Max(spread, size.SpreadInput);
            }
            index++;
            widest = Math.Max(widest, layer.Output?.Length ?? 0);
        }
        // Gradients of a layer's inputs transpose two results, so that samples are adjacent.
        row += 2 * widest;
        // What is too large by itself has its own finding.
        long scratch = Limits.BlockRows * row + spread + (padded > Bounds.ArrayLength || model.IsInferenceOnly ? 0 : training);
        if (padded > Bounds.ArrayLength)
            findings.Add(new(Rules.NetworkTooLarge, new SourceLocation.Network(), model.Type.PlainName, Text(padded), Text(Bounds.ArrayLength)));
        if (scratch > Bounds.ArrayLength)
            findings.Add(new(Rules.NetworkTooWide, new SourceLocation.Network(), model.Type.PlainName, Text(scratch), Text(Limits.BlockRows), Text(Bounds.ArrayLength)));
        findings.AddRange(StreamRules.CheckPiece(model, row));
        return findings;
    }

    /// <summary>The shape of every layer's output; null if it is unknown.</summary>
    public static Shape?[] Outputs(NetworkModel model) => [.. Walk(model, Notation.Attributes).Select(layer => layer.Output)];

    /// <summary>A layer's position and inputs.</summary>
    /// <param name="outputs">The shape of every layer's output.</param>
    public static LayerContext ContextOf(NetworkModel model, int index, IReadOnlyList<Shape?> outputs, Notation notation)
    {
        int inputs = model.Inputs.Count;
        EquatableArray<int> from = model.Layers[index].From;
        return new(index, from.All(value => value < inputs), [.. from.Select(value => value < inputs ? PossibleShape(model.Inputs[value]) : outputs[value - inputs])], notation, model.Sequence is not null);
    }

    /// <summary>The results of all layers' rules, in order.</summary>
    private static IEnumerable<LayerRule> Walk(NetworkModel model, Notation notation)
    {
        List<Shape?> outputs = [];
        for (int i = 0; i < model.Layers.Count; i++)
        {
            LayerRule layer = model.Layers[i].Kind.Check(ContextOf(model, i, outputs, notation));
            outputs.Add(layer.Output);
            yield return layer;
        }
    }

    private static Shape? PossibleShape(DeclaredInput input) => IsPossible(input.Shape) ? input.Shape : null;

    public static string Text(decimal number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Checks a shape that the user wrote, each extent in its own argument.</summary>
    /// <param name="what">The description of what has the shape.</param>
    public static IEnumerable<Finding> CheckExtents(Shape shape, string what, Func<string, SourceLocation> location)
    {
        (string Argument, int Size)[] sizes = shape.Rank switch
        {
            1 => [("length", shape.Width)],
            2 => [("channels", shape.Channels), ("length", shape.Width)],
            _ => [("channels", shape.Channels), ("height", shape.Height), ("width", shape.Width)],
        };
        foreach ((string argument, int size) in sizes)
            if (size <= 0)
                yield return new(Rules.SizeNotPositive, location(argument), argument, Text(size));
        if (sizes.All(size => size.Size > 0) && !IsPossible(shape))
            yield return new(Rules.SampleTooLong, location(sizes.OrderByDescending(size => size.Size).First().Argument), what, shape.Rank == 1 ? Text(shape.Width) : $"{shape}", Text(Bounds.SampleLength));
    }

    private static bool IsPossible(Shape shape) =>
        shape is { Channels: > 0, Height: > 0, Width: > 0, Length: <= Bounds.SampleLength };

    private static IEnumerable<Finding> CheckSize(LayerSize size, string name, int index, Unroll unroll)
    {
        if (size.Parameters * sizeof(float) > Bounds.LayerBytes)
            yield return new(Rules.LayerTooLarge, new SourceLocation.Layer(index, size.SizeArgument), name, Text(size.Parameters), Text((decimal)size.Parameters * sizeof(float)), Text(Bounds.LayerBytes));
        else if (unroll == Unroll.Full && size.SumLength > Limits.MethodMultiplyAdds)
            yield return new(Rules.UnrollTooLong, new SourceLocation.Network("Unroll"), name, Text(size.MultiplyAdds), Text(size.SumLength), Text(Limits.MethodMultiplyAdds)) { Proposals = ["Unroll.Auto"] };
    }
}
