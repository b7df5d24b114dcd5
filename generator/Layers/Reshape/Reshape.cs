using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>The elements of x, channels first, in another shape; one of the two is a vector.</summary>
internal sealed record Reshape(Shape To) : Op
{
    public static CodeShape NoCode { get; } = new("no code of its own", "at most a copy, where the order of elements changes");

    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [To];

    public override void Pullback(Node node, Gradients to) =>
        to.Add(node.X, node, new ReshapeGradient(node.X.Shape), to.Of(node.Y)!);

    /// <summary>The caller's samples are channels first; they are copied or transposed.</summary>
    public override IEnumerable<Candidate> Candidates(Group group, Mode mode) =>
        mode == Mode.Inference && group.Head is { X.IsInput: true, Y.Shape.Rank: > 1 }
            ? [new(ChannelOrder.Last, ChannelOrder.Last, group.Result.Length), new(ChannelOrder.Last, ChannelOrder.First, 0)]
            : [Candidate.ChannelsLast];

    public override bool IsView(Node node, Views views) => IsView(node.X, node.Y, views);

    /// <summary>Whether the order of the elements is the same, or irrelevant to their readers.</summary>
    public static bool IsView(Value x, Value y, Views views)
    {
        Grid grid = views.GridOf(x.Shape.Rank == 1 ? y : x);
        if (grid.HasBorder)
            return false;
        if (x.Shape.Rank > 1)
            return grid.Channels == 1 || grid.Pixels == 1 || views.HasAnyOrder(y);
        // Inputs are the caller's memory, which must not be read beyond its end.
        bool isReadable = !x.IsInput || (views.Readers(y).Any() && views.Readers(y).All(reader => reader.Op.ReadsExactly));
        return isReadable && (grid.Channels == 1 || grid.Pixels == 1 || grid.IsPlanes);
    }

    public override void Lower(Group group, KernelBuilder to)
    {
        (Value x, Value y, string layer) = (group.Head.X, group.Result, group.Head.Layer);
        if (to.AreShared(x, y))
            return;
        if (x.Shape.Rank > 1 && to.HasAnyOrder(y))
            to.Add(new RuntimeCall("Grids.Pack", [Argument.In(to.At(x)), Argument.Out(to.At(y)), to.GridOf(x)], Scope.Sample, $"{layer}: {x.Shape}, channels last"));
        else if (x.Shape.Rank > 1)
            to.Add(new ToChannelsFirst(to.At(x), to.At(y), $"{layer}: {x.Shape}, channels first"));
        else if (to.At(y) is { Grid: { IsPlanes: true } planes } location)
            to.Add(new RuntimeCall("Grids.CopyPlanes", [Argument.In(to.At(x)), Argument.Out(location), planes.OfPlane, planes.Plane, planes.Channels], Scope.Sample, $"{layer}: {y.Shape}, a border around each channel"));
        else
            to.Add(new ToChannelsLast(to.At(x), to.At(y), $"{layer}: {y.Shape}, channels last"));
        to.ClearBorder(y);
    }
}

/// <summary>∂x = the elements of ∂y.</summary>
internal sealed record ReshapeGradient(Shape Of) : GradientOp(Of)
{
    public override bool IsView(Node node, Views views) => Reshape.IsView(node.Y.Of!, node.X.Of!, views);

    public override void Lower(Group group, KernelBuilder to)
    {
        (Value dy, Value dx, string layer) = (group.Head.X, group.Result, group.Head.Layer);
        if (!to.AreShared(dy, dx))
            to.Add(dx.Shape.Rank == 1 ? new ToChannelsFirst(to.At(dy), to.At(dx), $"{layer}: gradients, channels first")
                : to.HasAnyOrder(dy) ? new RuntimeCall("Grids.Copy", [Argument.In(to.At(dy)), Argument.Out(to.At(dx)), to.GridOf(dx)], Scope.Sample, $"{layer}: gradients, channels last")
                : new ToChannelsLast(to.At(dy), to.At(dx), $"{layer}: gradients, channels last"));
        to.ClearPadding(dx);
    }
}

/// <summary>Channels first become channels last, with a border where the next kernel needs one.</summary>
internal sealed record ToChannelsLast(Location X, Location Y, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => [Read(X), Write(Y)];

    public override Scope Scope => Scope.Sample;

    public override void Call(CallWriter to) => to.Line($"Grids.ToChannelsLast({to.Row(X)}, {to.Row(Y)}, {to.Text(Y.Grid)});");
}

/// <summary>Channels last become channels first.</summary>
internal sealed record ToChannelsFirst(Location X, Location Y, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => [Read(X), Write(Y)];

    public override Scope Scope => Scope.Sample;

    public override void Call(CallWriter to) => to.Line($"Grids.ToChannelsFirst({to.Row(X)}, {to.Row(Y)}, {to.Text(X.Grid)});");
}
