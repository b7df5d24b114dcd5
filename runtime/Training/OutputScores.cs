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

    /// <summary>What of a sample is scored by itself: the frames that count.</summary>
    private int ScoresOfSample { get; } = output.Frames - output.WarmupFrames;

    public void Reserve(int samples)
    {
        samples = checked(samples * ScoresOfSample);
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
        for (int i = 0; i < ScoresOfSample; i++)
        {
            int offset = output.Offset + (output.WarmupFrames + i) * output.Length;
            Measure(sample * ScoresOfSample + i, outputs, targets, offset);
        }
    }

    private void Measure(int sample, ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int offset)
    {
        ReadOnlySpan<float> y = outputs.Slice(offset, output.Length), t = targets.Slice(offset, output.Length);
        int label = ClassOf.Target(t, output.Loss ?? default);
        _actual[sample] = label;
        _predicted[sample] = ClassOf.Output(y, output.DecisionThreshold);
        _ranks[sample] = label == ClassOf.None ? 0 : ClassOf.Rank(y, label, output.DecisionThreshold);
        if (!isOnly)
            _losses[sample] = OutputLoss.Of(output, y, t);
    }

    /// <summary>The share of the first samples, or of their frames, whose class is right; NaN if a target is no class.</summary>
    public double Accuracy(int samples)
    {
        int scores = samples * ScoresOfSample;
        return _actual.AsSpan(0, scores).Contains(ClassOf.None) ? double.NaN : (double)_ranks.AsSpan(0, scores).Count(0) / scores;
    }

    /// <summary>The results of the first samples.</summary>
    /// <param name="samples">How many.</param>
    /// <param name="loss">The network's loss.</param>
    public OutputEvaluation Evaluate(int samples, double loss)
    {
        for (int i = 0; !isOnly && i < samples; i++)
            loss = (i == 0 ? 0 : loss) + _losses[i] / samples;
        int scores = samples * ScoresOfSample;
        return new(output.Name, loss, Accuracy(samples), Math.Max(2, output.Length), _actual[..scores], _predicted[..scores], _ranks[..scores]);
    }
}
