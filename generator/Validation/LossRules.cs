using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Whether the loss is defined for what the last layer gives.</summary>
internal static class LossRules
{
    /// <param name="outputs">The shape of every layer's output.</param>
    public static IEnumerable<Finding> Check(NetworkModel model, Shape?[] outputs)
    {
        SourcePlace place = new SourcePlace.Network("Loss");
        if (model.IsInferenceOnly)
        {
            if (model.LossIsExplicit)
                yield return new(Rules.StepWithLoss, place, model.Type.PlainName);
            yield break;
        }
        if (model.Layers.Count == 0)
            yield break;
        Ending ending = Ending.Of(model);
        Shape? output = outputs[model.Layers.Count - 1];
        EquatableArray<SourcePlace> judged = ending.ChosenBy is { } layer ? [new SourcePlace.Layer(layer)] : [];
        if (Misfit(model.Loss, ending) is var (reason, advice, proposals))
            yield return new(Rules.LossDoesNotFit, place, $"{model.Loss}", ending.ChangedBy is null ? ending.Name : $"{ending.Name} and '{ending.ChangedBy}'", reason, advice)
            {
                Proposals = [.. proposals.Where(proposal => Helps(proposal, ending, outputs))], Judged = judged,
            };
        else if (model.Loss == Loss.CrossEntropy && output is { Rank: > 1 } shape)
            yield return new(Rules.SoftmaxNeedsVector, place, $"{model.Loss}", $"{shape}", "[Flatten] or [GlobalAveragePool] as the last layer");
        else if (model.Loss == Loss.CrossEntropy && output is { Length: 1 })
            yield return new(Rules.CrossEntropyOfOne, place)
            {
                // Sums, and what a pool makes of them, are logits to the loss.
                Proposals = [ending is { ChosenBy: not null, ChangedBy: null } ? "Loss.BinaryCrossEntropy Activation.Sigmoid" : "Loss.BinaryCrossEntropy"], Judged = judged,
            };
        else if (!model.LossIsExplicit && ending is { Function: Activation.Softmax or Activation.LogSoftmax, ChosenBy: { } chosen, ChangedBy: null } && outputs[chosen] is { Rank: 1, Length: > 1 })
            // What only shapes the outputs may give them axes, over which cross-entropy has no meaning.
            yield return new(Rules.UnchosenLoss, place, model.Type.PlainName, ending.Name) { Proposals = output is { Rank: 1 } ? ["Loss.CrossEntropy"] : [] };
        else if (model.Loss == Loss.Hinge && ending.Function is Activation.Gelu or Activation.Silu or Activation.Mish or Activation.HardSwish)
            yield return new(Rules.HingeHardlyFits, place, ending.Name) { Proposals = ["Activation.Linear", "Activation.Tanh"], Judged = judged };
    }

    /// <summary>Whether a proposal's activation has a layer to be written in, and breaks no rule there.</summary>
    private static bool Helps(string proposal, Ending ending, Shape?[] outputs) =>
        !proposal.Contains("Activation.") || ending.ChosenBy is { } layer && (proposal != "Activation.Softmax" || outputs[layer] is not { Rank: > 1 });

    private static (string Reason, string Advice, EquatableArray<string> Proposals)? Misfit(Loss loss, Ending ending) => (loss, ending) switch
    {
        (_, { ChangedBy: null }) or (not (Loss.CrossEntropy or Loss.BinaryCrossEntropy), _) => Misfit(loss, ending.Function),
        // Changed probabilities are none any more; all else is taken for logits.
        (_, { Function: Activation.Softmax or Activation.LogSoftmax or Activation.Sigmoid or Activation.HardSigmoid }) =>
            ($"needs {(loss == Loss.CrossEntropy ? "probabilities that sum to 1" : "probabilities between 0 and 1")}", $"write '{ending.ChangedBy}' before that activation, or Activation.Linear there if the outputs are logits", ["Activation.Linear"]),
        _ => null,
    };

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
