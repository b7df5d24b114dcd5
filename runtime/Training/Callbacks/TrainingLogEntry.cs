namespace NetGen.Training;

/// <summary>What a line of a log says.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">Steps of the epoch so far.</param>
/// <param name="Loss">Mean training loss over the samples of the epoch so far.</param>
/// <param name="ValidationLoss">NaN where there is none, and within an epoch.</param>
/// <param name="ValidationAccuracy">NaN where there is none, and within an epoch.</param>
/// <param name="Metrics">The trainer's metrics; NaN where they have no value, and within an epoch.</param>
/// <param name="LearningRate">The rate of the last step.</param>
/// <param name="Seconds">The time of the epoch so far.</param>
internal readonly record struct TrainingLogEntry(int Epoch, int Step, double Loss, double ValidationLoss, double ValidationAccuracy, MetricValues Metrics, double LearningRate, double Seconds)
{
    public static TrainingLogEntry OfStep(TrainingContext training) =>
        new(training.Epoch, training.Step, training.Loss, double.NaN, double.NaN, training.NoMetrics, training.Optimizer.LearningRate, training.EpochSeconds);

    public static TrainingLogEntry OfEpoch(TrainingContext training) => training.History.Last is var result
        ? new(result.Epoch, training.Step, result.Loss, result.ValidationLoss, result.ValidationAccuracy, result.Metrics, training.Optimizer.LearningRate, result.Seconds)
        : default;

    /// <summary>Names and values, in order.</summary>
    public (string Name, double Value)[] Fields =>
    [
        ("epoch", Epoch), ("step", Step), ("loss", Loss), ("validation_loss", ValidationLoss), ("validation_accuracy", ValidationAccuracy),
        .. Metrics.BesidesLossAndAccuracy.Select(metric => ($"validation_{metric.Name}", metric.Value)),
        ("learning_rate", LearningRate), ("seconds", Seconds),
    ];
}
