using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>Softmax</c> or <c>LogSoftmax</c> over one axis.</summary>
internal sealed record SoftmaxOverLayer(string? Name, int Axis, bool IsLog) : UnaryLayer(Name)
{
    public const string AxisArgument = "axis";

    public static SoftmaxOverLayer Parse(Arguments arguments, Activation activation) => new(arguments.Name, arguments.Int(AxisArgument), activation == Activation.LogSoftmax);

    public override string Attribute => IsLog ? "LogSoftmax" : "Softmax";

    public override string DefaultName => IsLog ? "logsoftmax" : "softmax";

    public override Activation Range => IsLog ? Activation.LogSoftmax : Activation.Softmax;

    public override LayerRule Check(LayerContext at)
    {
        if (at.Input is not { } shape)
            return LayerRule.Unknown();
        List<Finding> findings = [.. AxisRules.Check([Axis], shape, at.Argument(AxisArgument))];
        return findings.Count > 0 ? LayerRule.Unknown(findings) : AxisRules.Fitting(shape, [shape, shape]);
    }

    public override Shape Output(Shape input) => input;

    public override Value Append(LayerBuilder to, Value x)
    {
        Value shaped = to.Owned(to.Shaped(x));
        // Over all elements, where a loss can be fused with it.
        if (shaped.Shape.Rank == 1)
            return to.Add(new Activate(Range), shaped);
        return to.Add(new SoftmaxOver(AxisRules.Normalize(Axis, shaped.Shape.Rank), IsLog), shaped);
    }
}

/// <summary>y = e^x / Σ e^x along an axis, or its logarithm.</summary>
internal sealed record SoftmaxOver(int Axis, bool IsLog) : Op
{
    private string Routine => IsLog ? "LogSoftmax" : "Softmax";

    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => inputs;

    public override Activation? Function => IsLog ? Activation.LogSoftmax : Activation.Softmax;

    public override void Pullback(Node node, Gradients to) => to.Add(node.X, node, new Gradient(node.X.Shape, this), to.Of(node.Y)!, node.Y);

    public override CodeShape? Code => new("channels in lanes", "sums along an axis");

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (Location x, Location y) = (to.At(node.X), to.At(node.Y));
        AxisMap whole = Whole(node.X.Shape);
        to.Add(new RuntimeCall($"AxisSoftmax.{Routine}<T>", [Argument.In(x), whole.OfBox(x.Grid), Argument.Out(y), whole.OfBox(y.Grid), whole.Extents, AxisOfBox(node.X.Shape)], Scope.Sample,
            $"{node.Layer}: y = {(IsLog ? "log " : "")}softmax(x) along axis {Axis} of {node.X.Shape}"));
        to.Finish(node.Y);
    }

    /// <summary>The axis among the three of a box.</summary>
    private int AxisOfBox(Shape shape) => Axis + AxisMap.MostAxes - shape.Rank;

    private static AxisMap Whole(Shape shape) => AxisMap.Broadcast(shape, shape);

    private sealed record Gradient(Shape Of, SoftmaxOver Forward) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            (Location dy, Location y, Location dx) = (to.At(node.In[0]), to.At(node.In[1]), to.At(node.Y));
            AxisMap whole = Whole(Of);
            to.Add(new RuntimeCall($"AxisSoftmax.{Forward.Routine}Gradient<T>",
                [Argument.In(y), whole.OfBox(y.Grid), Argument.In(dy), whole.OfBox(dy.Grid), Argument.Out(dx), whole.OfBox(dx.Grid), whole.Extents, Forward.AxisOfBox(Of)], Scope.Sample,
                $"{node.Layer}: gradient before the softmax along axis {Forward.Axis}"));
            to.Finish(node.Y);
        }
    }
}
