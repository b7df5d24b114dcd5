using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;

namespace NetGen.Generator.Layers;

/// <summary><c>[Delay]</c>: y[t] = x[t − frames].</summary>
internal sealed record DelayLayer(string? Name, int Frames) : UnaryLayer(Name)
{
    private const string FramesArgument = "frames";

    public static DelayLayer Parse(Arguments arguments) => new(arguments.Name, arguments.Int(FramesArgument));

    public override string Attribute => "Delay";

    public override string DefaultName => "delay";

    public override LayerRule Check(LayerContext at)
    {
        List<Finding> findings = [.. MemoryRules.Check(this, at)];
        if (Frames <= 0)
            findings.Add(new(Rules.FramesOutOfRange, at.Argument(FramesArgument), FramesArgument, ShapeRules.Text(Frames), "1", ShapeRules.Text(Bounds.SampleLength)));
        else if (at.Input is { } input && MemoryRules.CheckHistory(at, FramesArgument, Frames, input.Length) is { } tooLong)
            findings.Add(tooLong);
        return LayerRule.Elementwise(this, at, findings);
    }

    public override Shape Output(Shape input) => input;

    public override Value Append(LayerBuilder to, Value x)
    {
        Shape shape = to.Shaped(x).Shape;
        return to.Reshaped(to.Add(new Delay(Frames), to.Flat(x)), shape);
    }
}

/// <summary>y[t] = x[t − frames], by a copy into the history of x and one out of it.</summary>
internal sealed record Delay(int Frames) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => inputs;

    public override int Remembered => Frames;

    public override void Pullback(Node node, Gradients to) => to.Add(node.X, node, new Gradient(node.X.Shape, Frames), to.Of(node.Y)!);

    public override CodeShape? Code => new("frames in memory", "each by itself");

    public override bool ReadsExactly => true;

    public override bool Suits512(Node node) => false;

    public override void Lower(Group group, KernelBuilder to)
    {
        Node node = group.Head;
        (Location x, Location y, int length) = (to.At(node.X), to.At(node.Y), node.X.Length);
        StatePlace history = to.State.History(Frames, length);
        to.Add(RuntimeCall.CopyFrames(Argument.In(x), new Argument.RowStride(x), Argument.InOut(history), length, length));
        to.Add(RuntimeCall.CopyFrames(Argument.In(history.Ago(Frames)), length, Argument.Out(y), new Argument.RowStride(y), length, $"{node.Layer}: the frame of {Frames} frames ago, {length} elements"));
        to.Finish(node.Y);
    }

    /// <summary>∂x[t] = ∂y[t + frames]: frames after the last of a piece give no gradient.</summary>
    private sealed record Gradient(Shape Of, int Frames) : GradientOp(Of)
    {
        public override void Lower(Group group, KernelBuilder to)
        {
            Node node = group.Head;
            (Location dy, Location dx, int length) = (to.At(node.X), to.At(node.Y), node.X.Length);
            StatePlace history = to.Carried.History(Frames, length);
            to.Add(RuntimeCall.CopyFrames(Argument.In(dy), new Argument.RowStride(dy), Argument.InOut(history.Ago(Frames)), length, length));
            to.Add(RuntimeCall.CopyFrames(Argument.In(history), length, Argument.Out(dx), new Argument.RowStride(dx), length, $"{node.Layer}: ∂x, the gradient of {Frames} frames later"));
            to.Finish(node.Y);
        }
    }
}
