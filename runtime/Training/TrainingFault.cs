using NetGen.Data;

namespace NetGen.Training;

/// <summary>Finds where a number that isn't finite came from, and says so.</summary>
internal static class TrainingFault
{
    private const string Advice = "A smaller learning rate, or GradientClipNorm, usually helps.";

    /// <summary>The loss of a step isn't finite: because of its data, a parameter, or what the network made of them.</summary>
    public static TrainingFailedException OfLoss(
        float loss, Batch batch, ReadOnlySpan<int> samples, ReadOnlySpan<ParameterBlock> gradients, ParameterBlock parameters, int epoch, int step)
    {
        string start = $"The loss of {parameters.Layout.Network} is {Text(loss)} in epoch {epoch}, step {step}";
        if (FirstFault(batch.Inputs) is { } input)
            return new($"{start}: {Place(input, batch.Inputs, samples, "input")}.", null, epoch, step);
        if (FirstFault(batch.Targets) is { } target)
            return new($"{start}: {Place(target, batch.Targets, samples, "target")}.", null, epoch, step);
        if (FiniteCheck.FirstFault(parameters) is { } parameter)
            return new($"{start}: {Place(parameter)}.", parameter.Tensor, epoch, step);
        foreach (ParameterBlock part in gradients)
            if (FiniteCheck.FirstFault(part) is { } gradient)
                return new($"{start}: the gradient of {Place(gradient)}. {Advice}", gradient.Tensor, epoch, step);
        return new($"{start}, though all its data, parameters and gradients are finite. {Advice}", null, epoch, step);
    }

    /// <summary>A gradient or a parameter isn't finite; null if that is only in the padding, which no result depends on.</summary>
    public static TrainingFailedException? OfValues(ParameterBlock gradients, ParameterBlock parameters, int epoch, int step)
    {
        if (FiniteCheck.FirstFault(gradients) is { } gradient)
            return new($"The gradient of {Place(gradient)} {When(parameters, epoch, step)}. {Advice}", gradient.Tensor, epoch, step);
        if (FiniteCheck.FirstFault(parameters) is { } parameter)
            return new($"{Place(parameter)} {When(parameters, epoch, step)}. {Advice}", parameter.Tensor, epoch, step);
        return null;
    }

    private static string When(ParameterBlock parameters, int epoch, int step) => $"in epoch {epoch}, step {step} of training {parameters.Layout.Network}";

    private static string Place((string Tensor, int Element, float Value) fault) => $"{fault.Tensor} is {Text(fault.Value)} at element {fault.Element}";

    private static string Place(int fault, ReadOnlySpan<float> values, ReadOnlySpan<int> samples, string what)
    {
        (int row, int number) = Math.DivRem(fault, values.Length / samples.Length);
        return $"{what} {number} of sample {samples[row]} is {Text(values[fault])}";
    }

    private static int? FirstFault(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                return i;
        return null;
    }

    private static string Text(float value) => float.IsNaN(value) ? "NaN" : value > 0 ? "infinite" : "minus infinity";
}
