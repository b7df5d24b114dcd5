using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Graph;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A loss as the graph computes it: the declared ones, and those fused with the activation before them, which read logits.</summary>
internal enum LossKind
{
    MeanSquaredError,
    MeanAbsoluteError,
    Huber,
    Hinge,
    NegativeLogLikelihood,
    SoftmaxCrossEntropy,
    SigmoidBinaryCrossEntropy,
}

internal static class LossKinds
{
    /// <summary>Whether a sample has one loss, rather than one for each output.</summary>
    public static bool IsRowWise(this LossKind kind) => kind is LossKind.SoftmaxCrossEntropy or LossKind.NegativeLogLikelihood;
}

/// <summary>The loss of y against the target.</summary>
internal sealed record ComputeLoss(LossKind Kind) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [Shape.Vector(1)];

    public override void Lower(Group group, KernelBuilder to)
    {
        TrainingGraph training = to.Graph.Training!;
        to.Add(new LossKernel(Kind, to.At(group.Head.X), to.At(training.Seed.Y), $"loss: {Sentences.NameOf(Kind)} of {group.Head.X.Length} outputs, and its gradient"));
    }

    public override bool SuitsSamplesInLanes(Node node) => !Kind.IsRowWise();

    /// <summary>Each sample's loss, stored in <c>losses</c>, and its derivatives where they are needed.</summary>
    public override void WriteInLanes(Node node, LaneWriter to)
    {
        int[] outputs = [.. Enumerable.Range(0, node.X.Length)];
        to.Line($"// loss: {Sentences.NameOf(Kind)}");
        foreach (int i in outputs)
            to.Line($"T loss{i} = Losses.{Kind}({to.Value(node.X, i)}, T.Gather(ref targets, {i}, OutputLength), out T {(to.HasGradients ? $"slope{i}" : "_")});");
        to.Line($"T.Store({string.Join(" + ", outputs.Select(i => $"loss{i}"))}, ref losses, 0);");
    }
}

/// <summary>∂loss/∂y, which the loss's kernel computes with the loss.</summary>
internal sealed record LossGradient(LossKind Kind, Shape Of) : GradientOp(Of)
{
    public override void Lower(Group group, KernelBuilder to) { }

    public override bool SuitsSamplesInLanes(Node node) => !Kind.IsRowWise();

    public override void WriteInLanes(Node node, LaneWriter to)
    {
        for (int i = 0; i < node.Y.Length; i++)
            to.Line($"T {to.Value(node.Y, i)} = slope{i} * T.Create(scale);");
    }
}

/// <summary>The sum of all samples' losses, and its gradient.</summary>
internal sealed record LossKernel(LossKind Kind, Location Y, Location Gradient, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => [Read(Y), Write(Gradient)];

    public override void Call(CallWriter to) => Call(to, "scale");

    /// <param name="scale">The factor of the gradient.</param>
    public void Call(CallWriter to, string scale) => to.Line($$"""
        double loss = 0;
        for (int row = 0; row < rows; row++)
            loss += Losses.{{Kind}}<T>({{to.Row(Y)}}, ref At(ref targets, row * OutputLength), {{to.Row(Gradient)}}, {{Y.Length}}, {{scale}}, (rows - row) * OutputLength);
        """);
}
