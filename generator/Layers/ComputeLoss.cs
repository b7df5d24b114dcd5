using System.Globalization;
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

    /// <summary>Terms that a sample adds to the mean of a loss.</summary>
    /// <param name="length">Elements of the output.</param>
    public static int Terms(LossKind? kind, int length) => kind is { } known && known.IsRowWise() ? 1 : length;
}

/// <summary>The loss of one output.</summary>
/// <param name="Kind">Null for an output without a loss.</param>
/// <param name="Offset">The offset of its target in a sample's targets.</param>
/// <param name="Factor">The factor of its sum in the network's loss; of the only output its weight alone, since the runtime computes the mean.</param>
internal sealed record LossTerm(LossKind? Kind, int Offset, double Factor);

/// <summary>The weighted sum of the losses of all outputs against their targets.</summary>
internal sealed record ComputeLoss(EquatableArray<LossTerm> Terms) : Op
{
    /// <summary>The kind of the only loss; null where there are several outputs.</summary>
    public LossKind? Kind => Terms is [var only] ? only.Kind : null;

    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => [Shape.Vector(1)];

    public override void Lower(Group group, KernelBuilder to)
    {
        EquatableArray<LossGradientPlace> places = ((LossGradient)to.Graph.Training!.Seed.Op).Places;
        to.Add(new LossKernel(
            [.. Terms.Select((term, i) => new PlannedLoss(term, to.At(group.Head.In[i]), to.At(places[i].Gradient).From(places[i].Start)))],
            $"loss: {string.Join(" + ", Terms.Select((term, i) => Describe(term, group.Head.In[i])).DefaultIfEmpty("none"))}, and its gradient"));
    }

    public override bool SuitsSamplesInLanes(Node node) => Terms is [{ Kind: { } kind, Factor: 1 }] && !kind.IsRowWise();

    private static string Describe(LossTerm term, Value output) => $"{(term.Kind is { } kind ? Sentences.NameOf(kind) : "0")} of {output.Length} outputs";

    /// <summary>Each sample's loss, stored in <c>losses</c>, and its derivatives where they are needed.</summary>
    public override void WriteInLanes(Node node, LaneWriter to)
    {
        int[] outputs = [.. Enumerable.Range(0, node.X.Length)];
        to.Line($"// loss: {Sentences.NameOf(Kind!.Value)}");
        foreach (int i in outputs)
            to.Line($"T loss{i} = Losses.{Kind}({to.Value(node.X, i)}, T.Gather(ref targets, {i}, OutputLength), out T {(to.HasGradients ? $"slope{i}" : "_")});");
        to.Line($"T.Store({to.Weigh(string.Join(" + ", outputs.Select(i => $"loss{i}")))}, ref losses, 0);");
    }
}

/// <summary>∂loss/∂y of each output, which the loss's kernel computes with the loss.</summary>
/// <param name="Places">Where it is stored, for each output.</param>
/// <param name="Of">The shapes of what is stored.</param>
internal sealed record LossGradient(EquatableArray<LossTerm> Terms, EquatableArray<LossGradientPlace> Places, EquatableArray<Shape> Of) : Op
{
    public override EquatableArray<Shape> Shapes(EquatableArray<Shape> inputs) => Of;

    public override void Lower(Group group, KernelBuilder to) { }

    public override bool SuitsSamplesInLanes(Node node) => true;

    public override void WriteInLanes(Node node, LaneWriter to)
    {
        for (int i = 0; i < node.Y.Length; i++)
            to.Line($"T {to.Value(node.Y, i)} = slope{i} * {to.Weigh("T.Create(scale)")};");
    }
}

/// <summary>One output's loss and the locations that it reads and writes.</summary>
internal sealed record PlannedLoss(LossTerm Term, Location Y, Location Gradient);

/// <summary>The sum of all samples' losses, and its gradients.</summary>
internal sealed record LossKernel(EquatableArray<PlannedLoss> Losses, string Sentence) : Kernel(Sentence)
{
    public override EquatableArray<Use> Uses => [.. Losses.SelectMany(loss => new[] { Read(loss.Y), Write(loss.Gradient) })];

    /// <summary>In training: gradients are scaled, and where samples are independent of frames, losses and gradients are weighed.</summary>
    public override void Call(CallWriter to) => Call(to, "scale", weighs: to.Stream is null);

    /// <summary>In evaluation, which needs no gradients.</summary>
    public void CallUnscaled(CallWriter to) => Call(to, "1f", weighs: false);

    private void Call(CallWriter to, string scale, bool weighs)
    {
        if (Losses is [{ Term: { Kind: not null, Factor: 1 } } only])
        {
            Sum(to, only, "loss", scale, weighs);
            return;
        }
        for (int i = 0; i < Losses.Count; i++)
            if (Losses[i].Term.Kind is null)
                to.Line($"Grids.Clear({to.At(Losses[i].Gradient)}, rows * {to.StrideOf(Losses[i].Gradient)});");
            else
                Sum(to, Losses[i], $"loss{i}", $"{scale} * {CallWriter.Literal(Losses[i].Term.Factor)}", weighs);
        to.Line($"double loss = {string.Join(" + ", Losses.Select((loss, i) => (loss.Term, i)).Where(pair => pair.Term.Kind is not null).Select(pair => $"{pair.Term.Factor.ToString("R", CultureInfo.InvariantCulture)} * loss{pair.i}").DefaultIfEmpty("0"))};");
    }

    private static void Sum(CallWriter to, PlannedLoss loss, string name, string scale, bool weighs)
    {
        bool isStream = to.Stream is not null;
        string target = to.Stream is { GivesLastFrame: true } ? "(row - skipped)" : "row", offset = loss.Term.Offset == 0 ? "" : $" + {loss.Term.Offset}", less = loss.Term.Offset == 0 ? "" : $" - {loss.Term.Offset}";
        if (isStream)
            to.Line($"Grids.Clear({to.At(loss.Gradient)}, skipped * {to.StrideOf(loss.Gradient)});");
        string weigh(string value) => weighs ? $"options.Weigh({value}, row)" : value;
        string term = $"Losses.{loss.Term.Kind}<T>({to.Row(loss.Y)}, ref Unsafe.Add(ref targets, {target} * {to.OutputLength}{offset}), {to.Row(loss.Gradient)}, {loss.Y.Length}, {weigh(scale)}, (rows - row) * {to.OutputLength}{less})";
        to.Line($"double {name} = 0;\nfor (int row = {(isStream ? "skipped" : "0")}; row < rows; row++)\n    {name} += {weigh(term)};");
    }
}
