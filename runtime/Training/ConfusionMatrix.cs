using System.Globalization;

namespace NetGen.Training;

/// <summary>How often samples of one class were predicted as another; <see cref="ToString"/> is the table.</summary>
public sealed class ConfusionMatrix
{
    /// <summary>The most classes whose pairs an array can hold.</summary>
    internal const int MaxClasses = 46_340;

    private readonly int[] _counts;

    /// <summary>The matrix of some counts, row by row; they are not copied.</summary>
    internal ConfusionMatrix(int classes, int[] counts) => (Classes, _counts) = (classes, counts);

    /// <summary>Counts samples, as scikit-learn's <c>confusion_matrix</c>.</summary>
    /// <param name="actual">The class of each sample, from 0.</param>
    /// <param name="predicted">The class that was predicted for each.</param>
    /// <param name="classes">The number of classes, 1 to 46,340.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes is none of these.</exception>
    /// <exception cref="ArgumentException">The lengths differ, or a label is not a class.</exception>
    public static ConfusionMatrix Of(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, MaxClasses);
        if (actual.Length != predicted.Length)
            throw new ArgumentException($"There are {actual.Length} actual and {predicted.Length} predicted classes; every sample has one of each.", nameof(predicted));
        int[] counts = new int[classes * classes];
        for (int i = 0; i < actual.Length; i++)
        {
            if ((uint)actual[i] >= (uint)classes || (uint)predicted[i] >= (uint)classes)
                throw new ArgumentException($"Sample {i} is of class {actual[i]} and predicted as {predicted[i]}; there are {classes} classes, numbered from 0.", (uint)actual[i] >= (uint)classes ? nameof(actual) : nameof(predicted));
            counts[actual[i] * classes + predicted[i]]++;
        }
        return new(classes, counts);
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

    /// <summary>Precision, recall, F1 and support of every class; it prints as a table. Where one divides by zero it is 0 there, not NaN.</summary>
    public ClassificationReport Report
    {
        get
        {
            var counts = new LabelCounts(Classes, areClasses: true);
            for (int actual = 0; actual < Classes; actual++)
                for (int predicted = 0; predicted < Classes; predicted++)
                    counts.Add(actual, predicted, this[actual, predicted]);
            return new(counts);
        }
    }

    /// <summary>The matrix of two classes, whether a sample has a label or not.</summary>
    /// <param name="counts">The counts of all labels.</param>
    /// <param name="label">The label.</param>
    /// <param name="samples">The number of all samples.</param>
    internal static ConfusionMatrix Of(LabelCounts counts, int label, long samples)
    {
        long right = counts.Right(label), falsePositive = counts.Predicted(label) - right, falseNegative = counts.Actual(label) - right;
        return new(2, [checked((int)(samples - right - falsePositive - falseNegative)), checked((int)falsePositive), checked((int)falseNegative), checked((int)right)]);
    }

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
