using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Whether the loss is defined for the outputs of the last layer.</summary>
internal static class LossRules
{
    /// <param name="outputs">The shape of every layer's output.</param>
    public static IEnumerable<Finding> Check(NetworkModel model, Shape?[] outputs, Notation notation) => model.Outputs.SelectMany((_, i) => Check(model, i, outputs, notation));

    private static IEnumerable<Finding> Check(NetworkModel model, int index, Shape?[] outputs, Notation notation)
    {
        DeclaredOutput declared = model.Outputs[index];
        SourceLocation location = new SourceLocation.Output(index);
        if (model.IsInferenceOnly)
        {
            if (model.HasStep && declared.LossIsExplicit)
                yield return new(Rules.StepWithLoss, location, model.Type.PlainName);
            yield break;
        }
        // An input that is an output has no function; without layers there is no network.
        if (declared.Loss is not { } loss || declared.Value < model.Inputs.Count)
            yield break;
        OutputFunction function = OutputFunction.Of(model, declared);
        Shape? output = outputs[declared.Value - model.Inputs.Count];
        EquatableArray<SourceLocation> relatedLayers = function.ChosenBy is { } layer ? [new SourceLocation.Layer(layer)] : [];
        if (Misfit(loss, function) is var (reason, advice, proposals))
            yield return new(Rules.LossDoesNotFit, location, $"{loss}", function.ChangedBy is null ? function.Name : $"{function.Name} and '{function.ChangedBy}'", reason, advice)
            {
                Proposals = [.. proposals.Where(proposal => Helps(proposal, function, outputs))], RelatedLayers = relatedLayers,
            };
        else if (loss == Loss.CrossEntropy && output is { Rank: > 1 } shape)
            yield return new(Rules.SoftmaxNeedsVector, location, $"{loss}", $"{shape}", $"{(notation == Notation.Calls ? ".Flatten() or .GlobalAveragePool()" : "[Flatten] or [GlobalAveragePool]")} as the last layer");
        else if (loss == Loss.CrossEntropy && function is { Function: Activation.Softmax, Layer: { } over } && outputs[over] is { Rank: > 1 })
            yield return new(Rules.LossDoesNotFit, location, $"{loss}", function.Name, "needs logarithms of probabilities over one axis", "write LogSoftmax there");
        else if (loss == Loss.CrossEntropy && output is { Length: 1 })
            yield return new(Rules.CrossEntropyOfOne, location)
            {
                // The loss takes sums, and sums that have been pooled, as logits.
                Proposals = [function is { ChosenBy: not null, ChangedBy: null } ? "Loss.BinaryCrossEntropy Activation.Sigmoid" : "Loss.BinaryCrossEntropy"], RelatedLayers = relatedLayers,
            };
        else if (!declared.LossIsExplicit && function is { Function: Activation.Softmax or Activation.LogSoftmax, ChosenBy: { } chosen, ChangedBy: null } && outputs[chosen] is { Rank: 1, Length: > 1 })
            // A layer that reshapes the outputs may give them axes, over which cross-entropy is undefined.
            yield return new(Rules.UnchosenLoss, location, model.Type.PlainName, function.Name) { Proposals = output is { Rank: 1 } ? ["Loss.CrossEntropy"] : [] };
        else if (loss == Loss.Hinge && function.Function is Activation.Gelu or Activation.Silu or Activation.Mish or Activation.HardSwish)
            yield return new(Rules.HingeHardlyFits, location, function.Name) { Proposals = ["Activation.Linear", "Activation.Tanh"], RelatedLayers = relatedLayers };
    }

    /// <summary>Whether a proposal's activation can be written in a layer, and violates no rule there.</summary>
    private static bool Helps(string proposal, OutputFunction function, Shape?[] outputs) =>
        !proposal.Contains("Activation.") || function.ChosenBy is { } layer && (proposal != "Activation.Softmax" || outputs[layer] is not { Rank: > 1 });

    private static (string Reason, string Advice, EquatableArray<string> Proposals)? Misfit(Loss loss, OutputFunction function) => (loss, function) switch
    {
        (_, { ChangedBy: null }) or (not (Loss.CrossEntropy or Loss.BinaryCrossEntropy), _) => Misfit(loss, function.Function),
        // Probabilities that are changed are no longer probabilities; anything else is taken as logits.
        (_, { Function: Activation.Softmax or Activation.LogSoftmax or Activation.Sigmoid or Activation.HardSigmoid }) =>
            ($"needs {(loss == Loss.CrossEntropy ? "probabilities that sum to 1" : "probabilities between 0 and 1")}", $"write '{function.ChangedBy}' before that activation, or Activation.Linear there if the outputs are logits", ["Activation.Linear"]),
        _ => null,
    };

    /// <summary>Why a loss is undefined after an activation, and what to write instead; null if it is defined.</summary>
    private static (string Reason, string Advice, EquatableArray<string> Proposals)? Misfit(Loss loss, Activation last) => (loss, last) switch
    {
        (Loss.CrossEntropy, Activation.Softmax or Activation.LogSoftmax or Activation.Linear) => null,
        (Loss.CrossEntropy, Activation.Sigmoid or Activation.HardSigmoid) =>
            ("needs probabilities that sum to 1", "write Activation.Softmax there, or Loss.BinaryCrossEntropy after Activation.Sigmoid if each output is an independent yes or no",
                ["Activation.Softmax", "Loss.BinaryCrossEntropy Activation.Sigmoid"]),
        (Loss.CrossEntropy, _) =>
            ("needs probabilities that sum to 1", "write Activation.Softmax there, or Activation.Linear if the outputs are logits",
                ["Activation.Softmax", "Activation.Linear"]),

        (Loss.BinaryCrossEntropy, Activation.Sigmoid or Activation.Linear) => null,
        (Loss.BinaryCrossEntropy, Activation.Softmax or Activation.LogSoftmax) =>
            ("treats each output as an independent yes or no", "write Loss.CrossEntropy, or Activation.Sigmoid there", ["Loss.CrossEntropy", "Activation.Sigmoid"]),
        (Loss.BinaryCrossEntropy, _) =>
            ("needs probabilities between 0 and 1", "write Activation.Sigmoid there, or Activation.Linear if the outputs are logits",
                ["Activation.Sigmoid", "Activation.Linear"]),

        (Loss.Hinge, Activation.Relu or Activation.Sigmoid or Activation.HardSigmoid or Activation.Softplus or Activation.Softmax or Activation.LogSoftmax) =>
            ("needs outputs of both signs, for targets of +1 and -1", "write Activation.Linear or Activation.Tanh there", ["Activation.Linear", "Activation.Tanh"]),
        _ => null,
    };
}
