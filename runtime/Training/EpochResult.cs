namespace NetGen.Training;

/// <summary>The result of an epoch of training.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Loss">Mean training loss over the epoch's samples, each measured before the step that it contributed to.</param>
/// <param name="ValidationLoss">Mean loss on the validation data at the end; NaN without such data.</param>
/// <param name="ValidationAccuracy">Accuracy on the validation data at the end; NaN without such data, and where targets are not classes.</param>
/// <param name="Seconds">How long the epoch took, validation included.</param>
public readonly record struct EpochResult(int Epoch, double Loss, double ValidationLoss, double ValidationAccuracy, double Seconds)
{
    // Null for none, so that results without metrics are equal however they were made.
    private readonly MetricValues? _metrics;

    /// <summary>The values of <see cref="Trainer{TNetwork}.Metrics"/> on the validation data at the end; NaN without such data.</summary>
    public MetricValues Metrics
    {
        get => _metrics ?? MetricValues.Empty;
        init => _metrics = value is { Count: > 0 } ? value : null;
    }
}
