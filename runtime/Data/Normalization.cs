namespace NetGen.Data;

/// <summary>Means and standard deviations of each input number, for bringing inputs to mean 0 and variance 1.</summary>
public sealed class Normalization
{
    private readonly float[] _means;
    private readonly float[] _deviations;

    private Normalization(float[] means, float[] deviations) => (_means, _deviations) = (means, deviations);

    /// <summary>The mean of each input number.</summary>
    public ReadOnlySpan<float> Means => _means;

    /// <summary>The standard deviation of each input number (of the population); 1 for a number that never varies, so that it becomes 0.</summary>
    public ReadOnlySpan<float> Deviations => _deviations;

    /// <summary>The statistics of a dataset's inputs, summed in double precision in sample order.</summary>
    public static Normalization Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        double[] sums = new double[data.InputLength];
        foreach (Batch sample in data.Batches(1))
            for (int i = 0; i < sums.Length; i++)
                sums[i] += sample.Inputs[i];
        float[] means = [.. sums.Select(sum => (float)(sum / data.Count))];

        Array.Clear(sums);
        foreach (Batch sample in data.Batches(1))
            for (int i = 0; i < sums.Length; i++)
            {
                double distance = (double)sample.Inputs[i] - means[i];
                sums[i] += distance * distance;
            }
        return new(means, [.. sums.Select(sum => sum == 0 ? 1 : (float)Math.Sqrt(sum / data.Count))]);
    }

    /// <summary>Scales one input in place.</summary>
    /// <param name="input">As many numbers as there are statistics.</param>
    /// <exception cref="ArgumentException">The input has another length.</exception>
    public void Apply(Span<float> input)
    {
        if (input.Length != _means.Length)
            throw new ArgumentException($"The input has {input.Length} numbers; the statistics are of inputs of {_means.Length}.", nameof(input));
        for (int i = 0; i < input.Length; i++)
            input[i] = (input[i] - _means[i]) / _deviations[i];
    }
}
