using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>y = (x − mean) / √(variance + ε) · weight + bias over the channels of each pixel.</summary>
internal sealed record ChannelNorm(double Epsilon) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => inputs;

    public override EquatableArray<TensorSpec> Tensors(EquatableArray<Shape> inputs) =>
        [new(TensorRole.Scale, "weight", [inputs[0].Channels], Start: 1), new(TensorRole.Shift, "bias", [inputs[0].Channels])];

    public override void Pullback(Node node, Gradients to)
    {
        Value dy = to.Of(node.Y)!;
        to.Add(node.Tensors, node, new ParameterGradient(Epsilon), node.X, dy);
        to.Add(node.X, node, new InputGradient(node.X.Shape, Epsilon), dy, node.X);
    }

    public override CodeShape? Code => new("channels in lanes", "sums over each pixel");

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (Location x, Location y) = (to.Packed(node.X), to.At(node.Y));
        to.Add(new RuntimeCall("ChannelNorms.Normalize<T>", [Argument.In(x), Argument.Out(y), y.Grid, Argument.In(to.At(node.Tensors[0])), Argument.In(to.At(node.Tensors[1])), Epsilon], Scope.Sample,
            $"{node.Layer}: y = (x − mean) / √(variance + ε) · weight + bias over the channels of {node.X.Shape}"));
        to.ClearBorder(node.Y);
    }

    private sealed record ParameterGradient(double Epsilon) : GradientOp(By: null)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            Location x = to.Packed(node.In[0]), dy = to.At(node.In[1]);
            to.Add(new RuntimeCall("ChannelNorms.ParameterGradient<T>", [Argument.In(x), Argument.In(dy), dy.Grid, Argument.InOut(to.SumsOf(to.At(node.Tensors[0]))), Argument.InOut(to.SumsOf(to.At(node.Tensors[1]))), Epsilon], Scope.Sample,
                $"{node.Layer}: ∂weight = Σ ∂y·(x − mean)/√(variance + ε), ∂bias = Σ ∂y, {node.In[0].Shape.Channels} channels"));
        }
    }

    private sealed record InputGradient(Shape Of, double Epsilon) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            Location dy = to.At(node.In[0]), x = to.Packed(node.In[1]), dx = to.PackedPlace(node.Y);
            to.Add(new RuntimeCall("ChannelNorms.Gradient<T>", [Argument.In(x), Argument.In(dy), Argument.Out(dx), dy.Grid, Argument.In(to.At(node.Tensors[0])), Epsilon], Scope.Sample,
                $"{node.Layer}: gradient before the normalisation, {node.Y.Length} elements"));
            to.Unpack(dx, node.Y);
            to.ClearPadding(node.Y);
        }
    }
}
