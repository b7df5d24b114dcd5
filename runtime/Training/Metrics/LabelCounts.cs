namespace NetGen.Training;

/// <summary>How often each of several labels was right, predicted and true.</summary>
/// <param name="labels">The number of labels.</param>
/// <param name="areClasses">Whether a sample has exactly one of them: averages then leave out those that do not occur, as scikit-learn does.</param>
internal sealed class LabelCounts(int labels, bool areClasses)
{
    private readonly long[] _right = new long[labels], _predicted = new long[labels], _actual = new long[labels];

    /// <summary>A ratio of counts: right, predicted, actual.</summary>
    public delegate double Measure(long right, long predicted, long actual);

    public static Measure Precision { get; } = static (right, predicted, _) => Ratio(right, predicted);

    public static Measure Recall { get; } = static (right, _, actual) => Ratio(right, actual);

    public static Measure F1 { get; } = static (right, predicted, actual) => Ratio(2 * right, predicted + actual);

    public int Labels => labels;

    public bool AreClasses => areClasses;

    /// <summary>Counts one label of one sample.</summary>
    public void Add(int label, bool actual, bool predicted)
    {
        if (actual)
            _actual[label]++;
        if (predicted)
            _predicted[label]++;
        if (actual && predicted)
            _right[label]++;
    }

    /// <summary>Counts samples of one class that were predicted as a class.</summary>
    public void Add(int actual, int predicted, long samples)
    {
        _actual[actual] += samples;
        _predicted[predicted] += samples;
        if (actual == predicted)
            _right[actual] += samples;
    }

    public void Reset()
    {
        Array.Clear(_right);
        Array.Clear(_predicted);
        Array.Clear(_actual);
    }

    public LabelCounts Copy()
    {
        var copy = new LabelCounts(labels, areClasses);
        _right.CopyTo(copy._right, 0);
        _predicted.CopyTo(copy._predicted, 0);
        _actual.CopyTo(copy._actual, 0);
        return copy;
    }

    /// <summary>The share of right labels among all that samples have; of classes the accuracy.</summary>
    public double Accuracy => Ratio(_right.Sum(), _actual.Sum());

    /// <summary>Samples that have a label.</summary>
    public long Actual(int label) => _actual[label];

    /// <summary>Samples for which it was predicted.</summary>
    public long Predicted(int label) => _predicted[label];

    /// <summary>Samples that have it, for which it was predicted.</summary>
    public long Right(int label) => _right[label];

    /// <summary>Whether averages take account of a label.</summary>
    public bool Counts(int label) => !areClasses || _actual[label] + _predicted[label] > 0;

    public double Of(int label, Measure measure) => measure(_right[label], _predicted[label], _actual[label]);

    public double Of(Average average, Measure measure)
    {
        Check(average);
        if (average == Average.Binary)
            return Of(1, measure);
        if (average == Average.Micro)
            return measure(_right.Sum(), _predicted.Sum(), _actual.Sum());
        double sum = 0, weights = 0;
        for (int label = 0; label < labels; label++)
        {
            double weight = average == Average.Weighted ? _actual[label] : Counts(label) ? 1 : 0;
            sum += weight * Of(label, measure);
            weights += weight;
        }
        return weights == 0 ? 0 : sum / weights;
    }

    /// <summary>Throws unless there is such an average of these labels.</summary>
    /// <exception cref="ArgumentException">There is none; the message says why.</exception>
    public void Check(Average average)
    {
        average.Check(nameof(average));
        if (average == Average.Binary && !(areClasses && labels == 2))
            throw new ArgumentException($"Average.Binary is the value of class 1 of two; this output has {labels} {(areClasses ? "classes" : "labels")}. Use Average.Macro, Micro or Weighted, or PerClass.", nameof(average));
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}

internal static class Averages
{
    /// <summary>Throws if a value is none of the enumeration.</summary>
    public static void Check(this Average average, string parameter)
    {
        if (!Enum.IsDefined(average))
            throw new ArgumentOutOfRangeException(parameter, average, "There is no such average; there are Macro, Micro, Weighted and Binary.");
    }
}
