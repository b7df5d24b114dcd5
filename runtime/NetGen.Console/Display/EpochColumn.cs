using NetGen.Training;

namespace NetGen.Terminal;

/// <summary>A figure that epochs have: a column of tables, and an entry of lines.</summary>
/// <param name="Heading">Its name with a capital.</param>
/// <param name="Value">Reads it from a result; NaN where there is none.</param>
/// <param name="Format">It as text.</param>
/// <param name="Importance">Of columns that do not fit, the least important are left out.</param>
internal sealed record EpochColumn(string Heading, Func<EpochResult, double> Value, Func<double, string> Format, int Importance)
{
    /// <summary>The training loss, which every epoch has.</summary>
    public static readonly EpochColumn Loss = new("Loss", epoch => epoch.Loss, NumberText.Loss, 4);

    private static readonly EpochColumn[] s_scores =
    [
        new("Validation loss", epoch => epoch.ValidationLoss, NumberText.Loss, 2),
        new("Accuracy", epoch => epoch.ValidationAccuracy, share => NumberText.Percent(share), 3),
    ];

    /// <summary>Its name within a sentence.</summary>
    public string Name { get; private init; } = char.ToLowerInvariant(Heading[0]) + Heading[1..];

    /// <summary>Of one epoch, as in <c>loss 0.1234</c>.</summary>
    public string Describe(EpochResult epoch) => $"{Name} {Format(Value(epoch))}";

    /// <summary>The figures besides the training loss that some of the epochs have.</summary>
    public static IReadOnlyList<EpochColumn> ScoresOf(IReadOnlyList<EpochResult> epochs) =>
        [.. s_scores.Concat(MetricsOf(epochs)).Where(column => epochs.Any(epoch => !double.IsNaN(column.Value(epoch))))];

    /// <summary>The metrics that the trainer was asked for, in their order; loss and accuracy are shown already.</summary>
    private static IEnumerable<EpochColumn> MetricsOf(IReadOnlyList<EpochResult> epochs) =>
        epochs.SelectMany(epoch => epoch.Metrics).Select(metric => metric.Name).Distinct().Except(["loss", "accuracy"]).Select(name =>
            new EpochColumn(name, epoch => epoch.Metrics.TryGetValue(name, out double value) ? value : double.NaN, NumberText.Loss, 1) { Name = name });
}
