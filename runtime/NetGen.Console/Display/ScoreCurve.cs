using NetGen.Training;

namespace NetGen.Terminal;

/// <summary>The curve of a figure over epochs.</summary>
/// <param name="Name">The figure's name.</param>
/// <param name="Points">At most a few hundred points of it.</param>
/// <param name="Format">A point as text.</param>
internal sealed record ScoreCurve(string Name, double[] Points, Func<double, string> Format)
{
    private const int MostPoints = 256;

    /// <summary>The most important figure that the last epoch has besides the training loss, as a rule the accuracy; null if it has none.</summary>
    public static ScoreCurve? Of(TrainingHistory history) =>
        history.Epochs is [.., var last] && EpochColumn.ScoresOf([last]).MaxBy(column => column.Importance) is { } column
            ? new(column.Heading, Curve.Resample([.. history.Epochs.Select(column.Value)], MostPoints), column.Format)
            : null;
}
