namespace NetGen.Training;

/// <summary>The loss and the class of every sample for one output, in memory that is reused.</summary>
/// <param name="output">The output.</param>
/// <param name="isOnly">Whether the network has no other, so that its loss is the network's.</param>
internal sealed class OutputScores(NetworkOutput output, bool isOnly)
{
    private double[] _losses = [];
    private int[] _actual = [];
    private int[] _predicted = [];
    private int[] _ranks = [];

    public void Reserve(int samples)
    {
        if (_actual.Length >= samples)
            return;
        _losses = new double[isOnly ? 0 : samples];
        _actual = new int[samples];
        _predicted = new int[samples];
        _ranks = new int[samples];
    }

    /// <summary>Scores one sample.</summary>
    /// <param name="sample">Its index.</param>
    /// <param name="outputs">All of its outputs.</param>
    /// <param name="targets">All of its targets.</param>
    public void Measure(int sample, ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets)
    {
        ReadOnlySpan<float> y = outputs.Slice(output.Offset, output.Length), t = targets.Slice(output.Offset, output.Length);
        int label = ClassOf.Target(t, output.Loss ?? default);
        _actual[sample] = label;
        _predicted[sample] = ClassOf.Output(y, output.DecisionThreshold);
        _ranks[sample] = label == ClassOf.None ? 0 : ClassOf.Rank(y, label, output.DecisionThreshold);
        if (!isOnly)
            _losses[sample] = OutputLoss.Of(output, y, t);
    }

    /// <summary>The share of the first samples whose class is right; NaN if a target is no class.</summary>
    public double Accuracy(int samples) =>
        _actual.AsSpan(0, samples).Contains(ClassOf.None) ? double.NaN : (double)_ranks.AsSpan(0, samples).Count(0) / samples;

    /// <summary>The results of the first samples.</summary>
    /// <param name="samples">How many.</param>
    /// <param name="loss">The network's loss.</param>
    public OutputEvaluation Evaluate(int samples, double loss)
    {
        for (int i = 0; !isOnly && i < samples; i++)
            loss = (i == 0 ? 0 : loss) + _losses[i] / samples;
        return new(output.Name, loss, Accuracy(samples), Math.Max(2, output.Length), _actual[..samples], _predicted[..samples], _ranks[..samples]);
    }
}
