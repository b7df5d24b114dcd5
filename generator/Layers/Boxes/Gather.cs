using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>y = the elements of x that correspond to a box's: a slice, a transposition, or a repetition.</summary>
internal sealed record Gather(AxisMap Map) : Op
{
    public static CodeShape CopyCode { get; } = new("copies elements", "computes nothing");

    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [Map.Box];

    public override void Pullback(Node node, Gradients to) => to.Add(node.X, node, new SumInto(Map), to.Of(node.Y)!);

    public override CodeShape? Code => CopyCode;

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (Location x, Location y) = (to.At(node.X), to.At(node.Y));
        to.Add(new RuntimeCall("Boxes.Copy", [Argument.In(x), Map.OfInner(x.Grid), Argument.Out(y), Map.OfBox(y.Grid), Map.Extents], Scope.Sample,
            $"{node.Layer}: {Map.Box} of {Map.Inner}"));
        to.Finish(node.Y);
    }
}

/// <summary>y = for each of its elements, the sum of those of x, a box, that correspond to it, in the order of the box; 0 where none does.</summary>
internal sealed record SumInto(AxisMap Map) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [Map.Inner];

    public override void Pullback(Node node, Gradients to) => to.Add(node.X, node, new Gather(Map), to.Of(node.Y)!);

    public override CodeShape? Code => new("channels in lanes", "sums along axes");

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (Location x, Location y) = (to.At(node.X), to.At(node.Y));
        if (!Map.IsOneToOne)
            to.Add(new RuntimeCall("Grids.Clear", [Argument.Out(y), y.Grid.Size], Scope.Sample, ""));
        to.Add(Map.IsOneToOne
            ? new RuntimeCall("Boxes.Copy", [Argument.In(x), Map.OfBox(x.Grid), Argument.Out(y), Map.OfInner(y.Grid), Map.Extents], Scope.Sample, $"{node.Layer}: {Map.Inner} of {Map.Box}")
            : new RuntimeCall("Boxes.Add<T>", [Argument.In(x), Map.OfBox(x.Grid), Argument.InOut(y), Map.OfInner(y.Grid), Map.Extents], Scope.Sample, $"{node.Layer}: sums of {Map.Box} to {Map.Inner}"));
        to.Finish(node.Y);
    }
}
