using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>y = softmax(Q·Kᵀ/√d)·V for each head; x has the channels of Q, K and V after each other, y those of V. The second result is the probabilities, which the derivative reads.</summary>
/// <param name="Causal">Whether a position sees no later ones, which its sums then leave out.</param>
internal sealed record Attend(int Heads, bool Causal) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs)
    {
        HeadShapes heads = new(inputs[0], Heads);
        return [heads.Result, Shape.Vector(checked(Heads * heads.Scores))];
    }

    public override void Pullback(Node node, Gradients to) => to.Add(node.X, node, new Gradient(node.X.Shape, this), to.Of(node.Y)!, node.X, node.Out[1]);

    public override bool ReadsPastEnd(Node node) => !new HeadShapes(node.X.Shape, Heads).FillsVectors;

    public override CodeShape? Code => new("queries in lanes, then channels", "products of each head in 4 × 2 and 8 × 1 tiles");

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        HeadShapes heads = new(node.X.Shape, Heads);
        string identifier = to.Identifier(node.Layer);
        // Inference needs the probabilities of one block at a time.
        bool keeps = to.Mode == Mode.Training;
        Location probabilities = keeps ? to.At(node.Out[1]) : to.Temporary(identifier + "Probabilities", heads.BlockScores);
        Location queries = to.Temporary(identifier + "Queries", heads.Transposed);
        to.Add(new RuntimeCall("Attention.Forward<T>",
            [Argument.In(to.At(node.X)), Argument.Out(to.At(node.Y)), Argument.Out(probabilities), Argument.Out(queries), .. Sizes(heads), keeps ? heads.Scores : 0], Scope.Sample,
            $"{node.Layer}: y = softmax(Q·Kᵀ/√{heads.Width})·V of {Heads} heads over {heads.Length} positions{(Causal ? ", none later" : "")}"));
        to.Finish(node.Y);
    }

    private EquatableArray<Argument> Sizes(HeadShapes heads) => [heads.Length, Heads, heads.Width, Causal ? 1 : 0];

    private sealed record Gradient(Shape Of, Attend Forward) : GradientOp(Of)
    {
        public override bool ReadsPastEnd(Node node) => !new HeadShapes(Of, Forward.Heads).FillsVectors;

        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            HeadShapes heads = new(Of, Forward.Heads);
            string identifier = to.Identifier(node.Layer);
            (Location dy, Location x, Location probabilities) = (to.At(node.In[0]), to.At(node.In[1]), to.At(node.In[2]));
            Location gradients = to.Temporary(identifier + "ResultGradients", heads.Transposed), scores = to.Temporary(identifier + "ScoreGradients", heads.BlockScores);
            to.Add(new RuntimeCall("Attention.Gradient<T>",
                [Argument.In(x), Argument.In(probabilities), Argument.In(dy), Argument.Out(to.At(node.Y)), Argument.Out(gradients), Argument.Out(scores), .. Forward.Sizes(heads)], Scope.Sample,
                $"{node.Layer}: gradients of Q, K and V, {Of}"));
            to.Finish(node.Y);
        }
    }
}

/// <summary>The sizes of an attention's heads.</summary>
/// <param name="Projection">The channels of queries, keys and values × length.</param>
internal readonly record struct HeadShapes(Shape Projection, int Heads)
{
    /// <summary>Queries of a block.</summary>
    public const int Queries = Limits.NarrowPanelWidth;

    public Shape Result => new([Projection.Channels / 3, Length]);

    public int Length => Projection.Width;

    /// <summary>Channels of a head.</summary>
    public int Width => Projection.Channels / 3 / Heads;

    /// <summary>Elements of a head's probabilities: blocks of queries, each with a row for every key.</summary>
    public int Scores => checked(Padded(Length) * Length);

    /// <summary>Elements of a block.</summary>
    public int BlockScores => checked(Queries * Length);

    /// <summary>Elements of a block's queries, or of the gradients of its results, transposed.</summary>
    public int Transposed => checked(Width * Queries);

    /// <summary>Whether vectors of a head's channels are only its own.</summary>
    public bool FillsVectors => Width % Limits.NarrowPanelWidth == 0;

    /// <summary>Positions rounded up to whole blocks.</summary>
    public static int Padded(int length) => DenseShapes.RoundUp(length, Queries);
}
