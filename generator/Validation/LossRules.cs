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
        if (model.Layers.Count == 0)
            yield break;
        Ending ending = Ending.Of(model);
        Shape? output = ShapeRules.Outputs(model)[model.Layers.Count - 1];
        if (Misfit(model.Loss, ending) is var (reason, advice))
            yield return new(Rules.LossDoesNotFit, place, $"{model.Loss}", ending.ChangedBy is null ? ending.Name : $"{ending.Name} and '{ending.ChangedBy}'", reason, advice);
        else if (model.Loss == Loss.CrossEntropy && output is { Rank: > 1 } shape)
            yield return new(Rules.SoftmaxNeedsVector, place, $"{model.Loss}", $"{shape}", "[Flatten] or [GlobalAveragePool] as the last layer");
        else if (model.Loss == Loss.CrossEntropy && output is { Length: 1 })
            yield return new(Rules.CrossEntropyOfOne, place);
        else if (model.Loss == Loss.Hinge && ending.Function is Activation.Gelu or Activation.Silu or Activation.Mish or Activation.HardSwish)
            yield return new(Rules.HingeHardlyFits, place, ending.Name);
    }

    private static (string Reason, string Advice)? Misfit(Loss loss, Ending ending) => (loss, ending) switch
    {
        (_, { ChangedBy: null }) or (not (Loss.CrossEntropy or Loss.BinaryCrossEntropy), _) => Misfit(loss, ending.Function),
        // Changed probabilities are none any more; all else is taken for logits.
        (_, { Function: Activation.Softmax or Activation.LogSoftmax or Activation.Sigmoid or Activation.HardSigmoid }) =>
            ($"needs {(loss == Loss.CrossEntropy ? "probabilities that sum to 1" : "probabilities between 0 and 1")}", $"write '{ending.ChangedBy}' before that activation, or Activation.Linear there if the outputs are logits"),
        _ => null,
    };

    /// <summary>Why a loss has no meaning after an activation, and what to write instead; none where it has.</summary>
    private static (string Reason, string Advice)? Misfit(Loss loss, Activation last) => (loss, last) switch
    {
        (Loss.CrossEntropy, Activation.Softmax or Activation.LogSoftmax or Activation.Linear) => null,
        (Loss.CrossEntropy, Activation.Sigmoid or Activation.HardSigmoid) =>
            ("needs probabilities that sum to 1", "write Activation.Softmax there, or Loss.BinaryCrossEntropy after Activation.Sigmoid if each output is a yes or no of its own"),
        (Loss.CrossEntropy, _) =>
            ("needs probabilities that sum to 1", "write Activation.Softmax there, or Activation.Linear if the outputs are logits"),

        (Loss.BinaryCrossEntropy, Activation.Sigmoid or Activation.Linear) => null,
        (Loss.BinaryCrossEntropy, Activation.Softmax or Activation.LogSoftmax) =>
            ("takes each output as a yes or no of its own", "write Loss.CrossEntropy, or Activation.Sigmoid there"),
        (Loss.BinaryCrossEntropy, _) =>
            ("needs probabilities between 0 and 1", "write Activation.Sigmoid there, or Activation.Linear if the outputs are logits"),

        (Loss.Hinge, Activation.Relu or Activation.Sigmoid or Activation.HardSigmoid or Activation.Softplus or Activation.Softmax or Activation.LogSoftmax) =>
            ("needs outputs of both signs, for targets of +1 and -1", "write Activation.Linear or Activation.Tanh there"),
        _ => null,
    };
}
