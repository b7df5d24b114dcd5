using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>y = the maximum or the mean of every window of x.</summary>
/// <param name="IsGlobal">Whether one window covers the whole image, so that the result is a vector of channels.</param>
internal sealed record Pool(PoolKind Kind, Axis Height, Axis Width, bool IsGlobal = false) : Op
{
    /// <summary>As in <c>largest of 2 × 2</c>.</summary>
    public string Formula => $"{(Kind == PoolKind.Max ? "largest" : "mean")} of {Height.Kernel} × {Width.Kernel}";

    /// <summary>The suffix of the sentence where the gradient includes that of the activation before.</summary>
    public static string Before(Activation activation) => activation == Activation.Linear ? "" : $", before {Sentences.NameOf(activation)}";

    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) =>
        [IsGlobal ? Shape.Vector(inputs[0].Channels) : inputs[0].With(inputs[0].Channels, Height.Output, Width.Output)];

    public override void Pullback(Node node, Gradients to)
    {
        Value dy = to.Of(node.Y)!;
        Value[] inputs = Kind == PoolKind.Max ? [dy, node.X, node.Y] : [dy];
        to.Add(node.X, node, new PoolGradient(node.X.Shape, node), inputs);
    }

    public override CodeShape? Code => new("channels in lanes", "each channel by itself");

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        to.Add(new PoolKernel(to.OwnerOf(node), PlanOf(node, Activation.Linear, to), to.At(node.X), to.At(node.Y),
            $"{node.Layer}: y = {Formula}, {node.X.Shape} → {node.Y.Shape}"));
        to.ClearBorder(node.Y);
    }

    public static PoolPlan PlanOf(Node node, Activation before, KernelBuilder to)
    {
        Pool pool = (Pool)node.Op;
        return new(to.IsGeneral(node), pool.Kind, pool.Height, pool.Width, to.GridOf(node.X), to.GridOf(node.Y), before);
    }
}

/// <summary>∂x = ∂y at the largest element of each window, or over the whole of it.</summary>
internal sealed record PoolGradient(Shape Of, Node Forward) : GradientOp(Of)
{
    /// <summary>Where an element is the largest, the derivative of the activation before is that of the maximum.</summary>
    public override bool Fuses(Group group, Node next, Mode mode) =>
        group.Epilogue.Count == 0
        && Forward.Op is Pool { Kind: PoolKind.Max, Height: { Tiles: true } height, Width: { Tiles: true } width } && height.Kernel * width.Kernel <= Limits.WindowElements
        && next.Op is ActivateGradient { Kind: var kind } && !kind.IsRowWise() && !kind.DerivativeNeedsArgument();

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = Forward;
        Activation before = (group.Applied<ActivateGradient>()?.Op as ActivateGradient)?.Kind ?? Activation.Linear;
        PoolPlan plan = Pool.PlanOf(node, before, to);
        bool isMax = plan.Kind == PoolKind.Max;
        to.Add(new PoolGradientKernel(
            to.OwnerOf(node),
            plan,
            isMax ? to.At(node.X) : null,
            isMax ? to.At(node.Y) : null,
            to.At(group.Head.X),
            to.At(group.Result),
            $"{node.Layer}: ∂x = ∂y {(isMax ? "at the largest of a window" : "over the whole window")}{Pool.Before(before)}, {node.Y.Shape} → {node.X.Shape}"));
        if (group.Epilogue.Count == 0)
            to.ClearPadding(group.Result);
    }
}
