using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>Dense layers that read the same values, as the heads of an actor-critic, become one where a vector holds all their outputs: it costs as much as the first alone.</summary>
/// <remarks>Their weights lie side by side in one panel. Outputs and the gradients of parameters have the bits of separate layers; the gradient of what they read is one sum, where it was the sum of a sum for each.</remarks>
internal static class Siblings
{
    public static EquatableArray<Node> Join(GraphDraft draft, EquatableArray<Node> forward)
    {
        ILookup<Tensor, Node> owners = forward.SelectMany(node => node.Tensors.Select(tensor => (tensor, node))).ToLookup(pair => pair.tensor, pair => pair.node);
        Dictionary<Node, Node[]> joined = [];
        HashSet<Node> others = [];
        foreach (IGrouping<Value, Node> readers in forward.Where(CanJoin).GroupBy(node => node.X))
        {
            Node[] siblings = [.. readers.Where(node => ((DenseOp)node.Op).UseBias == ((DenseOp)readers.First().Op).UseBias)];
            if (siblings.Length < 2 || siblings.Sum(node => node.Y.Length) > Limits.NarrowPanelWidth)
                continue;
            joined.Add(siblings[0], siblings);
            others.UnionWith(siblings.Skip(1));
        }
        return joined.Count == 0 ? forward : [.. forward.Where(node => !others.Contains(node)).SelectMany(node => joined.TryGetValue(node, out Node[]? siblings) ? One(draft, siblings) : [node])];

        // An activation that is fused with its layer costs less than one computed later.
        bool CanJoin(Node node) => node.Op.GetType() == typeof(DenseOp) && node.Tensors.All(tensor => owners[tensor].Count() == 1)
            && !forward.Any(next => next.X == node.Y && node.Op.Fuses(new(node, []), next, Mode.Inference));
    }

    private static Node[] One(GraphDraft draft, Node[] siblings)
    {
        (Node first, DenseOp op) = (siblings[0], (DenseOp)siblings[0].Op);
        DenseOp whole = op with { Units = siblings.Sum(node => node.Y.Length) };
        EquatableArray<TensorSpec> specs = whole.Tensors([first.X.Shape]);
        Node dense = new(whole, first.Layer, [first.X], [.. specs.Select((spec, i) => draft.Join(spec, [.. siblings.Select(node => node.Tensors[i])]))], [draft.NewValue(Shape.Vector(whole.Units), first.Y.Origin)]);
        return [dense, new(new DenseParts([.. siblings.Select(node => node.Layer)], [.. siblings.Select(node => node.Y.Length)]), first.Layer, [dense.Y], [], [.. siblings.Select(node => node.Y)])];
    }
}

/// <summary>Ranges of a vector, one after another.</summary>
/// <param name="Layers">The layers whose results they are.</param>
internal sealed record DenseParts(EquatableArray<string> Layers, EquatableArray<int> Lengths) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [.. Lengths.Select(Shape.Vector)];

    public override void Pullback(Node node, Gradients to) =>
        to.Add(node.X, node, new PartsGradient(node.X.Shape, node), [.. node.Out.Select(to.Of).OfType<Value>()]);

    public override bool GivesRanges => true;

    /// <summary>A loss writes the gradient of its part in whole vectors, which may end after that of the last part.</summary>
    public override bool SpillsInputGradient(Node node) => true;

    public override int? ViewAt(Node node, int result, Views views) => Lengths.Take(result).Sum();

    public override IEnumerable<(string Layer, CodeShape Code)> CodeOfOthers =>
        Layers.Skip(1).Select(layer => (layer, new CodeShape($"in the vectors of {Layers[0]}", "reads the same values, and one vector holds the outputs of both")));

    public override void Lower(Group group, KernelBuilder to) { }

    /// <summary>∂x = the gradients of its parts, one after another; 0 for a part that the loss does not depend on.</summary>
    private sealed record PartsGradient(Shape Of, Node Forward) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            DenseParts parts = (DenseParts)Forward.Op;
            int offset = 0;
            List<(Location, int)> copies = [];
            for (int i = 0; i < parts.Lengths.Count; offset += parts.Lengths[i++])
                if (node.In.FirstOrDefault(gradient => gradient.Of == Forward.Out[i]) is { } gradient)
                    copies.Add((to.At(gradient), offset));
            to.Add(new JoinGradients([.. copies.Select(copy => copy.Item1)], [.. copies.Select(copy => copy.Item2)], to.At(node.Y)));
        }
    }
}

/// <summary>Copies gradients into ranges of another, and zeroes the rest of it.</summary>
internal sealed record JoinGradients(EquatableArray<Location> From, EquatableArray<int> Offsets, Location To) : Kernel("")
{
    public override EquatableArray<Use> Uses => [.. From.Select(Read), Write(To)];

    public override void Call(CallWriter to)
    {
        int end = 0;
        for (int i = 0; i < From.Count; i++)
        {
            Clear(to, end, Offsets[i]);
            to.Line($"CopyRows({to.At(From[i])}, {to.Stride(From[i])}, {to.At(To.From(Offsets[i]))}, {to.Stride(To)}, {to.Number(From[i].Length)}, rows);");
            end = Offsets[i] + From[i].Length;
        }
        Clear(to, end, to.StrideOf(To));
    }

    private void Clear(CallWriter to, int start, int end)
    {
        if (end > start)
            to.OverRows($"Grids.Clear({to.Row(To.From(start))}, {to.Number(end - start)});");
    }
}
