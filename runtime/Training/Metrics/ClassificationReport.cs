using System.Collections;
using System.Globalization;

namespace NetGen.Training;

/// <summary>Precision, recall, F1 and support of every class, or of every label where a sample may have several, by label; <see cref="ToString"/> is the table that scikit-learn's <c>classification_report</c> prints.</summary>
public sealed class ClassificationReport : IReadOnlyList<ClassScores>
{
    private readonly LabelCounts _counts;

    /// <summary>Reports counts that no other code will change.</summary>
    internal ClassificationReport(LabelCounts counts) => _counts = counts;

    /// <inheritdoc/>
    public int Count => _counts.Labels;

    /// <summary>The scores of a class or label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public ClassScores this[int label] => (uint)label < (uint)Count
        ? new(label, _counts.Of(label, LabelCounts.Precision), _counts.Of(label, LabelCounts.Recall), _counts.Of(label, LabelCounts.F1), _counts.Actual(label))
        : throw new ArgumentOutOfRangeException(nameof(label), label, $"There is no class {label}; there are {Count}, numbered from 0.");

    /// <inheritdoc/>
    public IEnumerator<ClassScores> GetEnumerator() => Enumerable.Range(0, Count).Select(label => this[label]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A row for each class that occurs as a target or a prediction, or for every label, then the accuracy of classes, the micro average of labels, and the macro and weighted averages.</summary>
    public override string ToString()
    {
        var table = new TextTable("lrrrr", _counts.AreClasses ? "Class" : "Label", "Precision", "Recall", "F1", "Support");
        long support = 0;
        foreach (ClassScores scores in this)
        {
            support += scores.Support;
            if (_counts.Counts(scores.Label))
                table.Add(scores.Label.ToString(CultureInfo.InvariantCulture), Text(scores.Precision), Text(scores.Recall), Text(scores.F1), Text(scores.Support));
        }
        table.AddRule();
        if (_counts.AreClasses)
            table.Add("Accuracy", "", "", Text(_counts.Accuracy), Text(support));
        foreach (Average average in _counts.AreClasses ? [Average.Macro, Average.Weighted] : (ReadOnlySpan<Average>)[Average.Micro, Average.Macro, Average.Weighted])
            table.Add($"{average} average", Text(_counts.Of(average, LabelCounts.Precision)), Text(_counts.Of(average, LabelCounts.Recall)), Text(_counts.Of(average, LabelCounts.F1)), Text(support));
        return table.ToString();
    }

    private static string Text(double share) => share.ToString("F4", CultureInfo.InvariantCulture);

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
