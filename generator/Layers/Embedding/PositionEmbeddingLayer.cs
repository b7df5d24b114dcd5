using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[PositionEmbedding]</c>: a learned vector for each position.</summary>
internal sealed record PositionEmbeddingLayer(string? Name, Initializer Initializer) : UnaryLayer(Name)
{
    public static PositionEmbeddingLayer Parse(Arguments arguments) => new(arguments.Name, arguments.Choice<Initializer>(InitializerArgument));

    public override string Attribute => "PositionEmbedding";

    public override string DefaultName => "position";

    public override Initializer? DrawnBy => Initializer;

    public override LayerRule Check(LayerContext at)
    {
        List<Finding> findings = [];
        if (RankRules.CheckLine(Attribute, at) is { } wrongRank)
            findings.Add(wrongRank);
        return LayerRule.Elementwise(this, at, findings, tensors: 1, at.Input?.Length);
    }

    public override Shape Output(Shape input) => input;

    public override Value Append(LayerBuilder to, Value x) => to.Add(new AddPositions(Initializer), to.Shaped(x));
}

/// <summary>y = x + a table with a row of channels for each position.</summary>
internal sealed record AddPositions(Initializer Initializer) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => inputs;

    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs) =>
        [new(TensorRole.Table, "weight", [inputs[0].Width, inputs[0].Channels], Initializer == Initializer.Auto ? Initializer.NarrowNormal : Initializer, inputs[0].Width, inputs[0].Channels)];

    public override void Pullback(Node node, Gradients to)
    {
        Value dy = to.Of(node.Y)!;
        to.Add(node.Tensors, node, new TableGradient(), dy);
        to.Add(node.X, node, new PassGradient(node.X.Shape), dy);
    }

    public override bool KeepsLayout => true;

    public override int? Overwrites(Node node, Views views) => node.X.IsInput ? null : 0;

    public override bool Suits512(Node node) => false;

    public override CodeShape? Code => Arithmetic.ElementCode;

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (Location x, Location y) = (to.At(node.X), to.At(node.Y));
        to.Add(new RuntimeCall("Embeddings.AddPositions<T>", [Argument.In(x), Argument.In(to.At(node.Tensors[0])), Argument.Out(y), y.Grid], Scope.Sample,
            $"{node.Layer}: y = {(x.Storage == y.Storage ? "y" : "x")} + weight, {node.X.Shape}"));
        to.ClearBorder(node.Y);
    }

    /// <summary>∂weight = Σ ∂y over the samples.</summary>
    private sealed record TableGradient() : GradientOp(By: null)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            Location dy = to.At(node.X);
            to.Add(new RuntimeCall("Embeddings.SumPositions<T>", [Argument.In(dy), dy.Grid, Argument.InOut(to.SumsOf(to.At(node.Tensors[0])))], Scope.Sample,
                $"{node.Layer}: ∂weight = Σ ∂y over the samples, {node.X.Shape}"));
        }
    }
}
