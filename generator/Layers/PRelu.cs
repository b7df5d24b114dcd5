using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[PRelu]</c>.</summary>
internal sealed record PReluLayer(string? Name, bool PerChannel) : UnaryLayer(Name)
{
    public static PReluLayer Parse(Arguments arguments) => new(arguments.Name, arguments.Bool("PerChannel", false));

    public override string Attribute => "PRelu";

    public override string DefaultName => "prelu";

    public override Activation Range => Activation.LeakyRelu;

    public override string RangeName => "PRelu";

    public override LayerRule Check(LayerContext at) => LayerRule.Elementwise(this, at, [], tensors: 1, PerChannel ? at.Input?.Features : 1);

    public override Shape Output(Shape input) => input;

    public override Value Append(LayerBuilder to, Value x) => to.Add(new PRelu(PerChannel), to.Owned(to.Shaped(x)));
}

/// <summary>y = x above 0, weight·x below.</summary>
internal sealed record PRelu(bool PerChannel) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => inputs;

    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs) =>
        [new(TensorRole.Scale, "weight", [PerChannel ? inputs[0].Features : 1], Start: 0.25f)];

    public override void Pullback(Node node, Gradients to)
    {
        Value dy = to.Of(node.Y)!;
        to.Add(node.Tensors, node, new ParameterGradient(), node.X, dy);
        to.Add(node.X, node, new InputGradient(node.X.Shape), dy, node.X);
    }

    public override CodeShape? Code => new("elements in lanes", "each by itself");

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (Location x, Location y, TensorPlan weight) = (to.Packed(node.X), to.At(node.Y), to.At(node.Tensors[0]));
        to.Add(new RuntimeCall("PRelus.Apply<T>", [Argument.In(x), Argument.Out(y), y.Grid, Argument.In(weight), weight.Length], Scope.Sample,
            $"{node.Layer}: y = x above 0, weight·x below, {node.X.Length} elements"));
        to.ClearBorder(node.Y);
    }

    private sealed record ParameterGradient() : GradientOp(By: null)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            (Location x, Location dy, TensorPlan weight) = (to.Packed(node.In[0]), to.At(node.In[1]), to.At(node.Tensors[0]));
            to.Add(new RuntimeCall("PRelus.ParameterGradient<T>", [Argument.In(x), Argument.In(dy), dy.Grid, Argument.InOut(to.SumsOf(weight)), weight.Length], Scope.Sample,
                $"{node.Layer}: ∂weight = Σ ∂y·x where x is below 0"));
        }
    }

    private sealed record InputGradient(Shape Of) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            (Location dy, Location x, Location dx, TensorPlan weight) = (to.At(node.In[0]), to.Packed(node.In[1]), to.PackedPlace(node.Y), to.At(node.Tensors[0]));
            to.Add(new RuntimeCall("PRelus.Gradient<T>", [Argument.In(x), Argument.In(dy), Argument.Out(dx), dy.Grid, Argument.In(weight), weight.Length], Scope.Sample,
                $"{node.Layer}: ∂x = ∂y above 0, weight·∂y below"));
            to.Unpack(dx, node.Y);
            to.ClearPadding(node.Y);
        }
    }
}
