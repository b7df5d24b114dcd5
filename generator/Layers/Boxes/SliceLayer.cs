using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>Slice</c>: a range of one axis.</summary>
internal sealed record SliceLayer(string? Name, int Start, int Length, int Axis) : UnaryLayer(Name)
{
    public static SliceLayer Parse(Arguments arguments) => new(arguments.Name, arguments.Int("start"), arguments.Int("length"), arguments.Int("axis"));

    public override string Attribute => "Slice";

    public override string DefaultName => "slice";

    public override Effect Effect => Effect.Pools;

    public override LayerRule Check(LayerContext at)
    {
        if (at.Input is not { } shape)
            return LayerRule.Unknown();
        List<Finding> findings = [.. AxisRules.Check([Axis], shape, at.Argument("axis"))];
        int extent = findings.Count == 0 ? shape.Extents[AxisRules.Normalize(Axis, shape.Rank)] : 0;
        if (findings.Count == 0 && (Start < 0 || Length < 1 || Length > extent - Start))
            findings.Add(new(Rules.SliceOutside, at.Argument(Start < 0 || Start >= extent ? "start" : "length"), $"{Start}", $"{(long)Start + Length - 1}", $"{Axis}", $"{shape}", $"{extent - 1}"));
        return findings.Count > 0 ? LayerRule.Unknown(findings) : AxisRules.Fitting(Output(shape), [shape]);
    }

    public override Shape Output(Shape input) => MapOf(input).Box;

    public override Value Append(LayerBuilder to, Value x)
    {
        Value shaped = to.Shaped(x);
        AxisMap map = MapOf(shaped.Shape);
        return map.IsOneToOne ? shaped : to.Add(new Gather(map), to.Owned(shaped));
    }

    public override CodeShape CodeWithoutKernels => Gather.CopyCode;

    private AxisMap MapOf(Shape input) => AxisMap.Slice(input, AxisRules.Normalize(Axis, input.Rank), Start, Length);
}

/// <summary><c>Transpose</c>: the axes in another order.</summary>
internal sealed record TransposeLayer(string? Name, EquatableArray<int> Axes) : UnaryLayer(Name)
{
    public static TransposeLayer Parse(Arguments arguments) => new(arguments.Name, arguments.Ints("axes"));

    public override string Attribute => "Transpose";

    public override string DefaultName => "transpose";

    public override Effect Effect => Effect.Pools;

    public override LayerRule Check(LayerContext at)
    {
        if (at.Input is not { } shape)
            return LayerRule.Unknown();
        List<Finding> findings = [.. AxisRules.Check(Axes, shape, at.Argument("axes"))];
        if (findings.Count == 0 && (Axes.Count > 0 ? Axes.Count != shape.Rank : shape.Rank == 1))
            findings.Add(new(Rules.TransposeIncomplete, at.Argument("axes"), $"{shape}", $"{shape.Rank}", $"{Axes.Count}"));
        return findings.Count > 0 ? LayerRule.Unknown(findings) : AxisRules.Fitting(Output(shape), [shape]);
    }

    public override Shape Output(Shape input) => MapOf(input).Box;

    public override Value Append(LayerBuilder to, Value x) => to.Add(new Gather(MapOf(to.Shaped(x).Shape)), to.Owned(to.Shaped(x)));

    private AxisMap MapOf(Shape input) => AxisMap.Transpose(input, Axes.Count > 0
        ? AxisRules.Normalize(Axes, input.Rank)
        : [.. Enumerable.Range(0, input.Rank - 2), input.Rank - 1, input.Rank - 2]);
}
