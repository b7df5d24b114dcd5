using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>y = W∗x + b, a cross-correlation over channels × height × width, or channels × length, whose height is 1.</summary>
/// <param name="Axes">1 or 2.</param>
/// <param name="Before">The activation that follows, which decides how fresh weights are drawn.</param>
/// <param name="Part">As a part of a larger layer, the prefix of its tensors' names, whose weights are a matrix; null for a layer of its own.</param>
internal record Convolve(int Axes, int Filters, Axis Height, Axis Width, int Groups, bool UseBias, Initializer Initializer, Activation Before, string? Part = null) : Op
{
    /// <summary>W·x + b of the channels of each position of a line.</summary>
    /// <param name="part">The prefix of its tensors' names.</param>
    public static Convolve Pointwise(Shape line, int filters, Initializer initializer, string part) =>
        new(1, filters, Window.None.Over(1), Window.None.Over(line.Width), 1, true, initializer, Activation.Linear, part);

    /// <summary>Whether each group is a convolution over its slice of the channels.</summary>
    public bool IsSliced => ConvolutionShapes.IsSliced(Filters, Groups);

    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [inputs[0].With(Filters, Height.Output, Width.Output)];

    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs)
    {
        int field = Height.Kernel * Width.Kernel, depth = inputs[0].Channels / Groups;
        (int fanIn, int fanOut) = (depth * field, Filters * field);
        EquatableArray<int> shape = Part is not null ? [Filters, depth] : Axes == 2 ? [Filters, depth, Height.Kernel, Width.Kernel] : [Filters, depth, Width.Kernel];
        TensorSpec weight = new(TensorRole.Weight, $"{Part}weight", shape, Initializers.Choose(Initializer, Before), fanIn, fanOut, depth);
        return UseBias ? [weight, new(TensorRole.Bias, $"{Part}bias", [Filters], FanIn: fanIn, FanOut: fanOut)] : [weight];
    }

    public override void Pullback(Node node, Gradients to)
    {
        Value dy = to.Of(node.Y)!;
        to.Add(node.X, node, new InputGradient(node.X.Shape, node), dy);
        to.Add(node.Tensors, node, new ParameterGradient(node), node.X, dy);
    }

    /// <summary>Fuses the addition of another value and a cheap activation. In inference also a batch normalisation before it, which is then a scale and a shift, and after it a maximum over windows that don't overlap or the mean of all pixels.</summary>
    public override bool Fuses(Group group, Node next, Mode mode) => next.Op switch
    {
        BatchNorm => mode == Mode.Inference && group.Epilogue.Count == 0,
        Arithmetic { Kind: ArithmeticKind.Add } => next.In[0] != next.In[1] && group.Applied<Arithmetic>() is null && group.Applied<Activate>() is null && group.Applied<Pool>() is null,
        Activate { Kind: var kind } => kind.IsCheap() && group.Applied<Activate>() is null && group.Applied<Pool>() is null,
        Pool pool => mode == Mode.Inference && group.Applied<Pool>() is null && group.Applied<Arithmetic>() is null && CanPool(pool),
        _ => false,
    };

    /// <summary>Filters in lanes; where a row fills a vector of contiguous columns, and the maximum that the epilogue takes is of pairs, columns in lanes too.</summary>
    public override IEnumerable<Candidate> Candidates(Group group, Mode mode)
    {
        int terms = Height.Kernel * Width.Kernel * (group.Head.X.Shape.Channels / Groups);
        long rows = Height.Output, columns = Width.Output;
        yield return new(ChannelOrder.Last, ChannelOrder.Last, rows * columns * terms * Vectors(Filters));
        int pooled = (group.Applied<Pool>()?.Op as Pool)?.Width.Kernel ?? 1;
        if (mode == Mode.Inference && group.Applied<Arithmetic>() is null && Groups == 1 && Width.Stride == 1 && pooled <= 2 && Width.Output / pooled * pooled >= Limits.NarrowPanelWidth && Filters <= Limits.PanelWidth)
            yield return new(ChannelOrder.First, ChannelOrder.First, rows * terms * Filters * Vectors(columns));
    }

    public override Layout Reads(Node node, int input, Candidate chosen) =>
        new(chosen.Reads, new(Height.Before, Height.After, Width.Before, Width.After));

    public override bool ReadsBorder => true;

    public override bool ReadsPackedWeights => Part is null && GetType() == typeof(Convolve);

    /// <summary>Inputs are broadcast; if they are spread, they are read in vectors.</summary>
    public override bool ReadsExactly => Groups == 1 || IsSliced;

    /// <summary>The vectors of a group's inputs may extend beyond its last channel, those of the last group beyond all channels.</summary>
    public override bool SpillsInputGradient(Node node) => IsSliced && node.X.Shape.Channels / Groups % Limits.NarrowPanelWidth != 0;

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        Value result = group.Result;
        ConvolutionPlan plan = ConvolutionPlan.Of(group, to);
        (Location? scale, Location? shift) = group.Applied<BatchNorm>() is { } norm ? ((Location?, Location?))BatchNormPlan.Of(norm, to).RunningScale(to) : (null, null);
        Owner owner = OwnerOf(node, to);
        Location x = Windows(owner, plan, to.At(node.X), to), y = to.At(result);
        // Planes whose reader needs channels last are transposed after the kernel.
        Location? planes = plan.Y.IsPlanes && !y.Grid.IsPlanes ? to.Temporary(owner.Identifier + "InferencePlanes", plan.Y.Size) : null;
        Location? added = group.Applied<Arithmetic>()?.In.First(group.Inputs.Contains) is { } value ? to.At(value) : null;
        to.Add(new ConvolveKernel(owner, plan, to.At(node.Tensors[0]), x, planes ?? y, scale, shift, added, $"{owner.Name}: {plan.Formula}") { IsPart = Part is not null, Decoded = DecodeWeights.Add(to, owner.Identifier, to.At(node.Tensors[0]), plan.HasBias, isFirst: true) });
        if (planes is not null)
            to.Add(new ToChannelsLast(planes, y, $"{owner.Name}: {result.Shape}, channels last"));
        to.ClearBorder(result);
    }

    /// <summary>The layer of a convolution; the parts of one layer have names of their own.</summary>
    private static Owner OwnerOf(Node node, KernelBuilder to) =>
        to.OwnerOf(node) is var owner && ((Convolve)node.Op).Part is { } part ? owner with { Identifier = owner.Identifier + Names.Pascal(part) } : owner;

    /// <summary>The sum of the vectors of a 512-bit and of a 256-bit machine, so that neither is slowed for the other.</summary>
    private static long Vectors(long lanes) => (lanes + 15) / 16 + (lanes + 7) / 8;

    private static bool CanPool(Pool pool) => pool.Kind == PoolKind.Max
        ? pool.Height.Tiles && pool.Width.Tiles && pool.Height.Kernel * pool.Width.Kernel <= Limits.PooledPixels
        : Covers(pool.Height) && Covers(pool.Width);

    private static bool Covers(Axis axis) => axis.Kernel == axis.Input && axis.Before + axis.After == 0;

    /// <summary>The input from the first element that a window reads; of some grouped convolutions spread, which it adds.</summary>
    private static Location Windows(Owner owner, ConvolutionPlan plan, Location x, KernelBuilder to)
    {
        if (plan.Broadcasts || plan.IsDepthwise)
            return x.From(plan.Skipped);
        Location spread = to.Temporary(owner.Identifier + plan.Prefix + "Spread", plan.InputLength + Limits.NarrowPanelWidth);
        to.Add(new SpreadKernel(plan, x, spread, Back: false));
        return spread.From(plan.InputSkipped);
    }

    /// <summary>∂W = Σ ∂y·x and ∂b = Σ ∂y over the pixels.</summary>
    private sealed record ParameterGradient(Node Forward) : GradientOp(By: null)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            ConvolutionPlan plan = ConvolutionPlan.Of(new Group(Forward, []), to);
            Owner owner = OwnerOf(Forward, to);
            Location x = to.At(group.Head.In[0]), dy = to.At(group.Head.In[1]), sums = to.SumsOf(to.At(Forward.Tensors[0]));
            Location? biasSums = plan.HasBias ? to.SumsOf(to.At(Forward.Tensors[1])) : null;
            to.Add(new ConvolutionParameterGradient(owner, plan, Windows(owner, plan, x, to), dy, sums, biasSums, $"{owner.Name}: ∂W = Σ ∂y·x{(biasSums is null ? "" : ", ∂b = Σ ∂y")} over the pixels"));
        }
    }

    /// <summary>∂x = Σ W·∂y over the windows.</summary>
    private sealed record InputGradient(Shape Of, Node Forward) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            ConvolutionPlan plan = ConvolutionPlan.Of(new Group(Forward, []), to);
            Owner owner = OwnerOf(Forward, to);
            TensorPlan weight = to.At(Forward.Tensors[0]);
            Location dy = to.At(group.Head.X), dx = to.At(group.Result);
            string sentence = $"{owner.Name}: ∂x = Σ W·∂y over the windows, {Forward.Y.Shape} → {Forward.X.Shape}";
            if (plan.Broadcasts)
            {
                Location transposed = to.Shared(owner.Identifier + "Transposed", checked(plan.Height.Kernel * plan.Runs * plan.Filters * plan.InputLanes));
                to.AddFirst(new TransposeWeights(plan, weight, transposed, $"{owner.Name}: the weights, inputs in lanes"));
                to.Add(new ConvolutionInputGradient(owner, plan, weight, dy, dx.From(plan.Skipped), transposed, sentence));
            }
            else if (plan.IsDepthwise)
                to.Add(new ConvolutionInputGradient(owner, plan, weight, dy, dx.From(plan.Skipped), null, sentence));
            else
            {
                Location spread = to.Temporary(owner.Identifier + "SpreadGradient", plan.InputLength + Limits.NarrowPanelWidth);
                to.Add(new ConvolutionInputGradient(owner, plan, weight, dy, spread.From(plan.InputSkipped), null, sentence));
                to.Add(new SpreadKernel(plan, spread, dx, Back: true));
            }
            to.ClearPadding(group.Result);
        }
    }
}
