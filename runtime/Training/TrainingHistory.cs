using System.Globalization;

namespace NetGen.Training;

/// <summary>The epochs of a <see cref="Trainer{TNetwork}.Fit"/>; <see cref="ToString"/> is the table.</summary>
public sealed class TrainingHistory
{
    /// <summary>Epochs for which memory is reserved: recording more may allocate. A run of millions of epochs usually stops at a target loss.</summary>
    private const int Reserved = 1 << 16;

    /// <summary>The most rows in the table; of more epochs it shows every second, fifth, tenth … and the last.</summary>
    private const int TableRows = 25;

    private readonly List<EpochResult> _epochs;

    internal TrainingHistory(int epochs, IEnumerable<EpochResult>? before = null)
    {
        _epochs = new(Math.Min(epochs, Reserved));
        _epochs.AddRange(before ?? []);
    }

    /// <summary>The completed epochs, in order.</summary>
    public IReadOnlyList<EpochResult> Epochs => _epochs;

    /// <summary>The last completed epoch.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public EpochResult Last => _epochs.Count > 0 ? _epochs[^1] : throw new InvalidOperationException("Training stopped before the end of its first epoch.");

    /// <summary>Whether training stopped because the loss had come down to the target.</summary>
    public bool ReachedTarget { get; internal set; }

    /// <summary>Why a callback stopped training before its last epoch; null if none did.</summary>
    public string? StopReason { get; internal set; }

    /// <summary>How long the epochs took.</summary>
    public double Seconds => _epochs.Sum(epoch => epoch.Seconds);

    /// <summary>A row for each epoch, or for some of them if they are many, with a column for each metric.</summary>
    public override string ToString()
    {
        bool validated = _epochs.Exists(epoch => !double.IsNaN(epoch.ValidationLoss));
        bool classified = _epochs.Exists(epoch => !double.IsNaN(epoch.ValidationAccuracy));
        string[] metrics = [.. _epochs.SelectMany(epoch => epoch.Metrics.BesidesLossAndAccuracy).Where(metric => !double.IsNaN(metric.Value)).Select(metric => metric.Name).Distinct()];
        string[] Cells(string epoch, string loss, string validationLoss, string accuracy, IEnumerable<string> metrics, string seconds) =>
            [epoch, loss, .. validated ? [validationLoss] : Array.Empty<string>(), .. classified ? [accuracy] : Array.Empty<string>(), .. metrics, seconds];

        var table = new TextTable(new('r', 5 + metrics.Length), Cells("Epoch", "Loss", "Validation loss", "Accuracy", metrics, "Seconds"));
        int stride = Stride(_epochs.Count);
        foreach (EpochResult epoch in _epochs)
            if (epoch.Epoch % stride == 0 || epoch.Epoch == 1 || epoch.Epoch == _epochs.Count)
                table.Add(Cells(
                    Text(epoch.Epoch, "N0"), Text(epoch.Loss, "G5"), Text(epoch.ValidationLoss, "G5"), Text(100 * epoch.ValidationAccuracy, "F2") + " %",
                    metrics.Select(name => epoch.Metrics.TryGetValue(name, out double value) ? Text(value, "G5") : "–"), Text(epoch.Seconds, "F2")));
        return table.ToString();
    }

    internal void Add(EpochResult epoch) => _epochs.Add(epoch);

    private static int Stride(int epochs)
    {
        for (int power = 1; ; power *= 10)
            foreach (int stride in (ReadOnlySpan<int>)[power, 2 * power, 5 * power])
                if (epochs / stride <= TableRows)
                    return stride;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
