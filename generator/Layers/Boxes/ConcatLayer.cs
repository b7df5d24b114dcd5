using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>Concat</c>: values one after another along one axis.</summary>
internal sealed record ConcatLayer(string? Name, int Axis) : Layer(Name)
{
    public static ConcatLayer Parse(Arguments arguments) => new(arguments.Name, arguments.Int("axis"));

    public override string Attribute => "Concat";

    public override string DefaultName => "concat";

    public override Effect Effect => Effect.Pools;

    public override LayerRule Check(LayerContext at)
    {
        if (at.Inputs.Any(input => input is null))
            return LayerRule.Unknown();
        EquatableArray<Shape> shapes = [.. at.Inputs.OfType<Shape>()];
        List<Finding> findings = [.. AxisRules.Check([Axis], shapes[0], at.Argument("axis"))];
        if (findings.Count == 0)
        {
            int axis = AxisRules.Normalize(Axis, shapes[0].Rank);
            if (shapes.FirstOrDefault(shape => !Follows(shape, shapes[0], axis)) is { Rank: > 0 } other)
                findings.Add(new(Rules.ConcatMismatch, at.Layer, $"{Axis}", $"{other}", $"{shapes[0]}"));
        }
        return findings.Count > 0 ? LayerRule.Unknown(findings) : AxisRules.Fitting(Output(shapes), shapes);
    }

    public override Shape Output(EquatableArray<Shape> inputs)
    {
        int axis = AxisRules.Normalize(Axis, inputs[0].Rank);
        return AxisMap.WithExtent(inputs[0], axis, inputs.Sum(input => input.Extents[axis]));
    }

    public override Value Append(LayerBuilder to, EquatableArray<Value> inputs)
    {
        Value[] parts = [.. inputs.Select((input, i) => to.Owned(to.Shaped(input, i)))];
        return to.Add(new Concatenation(AxisRules.Normalize(Axis, parts[0].Shape.Rank)), parts);
    }

    public override CodeShape CodeWithoutKernels => Gather.CopyCode;

    private static bool Follows(Shape shape, Shape first, int axis) =>
        shape.Rank == first.Rank && shape.Extents.Where((_, i) => i != axis).SequenceEqual(first.Extents.Where((_, i) => i != axis));
}

/// <summary>y = its inputs one after another along an axis.</summary>
internal sealed record Concatenation(int Axis) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [AxisMap.WithExtent(inputs[0], Axis, inputs.Sum(input => input.Extents[Axis]))];

    public override void Pullback(Node node, Gradients to)
    {
        foreach ((Value input, AxisMap map) in Parts(node))
            to.Add(input, node, new Gather(map), to.Of(node.Y)!);
    }

    public override CodeShape? Code => Gather.CopyCode;

    /// <summary>Along the outermost axis in memory its inputs are ranges of the result.</summary>
    public override int? PlaceOf(Node node, int input, Views views)
    {
        Grid grid = views.GridOf(node.Y);
        bool isOutermost = Axis == (node.Y.Shape.Rank == 1 ? 0 : 1);
        return !isOutermost || grid.HasBorder || grid.IsPlanes || views.GridOf(node.In[input]).HasBorder ? null : node.In.Take(input).Sum(value => value.Length);
    }

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        Location y = to.At(node.Y);
        foreach ((Value input, AxisMap map) in Parts(node).Where((part, i) => !IsInPlace(node, i, to)))
            to.Add(new RuntimeCall("Boxes.Copy", [Argument.In(to.At(input)), map.OfBox(to.At(input).Grid), Argument.InOut(y), map.OfInner(y.Grid), map.Extents], Scope.Sample,
                $"{node.Layer}: {map.Box} into {map.Inner}"));
        to.Finish(node.Y);
    }

    /// <summary>Whether an input was computed where it belongs.</summary>
    private static bool IsInPlace(Node node, int input, KernelBuilder to) =>
        to.AreShared(node.In[input], node.Y) && to.At(node.In[input]).Offset == to.At(node.Y).Offset + node.In.Take(input).Sum(value => value.Length);

    /// <summary>Each input, and its range of the result.</summary>
    private IEnumerable<(Value Input, AxisMap Map)> Parts(Node node)
    {
        int start = 0;
        foreach (Value input in node.In)
        {
            yield return (input, AxisMap.Slice(node.Y.Shape, Axis, start, input.Shape.Extents[Axis]));
            start += input.Shape.Extents[Axis];
        }
    }
}
