using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary>What a reduction computes of the elements along its axes.</summary>
internal enum ReductionKind
{
    Sum,
    Mean,
    Max,
}

/// <summary><c>Sum</c>, <c>Mean</c> and <c>Max</c> over axes, which the result lacks.</summary>
/// <param name="Axes">As they are written; none for all.</param>
internal sealed record ReductionLayer(string? Name, ReductionKind Kind, EquatableArray<int> Axes) : UnaryLayer(Name)
{
    public static ReductionLayer Parse(Arguments arguments, ReductionKind kind) => new(arguments.Name, kind, arguments.Ints("axes"));

    public override string Attribute => $"{Kind}";

    public override string DefaultName => $"{Kind}".ToLowerInvariant();

    public override Effect Effect => Kind == ReductionKind.Sum ? Effect.Computes : Effect.Pools;

    public override LayerRule Check(LayerContext at)
    {
        if (at.Input is not { } shape)
            return LayerRule.Unknown();
        List<Finding> findings = [.. AxisRules.Check(Axes, shape, at.Argument("axes"))];
        return findings.Count > 0 ? LayerRule.Unknown(findings) : AxisRules.Fitting(Output(shape), [shape]);
    }

    public override Shape Output(Shape input) => MapOf(input).Inner;

    public override Value Append(LayerBuilder to, Value x)
    {
        Value shaped = to.Owned(to.Shaped(x));
        AxisMap map = MapOf(shaped.Shape);
        if (Kind == ReductionKind.Max)
            return to.Add(new Maximum(map), shaped);
        Value sum = to.Add(new SumInto(map), shaped);
        return Kind == ReductionKind.Sum ? sum : to.Add(new ArithmeticWithConstant(ArithmeticKind.Divide, (double)map.Box.Length / map.Inner.Length, false), sum);
    }

    private AxisMap MapOf(Shape input) => AxisMap.Reduce(input, Axes.Count > 0 ? AxisRules.Normalize(Axes, input.Rank) : [.. Enumerable.Range(0, input.Rank)]);
}

/// <summary>y = the largest of the elements of x that correspond to each of y's; a NaN among them gives NaN.</summary>
internal sealed record Maximum(AxisMap Map) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [Map.Inner];

    public override void Pullback(Node node, Gradients to) => to.Add(node.X, node, new Gradient(node.X.Shape, Map), to.Of(node.Y)!, node.X, node.Y);

    public override CodeShape? Code => new("element by element", "compares along axes");

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (Location x, Location y) = (to.At(node.X), to.At(node.Y));
        to.Add(new RuntimeCall("Boxes.Max", [Argument.In(x), Map.OfBox(x.Grid), Argument.Out(y), Map.OfInner(y.Grid), Map.Extents], Scope.Sample, $"{node.Layer}: maxima of {Map.Box} to {Map.Inner}"));
        to.Finish(node.Y);
    }

    /// <summary>∂x = ∂y where x is the maximum, in equal shares where several are.</summary>
    private sealed record Gradient(Shape Of, AxisMap Map) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            (Location dy, Location x, Location y, Location dx) = (to.At(node.In[0]), to.At(node.In[1]), to.At(node.In[2]), to.At(node.Y));
            Location counts = to.Temporary(to.OwnerOf(node).Identifier + "Counts", y.Grid.Size);
            to.Add(new RuntimeCall("Boxes.MaxGradient",
                [Argument.In(x), Map.OfBox(x.Grid), Argument.In(y), Argument.In(dy), Argument.InOut(counts), y.Grid.Size, Map.OfInner(y.Grid), Argument.Out(dx), Map.OfBox(dx.Grid), Map.Extents], Scope.Sample,
                $"{node.Layer}: ∂x = ∂y at the maxima"));
            to.Finish(node.Y);
        }
    }
}
