using System.Globalization;

namespace NetGen.Training;

/// <summary>How often samples of one class were predicted as another; <see cref="ToString"/> is the table.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[] _counts;

    internal ConfusionMatrix(int classes, ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted)
    {
        Classes = classes;
        _counts = new int[classes * classes];
        for (int i = 0; i < actual.Length; i++)
            _counts[actual[i] * classes + predicted[i]]++;
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>Samples of class <paramref name="actual"/> that were predicted as class <paramref name="predicted"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int this[int actual, int predicted]
    {
        get
        {
            Check(actual, nameof(actual));
            Check(predicted, nameof(predicted));
            return _counts[actual * Classes + predicted];
        }
    }

    /// <summary>The share of a class's samples that were predicted as that class; NaN if there were none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Recall(int label) => (double)this[label, label] / Enumerable.Range(0, Classes).Sum(other => this[label, other]);

    /// <summary>The share of the samples predicted as a class that belong to it; NaN if there were none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Precision(int label) => (double)this[label, label] / Enumerable.Range(0, Classes).Sum(other => this[other, label]);

    /// <summary>A row for each class, with a column for each predicted class and one for the recall.</summary>
    public override string ToString()
    {
        string[] names = [.. Enumerable.Range(0, Classes).Select(label => label.ToString(CultureInfo.InvariantCulture))];
        var table = new TextTable(new string('r', Classes + 2), ["Actual \\ predicted", .. names, "Recall"]);
        for (int actual = 0; actual < Classes; actual++)
            table.Add([names[actual], .. names.Select((_, predicted) => this[actual, predicted].ToString("N0", CultureInfo.InvariantCulture)), Percent(Recall(actual))]);
        return table.ToString();
    }

    private static string Percent(double share) => double.IsNaN(share) ? "–" : (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";

    private void Check(int label, string parameter)
    {
        if ((uint)label >= (uint)Classes)
            throw new ArgumentOutOfRangeException(parameter, label, $"There is no class {label}; there are {Classes}, numbered from 0.");
    }
}
