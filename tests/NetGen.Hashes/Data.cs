namespace NetGen.Hashes;

/// <summary>Inputs, targets and gradients of outputs, drawn from a seed by a generator whose sequence never changes.</summary>
internal sealed class Data
{
    /// <summary>Values that are most likely to be treated differently by other instructions: NaN, infinities, values that overflow or underflow, and the sign of a zero.</summary>
    private static readonly float[] s_extremes =
        [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon, -1e-40f, float.MaxValue, float.MinValue, 1e30f, 88.7f, -103.9f, 1e-20f];

    private readonly SeededRandom _random;

    public Data(int samples, int inputLength, int outputLength, Loss? loss, ulong seed)
    {
        (Samples, InputLength, OutputLength, Seed) = (samples, inputLength, outputLength, seed);
        _random = new(seed);
        Inputs = Uniform(samples * inputLength);
        // Exact zeros in half of the samples, as images have them.
        for (int i = 0; i < Inputs.Length; i++)
            if (i / inputLength % 2 == 0 && _random.NextSingle() < 0.5f)
                Inputs[i] = 0;
        OutputGradients = Uniform(samples * outputLength);
        Targets = [.. Enumerable.Range(0, samples).SelectMany(_ => Target(loss))];
        Extremes = [.. Inputs.AsSpan(0, Math.Min(samples, s_extremes.Length) * inputLength)];
        for (int sample = 0; sample < Extremes.Length / inputLength; sample++)
            Extremes[sample * inputLength + (7 * sample + 3) % inputLength] = s_extremes[sample];
    }

    public int Samples { get; }

    public int InputLength { get; }

    public int OutputLength { get; }

    public ulong Seed { get; }

    public float[] Inputs { get; }

    /// <summary>Targets that are valid for the loss.</summary>
    public float[] Targets { get; }

    public float[] OutputGradients { get; }

    /// <summary>A few samples, each with one extreme value.</summary>
    public float[] Extremes { get; }

    /// <summary>Batch sizes, each of the first samples: one block of samples, several, and incomplete ones.</summary>
    public IEnumerable<int> Batches(int least) => new[] { 1, 2, 31, 33, Samples / 2 + 1, Samples }.Where(size => size >= least && size <= Samples).Distinct();

    public ReadOnlySpan<float> FirstInputs(int samples) => Inputs.AsSpan(0, samples * InputLength);

    public ReadOnlySpan<float> FirstTargets(int samples) => Targets.AsSpan(0, samples * OutputLength);

    public ReadOnlySpan<float> FirstGradients(int samples) => OutputGradients.AsSpan(0, samples * OutputLength);

    // Between −1 and 1.
    private float[] Uniform(int count) => [.. Enumerable.Range(0, count).Select(_ => 2 * _random.NextSingle() - 1)];

    private float[] Target(Loss? loss)
    {
        float[] drawn = Uniform(OutputLength);
        switch (loss)
        {
            // One-hot, or soft.
            case Loss.CrossEntropy when _random.NextSingle() < 0.5f:
                int label = Array.IndexOf(drawn, drawn.Max());
                return [.. drawn.Select((_, i) => i == label ? 1f : 0)];
            case Loss.CrossEntropy:
                float[] shares = Array.ConvertAll(drawn, value => value + 1);
                float sum = shares.Sum();
                return Array.ConvertAll(shares, share => share / sum);
            case Loss.BinaryCrossEntropy:
                return Array.ConvertAll(drawn, value => value < 0 ? 0 : value);
            case Loss.Hinge:
                return Array.ConvertAll(drawn, value => value < 0 ? -1f : 1);
            default:
                return drawn;
        }
    }
}
