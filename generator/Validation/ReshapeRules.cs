using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Whether a shape is another shape of the same numbers.</summary>
internal static class ReshapeRules
{
    public static LayerRule Check(LayerModel.Reshape reshape, int index, Shape? input)
    {
        Shape to = reshape.To;
        List<Finding> findings = [.. ShapeRules.CheckExtents(to, "an output", argument => new Place.Layer(index, argument))];
        if (findings.Count > 0)
            return new(findings, null, null);
        // What follows was written for the shape that the user named, so it is judged by that one even where it doesn't fit.
        if (input is not { } from)
            return new([], to, null);
        if (from.Length != to.Length)
            findings.Add(new(Rules.ReshapeChangesLength, new Place.Layer(index, to.Rank == 1 ? "length" : null), Product(to), Product(from), Fitting(to, from.Length)));
        return new(findings, to, new(ScratchRow: from.Length + to.Length));
    }

    /// <summary>As in <c>16 × 5 × 5 = 400</c>.</summary>
    private static string Product(Shape shape) => shape.Rank == 1 ? ShapeRules.Text(shape.Width) : $"{shape} = {ShapeRules.Text(shape.Length)}";

    /// <summary>The shape that was said with its last extent changed to fit; a vector where no such extent does.</summary>
    private static string Fitting(Shape to, long length)
    {
        int[] leading = to.Rank switch { 1 => [], 2 => [to.Channels], _ => [to.Channels, to.Height] };
        long rows = leading.Aggregate(1L, (product, extent) => product * extent);
        return length % rows == 0 ? string.Join(", ", leading.Select(extent => (long)extent).Append(length / rows)) : $"{length}";
    }
}
