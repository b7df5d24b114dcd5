using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Tests;

/// <summary><c>[Scale]</c>, a kind of layer for these tests only: everything that the compiler needs for it.</summary>
internal sealed record ScaleLayer(string? Name, int Groups) : UnaryLayer(Name)
{
    private const string GroupsArgument = "groups";

    public static ScaleLayer Parse(Arguments arguments) => new(arguments.Name, arguments.Int(GroupsArgument));

    public override string Attribute => "Scale";

    public override string DefaultName => "scale";

    public override LayerRule Check(LayerContext at) => LayerRule.Elementwise(this, at,
        Groups <= 0 ? [new(Rules.SizeNotPositive, at.Argument(GroupsArgument), GroupsArgument, ShapeRules.Text(Groups))]
        : at.Input is { Features: var channels } && channels % Groups != 0 ? [new(Rules.GroupsDoNotDivide, at.Argument(GroupsArgument), ShapeRules.Text(Groups), $"{channels} channels", ShapeRules.Text(channels))]
        : [], tensors: 1, Groups);

    public override Shape Output(Shape input) => input;

    public override Value Append(LayerBuilder to, Value x) => to.Add(new Scale(Groups), to.Owned(to.Shaped(x)));
}

/// <summary>y = weight·x, with one weight for each group of channels.</summary>
internal sealed record Scale(int Groups) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => inputs;

    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs) => [new(TensorRole.Scale, "weight", [Groups], Start: 1)];

    public override void Pullback(Node node, Gradients to)
    {
        Value dy = to.Of(node.Y)!;
        to.Add(node.Tensors, node, new ParameterGradient(), node.X, dy);
        to.Add(node.X, node, new InputGradient(node.X.Shape), dy);
    }

    public override CodeShape? Code => new("one element after another", "for a test");

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (Location x, Location y, TensorPlan weight) = (to.At(node.X), to.At(node.Y), to.At(node.Tensors[0]));
        to.Add(new RuntimeCall("Scales.Apply", [Argument.In(x), Argument.Out(y), y.Grid, Argument.In(weight), weight.Length], Scope.Sample, $"{node.Layer}: y = weight·x, {node.X.Length} elements"));
        to.ClearBorder(node.Y);
    }

    private sealed record ParameterGradient() : GradientOp(By: null)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            (Location x, Location dy, TensorPlan weight) = (to.At(node.In[0]), to.At(node.In[1]), to.At(node.Tensors[0]));
            to.Add(new RuntimeCall("Scales.ParameterGradient", [Argument.In(x), Argument.In(dy), dy.Grid, Argument.InOut(to.SumsOf(weight)), weight.Length], Scope.Sample, $"{node.Layer}: ∂weight = Σ ∂y·x"));
        }
    }

    private sealed record InputGradient(Shape Of) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            (Location dy, TensorPlan weight) = (to.At(node.X), to.At(node.Tensors[0]));
            to.Add(new RuntimeCall("Scales.Gradient", [Argument.In(dy), Argument.Out(to.At(node.Y)), dy.Grid, Argument.In(weight), weight.Length], Scope.Sample, $"{node.Layer}: ∂x = weight·∂y"));
            to.ClearPadding(node.Y);
        }
    }
}
