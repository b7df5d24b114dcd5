using NetGen.Training;

namespace NetGen.Pictures;

/// <summary>Draws losses and accuracies by epoch.</summary>
public static class TrainingChart
{
    private const double PanelGap = 4;
    private const int ValueMarks = 4, EpochMarks = 6;

    /// <summary>A run as an SVG document: loss and validation loss by epoch, and the accuracy in a second panel if it was measured. Values that are not finite are gaps.</summary>
    public static string ToSvg(this TrainingHistory history, LossScale scale = LossScale.Linear) => history.ToPicture(scale).ToSvg();

    /// <summary>A run as a picture, as by <see cref="ToSvg(TrainingHistory, LossScale)"/>.</summary>
    public static Picture ToPicture(this TrainingHistory history, LossScale scale = LossScale.Linear) => ToPicture(scale, ("", history));

    /// <summary>Several runs in one SVG document: <c>TrainingChart.ToSvg(("Adam", adam), ("SGD", sgd))</c>. Runs have a colour and a marker each; validation losses are dashed.</summary>
    public static string ToSvg(params IReadOnlyList<(string Name, TrainingHistory History)> runs) => ToPicture(runs).ToSvg();

    /// <summary>Several runs in one SVG document, their losses on a given scale.</summary>
    public static string ToSvg(LossScale scale, params IReadOnlyList<(string Name, TrainingHistory History)> runs) => ToPicture(scale, runs).ToSvg();

    /// <summary>Several runs as a picture.</summary>
    public static Picture ToPicture(params IReadOnlyList<(string Name, TrainingHistory History)> runs) => ToPicture(LossScale.Linear, runs);

    /// <summary>Several runs as a picture, their losses on a given scale.</summary>
    public static Picture ToPicture(LossScale scale, params IReadOnlyList<(string Name, TrainingHistory History)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        foreach ((string name, TrainingHistory history) in runs)
        {
            ArgumentNullException.ThrowIfNull(name, nameof(runs));
            ArgumentNullException.ThrowIfNull(history, nameof(runs));
        }
        EpochResult[] epochs = [.. runs.SelectMany(run => run.History.Epochs)];
        Axis x = epochs is [] ? Axis.Epochs(1, 1, EpochMarks) : Axis.Epochs(epochs.Min(epoch => epoch.Epoch), epochs.Max(epoch => epoch.Epoch), EpochMarks);
        bool isValidated = epochs.Any(epoch => !double.IsNaN(epoch.ValidationLoss)), isClassified = epochs.Any(epoch => !double.IsNaN(epoch.ValidationAccuracy));

        var legend = new ChartLegend([.. runs.Select(run => run.Name)], isValidated);
        List<ChartSeries> losses = [.. Series(epoch => epoch.Loss, isValidation: false), .. isValidated ? Series(epoch => epoch.ValidationLoss, isValidation: true) : []];
        string lossTitle = scale == LossScale.Logarithmic ? "Loss (logarithmic)" : "Loss";
        List<ChartPanel> panels = [new(lossTitle, x, Axis.Of(losses.SelectMany(series => series.Points).Select(point => point.Value), scale, ValueMarks), losses, HasEpochTitle: !isClassified)];
        if (isClassified)
            panels.Add(new("Accuracy on validation data", x, Axis.Percent(epochs.Select(Percentage), ValueMarks), Series(Percentage, isValidation: true), HasEpochTitle: true));

        var canvas = new Canvas();
        legend.Draw(canvas);
        double y = legend.Height;
        foreach (ChartPanel panel in panels)
        {
            panel.Draw(canvas, y);
            y += panel.Height + PanelGap;
        }
        return new(isClassified ? "Loss and accuracy by epoch" : "Loss by epoch", runs.Count == 0 ? "No runs." : string.Join(' ', runs.Select(run => Describe(run.Name, run.History))), ChartPanel.Width, y, canvas.ToString());

        static double Percentage(EpochResult epoch) => 100 * epoch.ValidationAccuracy;

        List<ChartSeries> Series(Func<EpochResult, double> value, bool isValidation) =>
            [.. runs.Select((run, i) => new ChartSeries(i, [.. run.History.Epochs.Select(epoch => (epoch.Epoch, value(epoch)))], isValidation))];
    }

    private static string Describe(string name, TrainingHistory history)
    {
        string run = name.Length == 0 ? "The run" : name;
        if (history.Epochs is not [var first, ..])
            return $"{run}: no epoch.";
        EpochResult last = history.Last;
        string validation = double.IsNaN(last.ValidationLoss) ? "" : $", validation loss {Xml.Value(last.ValidationLoss)}";
        string accuracy = double.IsNaN(last.ValidationAccuracy) ? "" : $", accuracy {Xml.Percent(last.ValidationAccuracy)}";
        return $"{run}: loss {Xml.Value(first.Loss)} in epoch {Xml.Count(first.Epoch)}, {Xml.Value(last.Loss)} in epoch {Xml.Count(last.Epoch)}{validation}{accuracy}.";
    }
}
