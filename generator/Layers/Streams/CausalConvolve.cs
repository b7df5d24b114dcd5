using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>y[t] = Σⱼ Wⱼ·x[t − (kernel − 1 − j)·dilation] + b. Frames are copied into their history, where each is beside the earlier ones.</summary>
/// <param name="Before">The activation that follows, which decides how fresh weights are drawn.</param>
internal sealed record CausalConvolve(int Filters, int Kernel, int Dilation, bool UseBias, Initializer Initializer, Activation Before) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [Shape.Vector(Filters)];

    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs)
    {
        int channels = inputs[0].Width, fanIn = channels * Kernel, fanOut = Filters * Kernel;
        // Stored in narrow panels, as the gates of recurrent layers are.
        TensorSpec weight = new(TensorRole.Weight, "weight", [Filters, channels, Kernel], Initializers.Choose(Initializer, Before), fanIn, fanOut, channels) { Gates = 1 };
        return UseBias ? [weight, new(TensorRole.Bias, "bias", [Filters], FanIn: fanIn, FanOut: fanOut)] : [weight];
    }

    public override int Remembered => (Kernel - 1) * Dilation;

    public override void Pullback(Node node, Gradients to)
    {
        Value dy = to.Of(node.Y)!;
        to.Add(node.X, node, new InputGradient(node.X.Shape, node), dy);
        to.Add(node.Tensors, node, new ParameterGradient(node), dy);
    }

    public override CodeShape? Code => new("filters in lanes, 4 frames at a time", "the weights are read once for 4 frames");

    public override bool ReadsExactly => true;

    /// <summary>Whether half of a 512-bit vector would be empty.</summary>
    public override bool Suits512(Node node) => Filters > Limits.NarrowPanelWidth / 2;

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        int channels = node.X.Length;
        StatePlace history = HistoryOf(node, to);
        (Location x, Location y) = (to.At(node.X), to.At(node.Y));
        to.Add(RuntimeCall.CopyFrames(Argument.In(x), new Argument.RowStride(x), Argument.InOut(history), channels, channels));
        Operand bias = UseBias ? to.At(node.Tensors[1]) : Zeros(node, to);
        to.Add(new RuntimeCall("CausalConvolutions.Forward<T>",
            [Argument.In(history), Argument.In(to.At(node.Tensors[0])), Argument.In(bias), Argument.Out(y), new Argument.RowStride(y), channels, Filters, Kernel, Dilation, new Argument.Rows()], Scope.Block,
            $"{node.Layer}: y = W∗x{(UseBias ? " + b" : "")}, {channels} → {Filters}, over {Kernel} frames{(Dilation == 1 ? "" : $", {Dilation} apart")}"));
        to.Finish(node.Y);
    }

    private Location Zeros(Node node, KernelBuilder to)
    {
        int length = DenseShapes.RoundUp(Filters, Limits.NarrowPanelWidth);
        Location zeros = to.Shared(to.Identifier(node.Layer) + "Zeros", length);
        to.AddFirst(new RuntimeCall("Grids.Clear", [Argument.Out(zeros), length], Scope.Block, ""));
        return zeros;
    }

    /// <summary>The frames of the input, which training keeps for the gradient of the weights.</summary>
    private StatePlace HistoryOf(Node node, KernelBuilder to) => to.PlanOf(node, () => new Plan(to.State.History(Remembered, node.X.Length))).History;

    private sealed record Plan(StatePlace History) : LayerPlan;

    /// <summary>∂x[t] = Σⱼ Wⱼᵀ·∂y[t + (kernel − 1 − j)·dilation]: each block adds to the gradients of earlier frames, and finds its own complete.</summary>
    private sealed record InputGradient(Shape Of, Node Forward) : GradientOp(Of)
    {
        public override bool ReadsPastEnd(Node node) => true;

        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            CausalConvolve op = (CausalConvolve)Forward.Op;
            int channels = Forward.X.Length, padded = DenseShapes.RoundUp(channels, Limits.NarrowPanelWidth);
            (Location dy, Location dx) = (to.At(node.X), to.At(node.Y));
            StatePlace history = to.Carried.History(op.Remembered, padded);
            Location transposed = to.Shared(to.Identifier(node.Layer) + "Transposed", padded * op.Kernel * op.Filters);
            to.AddFirst(new RuntimeCall("CausalConvolutions.Transpose", [Argument.In(to.At(Forward.Tensors[0])), Argument.Out(transposed), channels, op.Filters, op.Kernel], Scope.Block, $"{node.Layer}: the weights, channels in lanes"));
            to.Add(new RuntimeCall("CausalConvolutions.InputGradient<T>",
                [Argument.In(dy), new Argument.RowStride(dy), Argument.In(transposed), Argument.InOut(history), channels, op.Filters, op.Kernel, op.Dilation, new Argument.Rows()], Scope.Block,
                $"{node.Layer}: ∂x of these and earlier frames, {op.Filters} → {channels}"));
            to.Add(RuntimeCall.CopyFrames(Argument.In(history), padded, Argument.Out(dx), new Argument.RowStride(dx), channels));
            to.Finish(node.Y);
        }
    }

    /// <summary>∂W = Σ ∂y·xᵀ and ∂b = Σ ∂y over the frames.</summary>
    private sealed record ParameterGradient(Node Forward) : GradientOp(By: null)
    {
        public override bool ReadsPastEnd(Node node) => true;

        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            CausalConvolve op = (CausalConvolve)Forward.Op;
            Location dy = to.At(node.X);
            to.Add(new RuntimeCall("CausalConvolutions.WeightGradient<T>",
                [Argument.In(dy), new Argument.RowStride(dy), Argument.In(op.HistoryOf(Forward, to)), Argument.InOut(to.SumsOf(to.At(Forward.Tensors[0]))), Forward.X.Length, op.Filters, op.Kernel, op.Dilation, new Argument.Rows()], Scope.Block,
                $"{node.Layer}: ∂W = Σ ∂y·xᵀ over the frames"));
            if (op.UseBias)
                to.Add(new RuntimeCall("Recurrences.AddFrames<T>",
                    [Argument.In(dy), new Argument.RowStride(dy), Argument.InOut(to.SumsOf(to.At(Forward.Tensors[1]))), op.Filters, new Argument.Rows()], Scope.Block,
                    $"{node.Layer}: ∂b = Σ ∂y over the frames"));
        }
    }
}
