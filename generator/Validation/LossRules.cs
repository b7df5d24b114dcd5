using System.Collections.Generic;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Whether the loss is defined for what the last layer gives.</summary>
internal static class LossRules
{
    public static IEnumerable<Finding> Check(NetworkModel model)
    {
        Place place = new Place.Network("Loss");
        if (model.IsInferenceOnly)
        {
            if (model.LossIsExplicit)
                yield return new(Rules.StepWithLoss, place, model.Type.PlainName);
            yield break;
        }
        if (model.Layers.Count == 0 || model.Layers[model.Layers.Count - 1].Applied is not { } last)
            yield break;
        EquatableArray<Place> judged = [new Place.Layer(model.Layers.Count - 1)];
        if (Misfit(model.Loss, last) is var (reason, advice, proposals))
            yield return new(Rules.LossDoesNotFit, place, $"{model.Loss}", $"{last}", reason, advice) { Proposals = proposals, Judged = judged };
        else if (model.Loss == Loss.CrossEntropy && ShapeRules.Outputs(model)[model.Layers.Count - 1] is { Length: 1 })
            yield return new(Rules.CrossEntropyOfOne, place) { Proposals = ["Loss.BinaryCrossEntropy Activation.Sigmoid"], Judged = judged };
        else if (model.Loss == Loss.Hinge && last is Activation.Gelu or Activation.Silu or Activation.Mish or Activation.HardSwish)
            yield return new(Rules.HingeHardlyFits, place, $"{last}") { Proposals = ["Activation.Linear", "Activation.Tanh"], Judged = judged };
    }

    /// <summary>Why a loss has no meaning after an activation, and what to write instead; none where it has.</summary>
    private static (string Reason, string Advice, EquatableArray<string> Proposals)? Misfit(Loss loss, Activation last) => (loss, last) switch
    {
        (Loss.CrossEntropy, Activation.Softmax or Activation.LogSoftmax or Activation.Linear) => null,
        (Loss.CrossEntropy, Activation.Sigmoid or Activation.HardSigmoid) =>
            ("needs probabilities that sum to 1", "write Activation.Softmax there, or Loss.BinaryCrossEntropy after Activation.Sigmoid if each output is a yes or no of its own",
                ["Activation.Softmax", "Loss.BinaryCrossEntropy Activation.Sigmoid"]),
        (Loss.CrossEntropy, _) =>
            ("needs probabilities that sum to 1", "write Activation.Softmax there, or Activation.Linear if the outputs are logits",
                ["Activation.Softmax", "Activation.Linear"]),

        (Loss.BinaryCrossEntropy, Activation.Sigmoid or Activation.Linear) => null,
        (Loss.BinaryCrossEntropy, Activation.Softmax or Activation.LogSoftmax) =>
            ("takes each output as a yes or no of its own", "write Loss.CrossEntropy, or Activation.Sigmoid there", ["Loss.CrossEntropy", "Activation.Sigmoid"]),
        (Loss.BinaryCrossEntropy, _) =>
            ("needs probabilities between 0 and 1", "write Activation.Sigmoid there, or Activation.Linear if the outputs are logits",
                ["Activation.Sigmoid", "Activation.Linear"]),

        (Loss.Hinge, Activation.Relu or Activation.Sigmoid or Activation.HardSigmoid or Activation.Softplus or Activation.Softmax or Activation.LogSoftmax) =>
            ("needs outputs of both signs, for targets of +1 and -1", "write Activation.Linear or Activation.Tanh there", ["Activation.Linear", "Activation.Tanh"]),
        _ => null,
    };
}
