using System.Collections.Generic;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary>The rules of layers that only networks over frames have.</summary>
internal static class MemoryRules
{
    public static IReadOnlyList<Finding> Check(Layer layer, LayerContext at) => at.IsStream ? [] :
        [new(Rules.NeedsFrames, at.Layer, layer.Attribute, at.Notation == Model.Notation.Calls ? "" : "…, ")];

    /// <summary>The number of earlier frames that a layer remembers, and of their elements.</summary>
    /// <param name="argument">The argument that makes it large.</param>
    public static Finding? CheckHistory(LayerContext at, string argument, long frames, long width) => Bounds.Product(frames, width) <= Bounds.SampleLength ? null
        : new(Rules.SampleTooLong, at.Argument(argument), "what is remembered", $"{ShapeRules.Text(frames)} frames of {ShapeRules.Text(width)}", ShapeRules.Text(Bounds.SampleLength));
}
