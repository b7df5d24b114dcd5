using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[LayerNorm]</c>.</summary>
internal sealed record LayerNormLayer(string? Name, double Epsilon, Over Over = Over.Sample) : UnaryLayer(Name)
{
    private const string OverArgument = "Over";

    public static LayerNormLayer Parse(Arguments arguments) => new(arguments.Name, EpsilonRule.Read(arguments), arguments.Choice<Over>(OverArgument));

    public override string Attribute => "LayerNorm";

    public override string DefaultName => "norm";

    public override LayerRule Check(LayerContext at)
    {
        List<Finding> findings = [.. EpsilonRule.Check(Epsilon, at)];
        if (ChoiceRules.Check(Over, at.Argument(OverArgument)) is { } undefined)
            findings.Add(undefined);
        return LayerRule.Elementwise(this, at, findings, tensors: 2, Over == Over.Channels ? at.Input?.Features : at.Input?.Length);
    }

    public override Shape Output(Shape input) => input;

    /// <summary>The elements of a vector are its channels, so that both are the same.</summary>
    public override Value Append(LayerBuilder to, Value x) =>
        to.Owned(to.Shaped(x)) is var shaped && Over == Over.Channels && shaped.Shape.Rank > 1 ? to.Add(new ChannelNorm(Epsilon), shaped) : to.Add(new LayerNorm(Epsilon), shaped);
}

/// <summary>y = (x − mean) / √(variance + ε) · weight + bias over all elements of a sample.</summary>
internal sealed record LayerNorm(double Epsilon) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => inputs;

    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs) =>
    [
        new(TensorRole.Scale, "weight", inputs[0].Extents, Channels: inputs[0].Channels, Start: 1),
        new(TensorRole.Shift, "bias", inputs[0].Extents, Channels: inputs[0].Channels),
    ];

    public override void Pullback(Node node, Gradients to)
    {
        Value dy = to.Of(node.Y)!;
        to.Add(node.Tensors, node, new ParameterGradient(Epsilon), node.X, dy);
        to.Add(node.X, node, new InputGradient(node.X.Shape, Epsilon), dy, node.X);
    }

    public override CodeShape? Code => new("elements in lanes", "sums over the whole sample");

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (Location x, Location y) = (to.Packed(node.X), to.At(node.Y));
        to.Add(new RuntimeCall("LayerNorms.Normalize<T>", [Argument.In(x), Argument.Out(y), y.Grid, Argument.In(to.At(node.Tensors[0])), Argument.In(to.At(node.Tensors[1])), Epsilon], Scope.Sample,
            $"{node.Layer}: y = (x − mean) / √(variance + ε) · weight + bias over {node.X.Length} elements"));
        to.ClearBorder(node.Y);
    }

    private sealed record ParameterGradient(double Epsilon) : GradientOp(By: null)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            Location x = to.Packed(node.In[0]), dy = to.At(node.In[1]);
            to.Add(new RuntimeCall("LayerNorms.ParameterGradient<T>", [Argument.In(x), Argument.In(dy), dy.Grid, Argument.InOut(to.SumsOf(to.At(node.Tensors[0]))), Argument.InOut(to.SumsOf(to.At(node.Tensors[1]))), Epsilon], Scope.Sample,
                $"{node.Layer}: ∂weight = Σ ∂y·(x − mean)/√(variance + ε), ∂bias = Σ ∂y, {node.In[0].Length} elements"));
        }
    }

    private sealed record InputGradient(Shape Of, double Epsilon) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            Location dy = to.At(node.In[0]), x = to.Packed(node.In[1]), dx = to.PackedPlace(node.Y);
            to.Add(new RuntimeCall("LayerNorms.Gradient<T>", [Argument.In(x), Argument.In(dy), Argument.Out(dx), dy.Grid, Argument.In(to.At(node.Tensors[0])), Epsilon], Scope.Sample,
                $"{node.Layer}: gradient before the normalisation, {node.Y.Length} elements"));
            to.Unpack(dx, node.Y);
            to.ClearPadding(node.Y);
        }
    }
}
