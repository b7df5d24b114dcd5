using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[Reshape]</c>: the same elements, channels first, in another shape.</summary>
internal sealed record ReshapeLayer(string? Name, Shape To) : UnaryLayer(Name)
{
    public static ReshapeLayer Parse(Arguments arguments) => new(arguments.Name, arguments.Shape);

    public override string Attribute => "Reshape";

    public override string DefaultName => "reshape";

    public override Effect Effect => Effect.Keeps;

    public override LayerRule Check(LayerContext at)
    {
        List<Finding> findings = [.. ShapeRules.CheckExtents(To, "an output", at.Argument)];
        if (findings.Count > 0)
            return LayerRule.Unknown(findings);
        // The following layers were written for the declared shape, so they are checked against it even if it doesn't fit.
        if (at.Input is not { } from)
            return new([], To, null);
        if (from.Length != To.Length)
            findings.Add(new(Rules.ReshapeChangesLength, at.Argument(To.Rank == 1 ? "length" : null), at.Notation.Kind(Attribute), Product(To), Product(from), at.Notation.Layer(Attribute, Fitting(To, from.Length))));
        return new(findings, To, new(ScratchRow: from.Length + To.Length));
    }

    public override Shape Output(Shape input) => To;

    public override Value Append(LayerBuilder to, Value x) => to.Reshaped(to.Flat(x), To);

    public override CodeShape CodeWithoutKernels => Reshape.NoCode;

    /// <summary>As in <c>16 × 5 × 5 = 400</c>.</summary>
    private static string Product(Shape shape) => shape.Rank == 1 ? ShapeRules.Text(shape.Width) : $"{shape} = {ShapeRules.Text(shape.Length)}";

    /// <summary>The declared shape with its last extent changed to fit; a vector if no such extent fits.</summary>
    private static string Fitting(Shape to, long length)
    {
        int[] leading = to.Rank switch { 1 => [], 2 => [to.Channels], _ => [to.Channels, to.Height] };
        long rows = leading.Aggregate(1L, (product, extent) => product * extent);
        return length % rows == 0 ? string.Join(", ", leading.Select(extent => (long)extent).Append(length / rows)) : $"{length}";
    }
}
