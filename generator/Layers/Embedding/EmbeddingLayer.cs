using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[Embedding]</c>: rows of a table, by their indices.</summary>
internal sealed record EmbeddingLayer(string? Name, int Count, int Size, Initializer Initializer) : UnaryLayer(Name)
{
    private const string CountArgument = "count", SizeArgument = "size";

    public static EmbeddingLayer Parse(Arguments arguments) =>
        new(arguments.Name, arguments.Int(CountArgument), arguments.Int(SizeArgument), arguments.Choice<Initializer>(InitializerArgument));

    public override string Attribute => "Embedding";

    public override string DefaultName => "embedding";

    public override Initializer? DrawnBy => Initializer;

    public override int? IndexCount => Count;

    public override LayerRule Check(LayerContext at)
    {
        List<Finding> findings = [.. CheckSizes(at)];
        if (RankRules.CheckVector(Attribute, "a vector of whole numbers", at) is { } wrongRank)
            findings.Add(wrongRank);
        else if (!at.IsFirst)
            findings.Add(new(Rules.IndicesAreComputed, at.Layer, Attribute));
        if (Size <= 0 || at.Input is not { Rank: 1 } input)
            return LayerRule.Unknown(findings);
        Shape output = Output(input);
        if (output.Length > Bounds.SampleLength)
            return LayerRule.Unknown([.. findings, new(Rules.SampleTooLong, at.Argument(SizeArgument), "an output", $"{output}", ShapeRules.Text(Bounds.SampleLength))]);
        long table = System.Math.Max(0L, Count) * Size;
        return new(findings, output, new(
            ScratchRow: LayerRule.ResultsOfLayer * output.Length,
            Parameters: table,
            PaddedParameters: Panels.Pad(table),
            SizeArgument: CountArgument,
            TrainingScratch: Panels.Pad(table)));
    }

    public override Shape Output(Shape input) => new([Size, input.Width]);

    public override Value Append(LayerBuilder to, Value x) => to.Add(new Embed(Count, Size, Initializer), x);

    private IEnumerable<Finding> CheckSizes(LayerContext at)
    {
        if (Count <= 0)
            yield return new(Rules.SizeNotPositive, at.Argument(CountArgument), CountArgument, ShapeRules.Text(Count));
        else if (Count > Bounds.Indices)
            yield return new(Rules.TooManyIndices, at.Argument(CountArgument), ShapeRules.Text(Count), ShapeRules.Text(Bounds.Indices));
        if (Size <= 0)
            yield return new(Rules.SizeNotPositive, at.Argument(SizeArgument), SizeArgument, ShapeRules.Text(Size));
    }
}

/// <summary>y = for each element of x, a whole number, the row of a table with that index.</summary>
internal sealed record Embed(int Count, int Size, Initializer Initializer) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [new([Size, inputs[0].Width])];

    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs) =>
        [new(TensorRole.Table, "weight", [Count, Size], Initializer == Initializer.Auto ? Initializer.StandardNormal : Initializer, Count, Size)];

    /// <summary>Indices have no derivative.</summary>
    public override void Pullback(Node node, Gradients to) => to.Add(node.Tensors, node, new TableGradient(Count, Size), node.X, to.Of(node.Y)!);

    public override bool ReadsExactly => true;

    public override bool Suits512(Node node) => false;

    public override CodeShape? Code => new("copies rows", "gradients are sums of rows");

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (Location x, Location y, TensorPlan table) = (to.At(node.X), to.At(node.Y), to.At(node.Tensors[0]));
        to.Add(new RuntimeCall("Embeddings.Copy", [Argument.In(x), Argument.In(table), Count, Argument.Out(y), y.Grid], Scope.Sample,
            $"{node.Layer}: y = rows of {Count} × {Size} by {node.X.Length} indices"));
        to.ClearBorder(node.Y);
    }

    /// <summary>∂weight = for each row, Σ ∂y over the positions of its index.</summary>
    private sealed record TableGradient(int Count, int Size) : GradientOp(By: null)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            (Location x, Location dy) = (to.At(node.In[0]), to.At(node.In[1]));
            to.Add(new RuntimeCall("Embeddings.AddGradients<T>", [Argument.In(x), Argument.In(dy), dy.Grid, Argument.InOut(to.SumsOf(to.At(node.Tensors[0]))), Count], Scope.Sample,
                $"{node.Layer}: ∂weight = Σ ∂y of each row, {Count} × {Size}"));
        }
    }
}
