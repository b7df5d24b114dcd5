namespace NetGen.Training;

/// <summary>How often each of several labels, and all labels of a sample together, were predicted correctly.</summary>
/// <param name="output">The output, with an element for each label.</param>
internal sealed class MultiLabelCounts(NetworkOutput output)
{
    public LabelCounts ByLabel { get; } = new(output.Length, areClasses: false);

    /// <summary>Whether a target was neither 0 nor 1.</summary>
    public bool HasOther { get; private set; }

    /// <summary>Samples all of whose labels were right.</summary>
    public long ExactSamples { get; private set; }

    /// <summary>Labels that were wrong.</summary>
    public long WrongLabels { get; private set; }

    public void Add(ReadOnlySpan<float> y, ReadOnlySpan<float> t)
    {
        int wrong = 0;
        for (int label = 0; label < t.Length; label++)
        {
            bool actual = t[label] == 1, predicted = y[label] >= output.DecisionThreshold;
            HasOther |= !actual && t[label] != 0;
            ByLabel.Add(label, actual, predicted);
            wrong += actual == predicted ? 0 : 1;
        }
        WrongLabels += wrong;
        ExactSamples += wrong == 0 ? 1 : 0;
    }

    public void Reset()
    {
        (HasOther, ExactSamples, WrongLabels) = (false, 0, 0);
        ByLabel.Reset();
    }
}
