using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>What only networks over frames have, and what they can't have.</summary>
internal static class StreamRules
{
    private const string LengthArgument = "SequenceLength", WarmupArgument = "WarmupFrames";

    public static IEnumerable<Finding> Check(NetworkModel model, Notation notation)
    {
        if (model.Sequence is not { } sequence)
            yield break;
        if (sequence.Length is <= 0 or > (int)Bounds.SampleLength)
            yield return new(Rules.FramesOutOfRange, new SourceLocation.Network(sequence.Length == 0 ? WarmupArgument : LengthArgument), LengthArgument, ShapeRules.Text(sequence.Length), "1", ShapeRules.Text(Bounds.SampleLength));
        else if (sequence.WarmupFrames < 0 || sequence.WarmupFrames >= sequence.Length)
            yield return new(Rules.FramesOutOfRange, new SourceLocation.Network(WarmupArgument), WarmupArgument, ShapeRules.Text(sequence.WarmupFrames), "0", ShapeRules.Text(sequence.Length - 1));
        if (model.InputGradients)
            yield return new(Rules.NotOverFrames, new SourceLocation.Network("InputGradients"), "gradients of its inputs", "they are computed block by block and not kept; remove InputGradients");
        if (model.Inputs.Count > 1)
            yield return new(Rules.NotOverFrames, new SourceLocation.Input(1), $"{model.Inputs.Count} inputs", "a frame is one span; make them ranges of one input, by Slice");
        if (model.Outputs.Count > 1)
            yield return new(Rules.NotOverFrames, new SourceLocation.Network(), $"{model.Outputs.Count} outputs", "the output of a frame is one span; join them by Tensor.Concat");
        EquatableArray<string> names = LayerNames.Of(model.Layers);
        for (int i = 0; i < model.Layers.Count; i++)
            if (model.Layers[i].Kind is { GivesLastFrame: true } last && model.Outputs.All(output => output.Value != model.Inputs.Count + i))
            {
                int reader = Enumerable.Range(0, model.Layers.Count).FirstOrDefault(j => model.Layers[j].From.Contains(model.Inputs.Count + i));
                yield return new(Rules.LastFrameIsOutput, new SourceLocation.Layer(i), notation.Kind(last.Attribute), $"'{names[reader]}'");
            }
    }

    /// <summary>Whether the results of all frames of a piece fit into an array.</summary>
    /// <param name="row">Elements of intermediate results of a frame.</param>
    public static IEnumerable<Finding> CheckPiece(NetworkModel model, long row)
    {
        if (model is { Sequence: { Length: > 0 and <= (int)Bounds.SampleLength } sequence, IsInferenceOnly: false } && row > 0 && sequence.Length > Bounds.ArrayLength / row)
            yield return new(Rules.PieceTooLong, new SourceLocation.Network(LengthArgument), ShapeRules.Text(sequence.Length), ShapeRules.Text((decimal)sequence.Length * row), ShapeRules.Text(Bounds.ArrayLength / row));
        else if (model is { Sequence: { Length: > 0 } length } && model.Inputs.All(input => input.Shape.Length is > 0 and <= Bounds.SampleLength) && Bounds.Product(length.Length, model.Inputs.Sum(input => input.Shape.Length)) > Bounds.SampleLength)
            yield return new(Rules.SampleTooLong, new SourceLocation.Network(LengthArgument), "a piece", $"{ShapeRules.Text(length.Length)} frames of {ShapeRules.Text(model.Inputs.Sum(input => input.Shape.Length))}", ShapeRules.Text(Bounds.SampleLength));
    }
}
