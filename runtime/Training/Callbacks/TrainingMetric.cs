namespace NetGen.Training;

/// <summary>A figure of each epoch that callbacks watch, and which way is better.</summary>
/// <param name="name">Its name in messages.</param>
/// <param name="isHigherBetter">Whether a higher value is better than a lower one.</param>
/// <param name="value">Reads it from an epoch's result.</param>
public sealed class TrainingMetric(string name, bool isHigherBetter, Func<EpochResult, double> value)
{
    /// <summary>The mean training loss.</summary>
    public static TrainingMetric Loss { get; } = new("training loss", isHigherBetter: false, result => result.Loss);

    /// <summary>The mean loss on the validation data.</summary>
    public static TrainingMetric ValidationLoss { get; } = new("validation loss", isHigherBetter: false, result => result.ValidationLoss);

    /// <summary>The accuracy on the validation data.</summary>
    public static TrainingMetric ValidationAccuracy { get; } = new("validation accuracy", isHigherBetter: true, result => result.ValidationAccuracy);

    /// <summary>One of <see cref="Trainer{TNetwork}.Metrics"/>, on the validation data; reading it throws where the trainer has none of this name.</summary>
    /// <param name="name">The metric's name, as <c>f1_macro</c>.</param>
    /// <param name="isHigherBetter">Whether a higher value is better than a lower one.</param>
    public static TrainingMetric Of(string name, bool isHigherBetter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(name, isHigherBetter, result => result.Metrics[name]);
    }

    /// <summary>Its name in messages.</summary>
    public string Name { get; } = name;

    /// <summary>Whether a higher value is better than a lower one.</summary>
    public bool IsHigherBetter { get; } = isHigherBetter;

    /// <summary>Its value after an epoch; NaN if the epoch has none.</summary>
    public double Of(EpochResult result) => value(result);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>What is watched where nothing else is asked for: the validation loss where there is one, else the training loss.</summary>
    internal static TrainingMetric DefaultFor(EpochResult result) => double.IsNaN(result.ValidationLoss) ? Loss : ValidationLoss;

    /// <summary>The value that every other improves on.</summary>
    internal double Worst => IsHigherBetter ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>Whether a value is better than another by more than a margin; NaN never is.</summary>
    internal bool IsBetter(double value, double than, double margin = 0) => IsHigherBetter ? value > than + margin : value < than - margin;
}
