using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>From what the user said to what it means.</summary>
internal static class GraphBuilder
{
    public static NetworkGraph Build(NetworkModel model)
    {
        Buffer input = new("input", (int)model.Input.Length, Role.Input);
        List<Op> forward = [];
        Buffer value = input;
        foreach ((LayerModel layer, string name) in model.NamedLayers)
            foreach (Op op in Ops(layer, name, value))
            {
                forward.Add(op);
                value = Written(op);
            }
        if (model.IsInferenceOnly)
            return new(input, [.. forward], value, null, [], []);

        Op.Loss loss = Fuse(model.Loss, forward, value);
        // What only the declared output needs, the fused loss does not pass through on its way back.
        IEnumerable<Op> towardsLoss = forward.Where(op => op is not Op.Activate a || a.Y != value || loss.Y == value);
        return new(
            input, [.. forward], value, loss,
            [.. Differentiation.Of([.. towardsLoss, loss])],
            [.. Differentiation.Of(forward)]);
    }

    private static IEnumerable<Op> Ops(LayerModel layer, string name, Buffer x)
    {
        switch (layer)
        {
            case LayerModel.Dense dense:
                bool activates = dense.Activation != Activation.Linear;
                Buffer sum = new(activates ? $"{name}.sum" : name, dense.Units, Role.Value);
                Buffer? bias = dense.UseBias ? new($"{name}.bias", dense.Units, Role.Parameter) : null;
                yield return new Op.Affine(name, x, new($"{name}.weight", x.Length * dense.Units, Role.Parameter), bias, sum);
                if (activates)
                    yield return new Op.Activate(dense.Activation, sum, new(name, dense.Units, Role.Value));
                break;
            default:
                throw new NotSupportedException($"No ops are known for {layer}.");
        }
    }

    private static Buffer Written(Op op) => op switch
    {
        Op.Affine a => a.Y,
        Op.Activate a => a.Y,
        _ => throw new NotSupportedException($"{op} is not a forward op."),
    };

    /// <summary>Cross-entropies read logits where they can: the logarithm of a rounded probability loses everything that matters.</summary>
    private static Op.Loss Fuse(Loss loss, List<Op> forward, Buffer output)
    {
        Op.Activate? last = forward[forward.Count - 1] as Op.Activate;
        return (loss, last?.Kind) switch
        {
            (Loss.CrossEntropy, Activation.Softmax) => new(LossOp.SoftmaxCrossEntropy, last!.X),
            (Loss.CrossEntropy, Activation.LogSoftmax) => new(LossOp.NegativeLogLikelihood, output),
            (Loss.CrossEntropy, _) => new(LossOp.SoftmaxCrossEntropy, output),
            (Loss.BinaryCrossEntropy, Activation.Sigmoid) => new(LossOp.SigmoidBinaryCrossEntropy, last!.X),
            (Loss.BinaryCrossEntropy, _) => new(LossOp.SigmoidBinaryCrossEntropy, output),
            (Loss.MeanAbsoluteError, _) => new(LossOp.MeanAbsoluteError, output),
            (Loss.Huber, _) => new(LossOp.Huber, output),
            (Loss.Hinge, _) => new(LossOp.Hinge, output),
            _ => new(LossOp.MeanSquaredError, output),
        };
    }
}
