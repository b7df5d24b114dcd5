using NetGen.Data;

namespace NetGen.Training;

/// <summary>Finds the cause of a value that isn't finite, and describes it in an exception.</summary>
internal static class TrainingFault
{
    private const string Advice = "A smaller learning rate, or GradientClipNorm, usually helps.";

    /// <summary>The loss of a step isn't finite: because of its data, a parameter, or the network's computation.</summary>
    public static TrainingFailedException OfLoss(
        float loss, Batch batch, ReadOnlySpan<int> samples, ReadOnlySpan<ParameterBlock> gradients, ParameterBlock parameters, int epoch, int step)
    {
        string start = $"The loss of {parameters.Layout.Network} is {Text(loss)} in epoch {epoch}, step {step}";
        if (FirstNotFinite(batch.Inputs) is { } input)
            return new($"{start}: {Describe(input, batch.Inputs, samples, "input")}.", null, epoch, step);
        if (FirstNotFinite(batch.Targets) is { } target)
            return new($"{start}: {Describe(target, batch.Targets, samples, "target")}.", null, epoch, step);
        if (FiniteCheck.FirstNotFinite(parameters) is { } parameter)
            return new($"{start}: {Describe(parameter)}.", parameter.Tensor, epoch, step);
        foreach (ParameterBlock shard in gradients)
            if (FiniteCheck.FirstNotFinite(shard) is { } gradient)
                return new($"{start}: the gradient of {Describe(gradient)}. {Advice}", gradient.Tensor, epoch, step);
        return new($"{start}, though all its data, parameters and gradients are finite. {Advice}", null, epoch, step);
    }

    /// <summary>A gradient or a parameter isn't finite; null if that is only in the padding, which no result depends on.</summary>
    public static TrainingFailedException? OfValues(ParameterBlock gradients, ParameterBlock parameters, int epoch, int step)
    {
        if (FiniteCheck.FirstNotFinite(gradients) is { } gradient)
            return new($"The gradient of {Describe(gradient)} {When(parameters, epoch, step)}. {Advice}", gradient.Tensor, epoch, step);
        if (FiniteCheck.FirstNotFinite(parameters) is { } parameter)
            return new($"{Describe(parameter)} {When(parameters, epoch, step)}. {Advice}", parameter.Tensor, epoch, step);
        return null;
    }

    private static string When(ParameterBlock parameters, int epoch, int step) => $"in epoch {epoch}, step {step} of training {parameters.Layout.Network}";

    private static string Describe((string Tensor, int Element, float Value) fault) => $"{fault.Tensor} is {Text(fault.Value)} at element {fault.Element}";

    private static string Describe(int fault, ReadOnlySpan<float> values, ReadOnlySpan<int> samples, string what)
    {
        (int row, int element) = Math.DivRem(fault, values.Length / samples.Length);
        return $"{what} {element} of sample {samples[row]} is {Text(values[fault])}";
    }

    private static int? FirstNotFinite(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                return i;
        return null;
    }

    private static string Text(float value) => float.IsNaN(value) ? "NaN" : value > 0 ? "infinite" : "minus infinity";
}
