using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>h of every frame from the products of the frames and from h of the frame before, in one direction or in both, whose units follow each other. The inputs are the products of each direction.</summary>
/// <remarks>The further results are, for each direction, what the derivative reads, and for a cell whose recurrent products have gradients of their own these products, of which kernels store only what is needed.</remarks>
internal sealed record Recurrence(CellKind Cell, int Units, bool Bidirectional, bool UseBias, bool IsRelu) : Op
{
    /// <summary>Whether 512-bit vectors are faster than 256-bit ones, of which half would be empty: measured, for 8 units they take half as long again.</summary>
    public static bool Suit512(int units) => units > Limits.NarrowPanelWidth / 2;

    private int Gates => Cell.Gates();

    /// <summary>Units in whole panels.</summary>
    private int Padded => DenseShapes.RoundUp(Units, Limits.NarrowPanelWidth);

    private int Directions => Bidirectional ? 2 : 1;

    /// <summary>Results for each direction besides the states.</summary>
    private int OwnResults => (Cell.Kept() > 0 ? 1 : 0) + (Cell.HasOwnRecurrentGradient() ? 1 : 0);

    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs)
    {
        int length = inputs[0].Width;
        List<Shape> shapes = [new([Directions * Units, length])];
        for (int direction = 0; direction < Directions; direction++)
        {
            if (Cell.Kept() > 0)
                shapes.Add(new([Cell.Kept() * Padded, length]));
            if (Cell.HasOwnRecurrentGradient())
                shapes.Add(inputs[direction]);
        }
        return [.. shapes];
    }

    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs) => [.. Enumerable.Range(0, Directions).SelectMany(direction => TensorsOf(direction == 1))];

    private IEnumerable<TensorSpec> TensorsOf(bool isReverse)
    {
        yield return RecurrentTensors.Weight("hh", Cell, Units, Units, isReverse) with { Gates = Gates };
        if (UseBias)
            yield return RecurrentTensors.Bias("hh", Cell, Units, isReverse) with { Gates = Gates };
    }

    public override void Pullback(Node node, Gradients to)
    {
        Value dh = to.Of(node.Y)!;
        for (int i = 0; i < Directions; i++)
        {
            Direction direction = new(this, node, i);
            Value[] kept = direction.Kept is { } value ? [node.Y, value] : [node.Y];
            EquatableArray<Value> products = Cell.HasOwnRecurrentGradient() ? [direction.Product, direction.RecurrentProduct] : [direction.Product];
            to.Add(products, node, new ProductGradient(direction), [dh, .. kept]);
            to.Add(direction.Tensors, node, new ParameterGradient(direction), node.Y, to.Of(products.Last())!);
        }
    }

    public override CodeShape? Code => new("units in lanes, frame by frame", "each frame needs the state after the one before");

    public override bool Suits512(Node node) => Suit512(Units);

    public override bool ReadsPastEnd(Node node) => true;

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        string identifier = to.Identifier(node.Layer);
        Location zeros = Zeros(identifier, to), h = to.At(node.Y);
        for (int i = 0; i < Directions; i++)
        {
            Direction direction = new(this, node, i);
            Frames product = direction.Of(to.At(direction.Product)), states = direction.OfStates(h);
            Argument weight = Argument.In(to.At(direction.Tensors[0])), bias = Argument.In(UseBias ? to.At(direction.Tensors[1]) : zeros);
            EquatableArray<Argument> kept = [];
            if (Cell.Kept() > 0)
            {
                // Inference keeps the last frame alone.
                Frames frames = to.Mode == Mode.Training ? direction.Of(to.At(direction.Kept!)) : new(to.Temporary(identifier + "Kept", Cell.Kept() * Padded), 0);
                kept = [Argument.Out(frames.First), frames.Stride];
            }
            // The second direction completes the frames of the first.
            to.Add(new RuntimeCall($"{Cell}s.Forward<T>",
                [Argument.In(product.First), product.Stride, weight, bias, Argument.In(zeros), i == 0 ? Argument.Out(states.First) : Argument.InOut(states.First), states.Stride, .. kept, Units, direction.Length, .. Cell.Options(IsRelu)], Scope.Sample,
                $"{node.Layer}: h′ = {Cell.Formula(Units, UseBias, IsRelu)} over {direction.Length} frames{(i == 0 ? "" : ", from the last to the first")}"));
        }
        to.Finish(node.Y);
    }

    /// <summary>The state before the first frame, and the biases of a cell without biases.</summary>
    private Location Zeros(string identifier, KernelBuilder to)
    {
        int length = System.Math.Max(Cell.State() * Padded, UseBias ? 0 : Gates * Units + Limits.NarrowPanelWidth);
        Location zeros = to.Shared(identifier + "Zeros", length);
        to.AddFirst(new RuntimeCall("Grids.Clear", [Argument.Out(zeros), length], Scope.Block, ""));
        return zeros;
    }

    /// <summary>The frames of a value in the order of a direction.</summary>
    /// <param name="First">The first frame.</param>
    /// <param name="Stride">From one frame to the next; 0 where one serves all.</param>
    private sealed record Frames(Location First, int Stride)
    {
        public Frames Next => this with { First = First.From(Stride) };
    }

    /// <summary>One direction of a recurrence.</summary>
    /// <param name="Index">0, or 1 for the reverse direction.</param>
    private sealed record Direction(Recurrence Op, Node Node, int Index)
    {
        public int Length => Node.Y.Shape.Width;

        public Value Product => Node.In[Index];

        /// <summary>What the derivative reads; null where that is the states alone.</summary>
        public Value? Kept => Op.Cell.Kept() > 0 ? Node.Out[1 + Index * Op.OwnResults] : null;

        public Value RecurrentProduct => Node.Out[2 + Index * Op.OwnResults];

        public EquatableArray<Tensor> Tensors => [.. Node.Tensors.Skip(Index * Node.Tensors.Count / Op.Directions).Take(Node.Tensors.Count / Op.Directions)];

        public string Text => Index == 0 ? "" : ", reverse direction";

        public Frames OfStates(Location states) => Of(states, Index * Op.Units);

        /// <param name="skipped">Channels before those of the direction.</param>
        public Frames Of(Location value, int skipped = 0)
        {
            Grid grid = value.Grid;
            return Index == 0
                ? new(value.From(grid.Origin + skipped), grid.Channels)
                : new(value.From(grid.Origin + skipped + (Length - 1) * grid.Channels), -grid.Channels);
        }
    }

    /// <summary>The gradients of the products, from the last frame to the first.</summary>
    private sealed record ProductGradient(Direction Of) : GradientOp(Of.Product.Shape)
    {
        public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) =>
            Of.Op.Cell.HasOwnRecurrentGradient() ? [Of.Product.Shape, Of.RecurrentProduct.Shape] : base.Shapes(inputs);

        public override bool ReadsPastEnd(Node node) => true;

        public override void Lower(Group group, KernelBuilder to)
        {
            (Node node, Recurrence op) = (group.Head, Of.Op);
            string identifier = to.Identifier(node.Layer);
            Frames dh = Of.OfStates(to.At(node.In[0])), dx = Of.Of(to.At(node.Y));
            EquatableArray<Argument> states = [], kept = [], state = [], own = [];
            if (op.Cell != CellKind.Lstm)
                states = Read(Of.OfStates(to.At(node.In[1])));
            if (op.Cell.Kept() > 0)
            {
                kept = Read(Of.Of(to.At(node.In[2])));
                state = [Argument.In(op.Zeros(identifier, to))];
            }
            if (op.Cell.HasOwnRecurrentGradient())
                own = [Argument.Out(Of.Of(to.At(node.Out[1])).First)];
            Location transposed = to.Shared(identifier + "Transposed", op.Padded * op.Gates * op.Units), carried = to.Temporary(identifier + "Carried", op.Cell.State() * op.Padded);
            to.AddFirst(new RuntimeCall("Recurrences.Transpose", [Argument.In(to.At(Of.Tensors[0])), Argument.Out(transposed), op.Units, op.Gates], Scope.Block, $"{node.Layer}: the recurrent weights, units of the frame before in lanes{Of.Text}"));
            to.Add(new RuntimeCall("Grids.Clear", [Argument.Out(carried), op.Cell.State() * op.Padded], Scope.Sample, ""));
            to.Add(new RuntimeCall($"{op.Cell}s.Gradient<T>",
                [.. Read(dh), .. states, .. kept, .. state, Argument.In(transposed), Argument.Out(dx.First), .. own, dx.Stride, Argument.InOut(carried), op.Units, Of.Length, .. op.Cell.Options(op.IsRelu)], Scope.Sample,
                $"{node.Layer}: gradients of the products, {Of.Product.Shape}{Of.Text}"));
            foreach (Value gradient in node.Out)
                to.Finish(gradient);
        }

        private static EquatableArray<Argument> Read(Frames frames) => [Argument.In(frames.First), frames.Stride];
    }

    /// <summary>∂W = Σ ∂a·hᵀ and ∂b = Σ ∂a over the frames, a = W·h + b, with h of the frame before; that of the first is 0.</summary>
    private sealed record ParameterGradient(Direction Of) : GradientOp(By: null)
    {
        public override bool ReadsPastEnd(Node node) => true;

        public override void Lower(Group group, KernelBuilder to)
        {
            (Node node, Recurrence op) = (group.Head, Of.Op);
            Location gradient = to.At(node.In[1]), weightSums = to.SumsOf(to.At(Of.Tensors[0]));
            Frames h = Of.OfStates(to.At(node.In[0])), da = Of.Of(gradient).Next;
            if (Of.Length > 1)
                to.Add(new RuntimeCall("Recurrences.WeightGradient<T>",
                    [Argument.In(da.First), da.Stride, Argument.In(h.First), h.Stride, Argument.InOut(weightSums), op.Units, op.Gates, Of.Length - 1], Scope.Sample,
                    $"{node.Layer}: ∂W = Σ ∂a·hᵀ, h of the frame before{Of.Text}"));
            if (op.UseBias)
                to.Add(new RuntimeCall("Convolutions.SumPixels<T>", [Argument.In(gradient), Argument.InOut(to.SumsOf(to.At(Of.Tensors[1]))), gradient.Grid], Scope.Sample,
                    $"{node.Layer}: ∂b = Σ ∂a over the frames{Of.Text}"));
        }
    }
}
