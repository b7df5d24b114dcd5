using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>W·x + b of a frame, for a recurrent layer of a network over frames: the product of a whole block of frames at once.</summary>
internal sealed record FrameDense(CellKind Cell, int Cells, bool UseBias) : DenseOp(Cell.Gates() * Cells, UseBias, Initializer.FanInUniform, Activation.Linear)
{
    protected override bool IsPart => true;

    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs)
    {
        TensorSpec weight = RecurrentTensors.Weight("ih", Cell, Cells, (int)inputs[0].Length, isReverse: false);
        return UseBias ? [weight, RecurrentTensors.Bias("ih", Cell, Cells, isReverse: false)] : [weight];
    }
}

/// <summary>h of every frame of a stream from the product of the frame and from h of the frame before, which the stream's state has for the first frame of a block.</summary>
/// <remarks>The further results are what the derivative reads, and for a cell whose recurrent products have gradients of their own these products, of which kernels store only what is needed.</remarks>
internal sealed record FrameRecurrence(CellKind Cell, int Units, bool UseBias, bool IsRelu) : Op
{
    private int Gates => Cell.Gates();

    /// <summary>Units in whole panels.</summary>
    private int Padded => DenseShapes.RoundUp(Units, Limits.NarrowPanelWidth);

    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs)
    {
        List<Shape> shapes = [Shape.Vector(Units)];
        if (Cell.Kept() > 0)
            shapes.Add(Shape.Vector(Cell.Kept() * Padded));
        if (Cell.HasOwnRecurrentGradient())
            shapes.Add(inputs[0]);
        return [.. shapes];
    }

    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs)
    {
        TensorSpec weight = RecurrentTensors.Weight("hh", Cell, Units, Units, isReverse: false) with { Gates = Gates };
        return UseBias ? [weight, RecurrentTensors.Bias("hh", Cell, Units, isReverse: false) with { Gates = Gates }] : [weight];
    }

    public override void Pullback(Node node, Gradients to)
    {
        Value dh = to.Of(node.Y)!;
        EquatableArray<Value> products = Cell.HasOwnRecurrentGradient() ? [node.X, node.Out[2]] : [node.X];
        to.Add(products, node, new ProductGradient(node), [dh, node.Y, .. KeptOf(node)]);
        to.Add(node.Tensors, node, new ParameterGradient(node), node.Y, to.Of(products.Last())!);
    }

    public override CodeShape? Code => new("units in lanes, frame by frame", "each frame needs the state after the one before");

    public override bool Suits512(Node node) => Recurrence.Suit512(Units);

    public override bool ReadsPastEnd(Node node) => true;

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (string identifier, Location product, Location h) = (to.Identifier(node.Layer), to.At(node.X), to.At(node.Y));
        StatePlace state = to.State.State(Cell.State() * Padded);
        bool isTraining = to.Mode == Mode.Training;
        Operand before = state;
        if (isTraining)
        {
            // The state changes before the backward pass needs what it was.
            Location copy = BeforeOf(node, to);
            to.Add(new RuntimeCall("CopyRows", [Argument.In(state), state.Width, Argument.Out(copy), state.Width, state.Width, 1], Scope.Block, ""));
            before = copy;
        }
        EquatableArray<Argument> kept = [];
        Location? cells = null;
        Argument cellStride = 0;
        if (Cell.Kept() > 0)
        {
            // Inference keeps the last frame alone.
            cells = isTraining ? to.At(KeptOf(node).Single()) : to.Shared(identifier + "Kept", Cell.Kept() * Padded);
            cellStride = isTraining ? new Argument.RowStride(cells) : 0;
            kept = [Argument.Out(cells), cellStride];
        }
        to.Add(new RuntimeCall($"{Cell}s.Forward<T>",
            [Argument.In(product), new Argument.RowStride(product), Argument.In(to.At(node.Tensors[0])), Argument.In(UseBias ? to.At(node.Tensors[1]) : Zeros(identifier, to)), Argument.In(before), Argument.Out(h), new Argument.RowStride(h), .. kept, Units, new Argument.Rows(), .. Cell.Options(IsRelu)], Scope.Block,
            $"{node.Layer}: h′ = {Cell.Formula(Units, UseBias, IsRelu)}, from frame to frame"));
        to.Add(new RuntimeCall("Recurrences.Remember", [Argument.In(h), new Argument.RowStride(h), Argument.InOut(state), Units, new Argument.Rows()], Scope.Block, ""));
        if (Cell.State() > 1)
            to.Add(new RuntimeCall("Recurrences.Remember", [Argument.In(cells!.From(CellOffset)), cellStride, Argument.InOut(state.From(Padded)), Units, new Argument.Rows()], Scope.Block, ""));
        to.Finish(node.Y);
    }

    /// <summary>Where c is in what a frame keeps.</summary>
    private int CellOffset => 4 * Padded;

    /// <summary>The biases of a cell without biases.</summary>
    private Location Zeros(string identifier, KernelBuilder to)
    {
        int length = Gates * Units + Limits.NarrowPanelWidth;
        Location zeros = to.Shared(identifier + "Zeros", length);
        to.AddFirst(new RuntimeCall("Grids.Clear", [Argument.Out(zeros), length], Scope.Block, ""));
        return zeros;
    }

    /// <summary>What the derivative reads besides the units.</summary>
    private IEnumerable<Value> KeptOf(Node node) => Cell.Kept() > 0 ? [node.Out[1]] : [];

    /// <summary>The state before a block, which training keeps for its backward pass.</summary>
    private Location BeforeOf(Node node, KernelBuilder to) => to.PlanOf(node, () => new Plan(to.Shared(to.Identifier(node.Layer) + "Before", Cell.State() * Padded))).Before;

    private sealed record Plan(Location Before) : LayerPlan;

    /// <summary>The gradients of the products, from the last frame to the first.</summary>
    private sealed record ProductGradient(Node Forward) : GradientOp(Forward.X.Shape)
    {
        private FrameRecurrence Op => (FrameRecurrence)Forward.Op;

        public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) =>
            Op.Cell.HasOwnRecurrentGradient() ? [Forward.X.Shape, Forward.Out[2].Shape] : base.Shapes(inputs);

        public override bool ReadsPastEnd(Node node) => true;

        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            FrameRecurrence op = Op;
            Location dx = to.At(node.Y);
            EquatableArray<Argument> states = op.Cell == CellKind.Lstm ? [] : Frames(to.At(node.In[1]));
            EquatableArray<Argument> kept = op.Cell.Kept() > 0 ? [.. Frames(to.At(node.In[2])), Argument.In(op.BeforeOf(Forward, to))] : [];
            EquatableArray<Argument> own = op.Cell.HasOwnRecurrentGradient() ? [Argument.Out(to.At(node.Out[1]))] : [];
            Location transposed = to.Shared(to.Identifier(node.Layer) + "Transposed", op.Padded * op.Gates * op.Units);
            to.AddFirst(new RuntimeCall("Recurrences.Transpose", [Argument.In(to.At(Forward.Tensors[0])), Argument.Out(transposed), op.Units, op.Gates], Scope.Block, $"{node.Layer}: the recurrent weights, units of the frame before in lanes"));
            to.Add(new RuntimeCall($"{op.Cell}s.Gradient<T>",
                [.. Frames(to.At(node.In[0])), .. states, .. kept, Argument.In(transposed), Argument.Out(dx), .. own, new Argument.RowStride(dx), Argument.InOut(to.Carried.State(op.Cell.State() * op.Padded)), op.Units, new Argument.Rows(), .. op.Cell.Options(op.IsRelu)], Scope.Block,
                $"{node.Layer}: gradients of the products, {Forward.X.Shape}"));
            foreach (Value gradient in node.Out)
                to.Finish(gradient);
        }

        private static EquatableArray<Argument> Frames(Location frames) => [Argument.In(frames), new Argument.RowStride(frames)];
    }

    /// <summary>∂W = Σ ∂a·hᵀ and ∂b = Σ ∂a over the frames, a = W·h + b, with h of the frame before.</summary>
    private sealed record ParameterGradient(Node Forward) : GradientOp(By: null)
    {
        public override bool ReadsPastEnd(Node node) => true;

        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            FrameRecurrence op = (FrameRecurrence)Forward.Op;
            (Location h, Location da) = (to.At(node.In[0]), to.At(node.In[1]));
            to.Add(new RuntimeCall("Recurrences.WeightGradientFrom<T>",
                [Argument.In(da), new Argument.RowStride(da), Argument.In(op.BeforeOf(Forward, to)), Argument.In(h), new Argument.RowStride(h), Argument.InOut(to.SumsOf(to.At(Forward.Tensors[0]))), op.Units, op.Gates, new Argument.Rows()], Scope.Block,
                $"{node.Layer}: ∂W = Σ ∂a·hᵀ, h of the frame before"));
            if (op.UseBias)
                to.Add(new RuntimeCall("Recurrences.AddFrames<T>",
                    [Argument.In(da), new Argument.RowStride(da), Argument.InOut(to.SumsOf(to.At(Forward.Tensors[1]))), op.Gates * op.Units, new Argument.Rows()], Scope.Block,
                    $"{node.Layer}: ∂b = Σ ∂a over the frames"));
        }
    }
}
