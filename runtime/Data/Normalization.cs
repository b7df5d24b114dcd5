using System.Globalization;

namespace NetGen.Data;

/// <summary>Means and standard deviations of each element of inputs, or of targets, for bringing them to mean 0 and variance 1.</summary>
/// <remarks>Fitted on the training data alone. A network trained on normalised inputs or targets needs them wherever it is used: save them with its weights.</remarks>
public sealed class Normalization
{
    private readonly float[] _means;
    private readonly float[] _deviations;

    private Normalization(float[] means, float[] deviations) => (_means, _deviations) = (means, deviations);

    /// <summary>Creates statistics from known values; both spans are copied.</summary>
    /// <param name="means">The mean of each element, finite.</param>
    /// <param name="deviations">As many standard deviations, finite and greater than 0; 1 leaves an element's scale as it is.</param>
    /// <exception cref="ArgumentException">There are none, the counts differ, or a value is out of range.</exception>
    public Normalization(ReadOnlySpan<float> means, ReadOnlySpan<float> deviations) : this(means.ToArray(), deviations.ToArray())
    {
        if (means.IsEmpty || means.Length != deviations.Length)
            throw new ArgumentException($"There are {means.Length} means and {deviations.Length} deviations; every element needs one of each.", nameof(deviations));
        for (int i = 0; i < means.Length; i++)
        {
            if (!float.IsFinite(means[i]))
                throw new ArgumentException($"Mean {i} is {Text(means[i])}; it must be finite.", nameof(means));
            if (!(float.IsFinite(deviations[i]) && deviations[i] > 0))
                throw new ArgumentException($"Deviation {i} is {Text(deviations[i])}; it must be finite and greater than 0.", nameof(deviations));
        }
    }

    /// <summary>The mean of each element.</summary>
    public ReadOnlySpan<float> Means => _means;

    /// <summary>The standard deviation of each element (of the population); 1 for an element that never varies, which is thus normalised to 0.</summary>
    public ReadOnlySpan<float> Deviations => _deviations;

    /// <summary><see cref="OfInputs"/>.</summary>
    public static Normalization Of(Dataset data) => OfInputs(data);

    /// <summary>The statistics of a dataset's inputs, summed in double precision in sample order.</summary>
    /// <param name="data">The samples for training.</param>
    public static Normalization OfInputs(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Fit(data, data.InputLength, ofTargets: false);
    }

    /// <summary>The statistics of a dataset's targets, summed in double precision in sample order.</summary>
    /// <param name="data">The samples for training.</param>
    public static Normalization OfTargets(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Fit(data, data.TargetLength, ofTargets: true);
    }

    /// <summary>Normalises one input, or one target, in place: (x − mean) / deviation.</summary>
    /// <param name="elements">As many elements as there are means.</param>
    /// <exception cref="ArgumentException">There are more or fewer elements.</exception>
    public void Apply(Span<float> elements)
    {
        CheckLength(elements.Length, "input", nameof(elements));
        for (int i = 0; i < elements.Length; i++)
            elements[i] = (elements[i] - _means[i]) / _deviations[i];
    }

    /// <summary>Brings a normalised input, or a prediction of normalised targets, back to its units in place: x · deviation + mean.</summary>
    /// <param name="elements">As many elements as there are means.</param>
    /// <exception cref="ArgumentException">There are more or fewer elements.</exception>
    public void Invert(Span<float> elements)
    {
        CheckLength(elements.Length, "input", nameof(elements));
        for (int i = 0; i < elements.Length; i++)
            elements[i] = elements[i] * _deviations[i] + _means[i];
    }

    /// <summary>Saves the statistics as a JSON file, atomically: a crash leaves the old file or the new one.</summary>
    /// <param name="path">The file, replaced if it exists; its folder must exist.</param>
    /// <exception cref="InvalidOperationException">A mean or a deviation is not finite, or a deviation is 0: the data were not finite. An existing file stays as it is.</exception>
    /// <exception cref="IOException">The file can't be written; an existing one stays as it is.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckFinite();
        AtomicFile.Write(path, stream => NormalizationFile.Write(stream, this));
    }

    /// <summary>Writes the statistics as JSON to a stream, at its position.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <exception cref="InvalidOperationException">A mean or a deviation is not finite, or a deviation is 0: the data were not finite. Nothing has been written.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        CheckFinite();
        NormalizationFile.Write(stream, this);
    }

    /// <summary>Statistics from a file that <see cref="Save(string)"/> has written. The same bits.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged or holds something else.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static Normalization Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return NormalizationFile.Read(stream, Path.GetFileName(path));
    }

    /// <summary>Statistics from a stream, from its position to its end.</summary>
    /// <param name="stream">The stream; it stays open, and need not be able to seek.</param>
    /// <exception cref="InvalidDataException">The stream is damaged or holds something else.</exception>
    public static Normalization Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return NormalizationFile.Read(stream, "The stream");
    }

    internal void CheckLength(int length, string what, string parameter)
    {
        if (length != _means.Length)
            throw new ArgumentException($"The {what} has {length} elements; the statistics are for {what}s of {_means.Length}.", parameter);
    }

    private static Normalization Fit(Dataset data, int length, bool ofTargets)
    {
        double[] sums = new double[length];
        foreach (Batch sample in data.Batches(1))
        {
            ReadOnlySpan<float> elements = ofTargets ? sample.Targets : sample.Inputs;
            for (int i = 0; i < sums.Length; i++)
                sums[i] += elements[i];
        }
        float[] means = [.. sums.Select(sum => (float)(sum / data.Count))];

        Array.Clear(sums);
        foreach (Batch sample in data.Batches(1))
        {
            ReadOnlySpan<float> elements = ofTargets ? sample.Targets : sample.Inputs;
            for (int i = 0; i < sums.Length; i++)
            {
                double distance = (double)elements[i] - means[i];
                sums[i] += distance * distance;
            }
        }
        float[] deviations = [.. sums.Select(sum => sum == 0 ? 1 : (float)Math.Sqrt(sum / data.Count))];
        return new(means, deviations);
    }

    private void CheckFinite()
    {
        for (int i = 0; i < _means.Length; i++)
            if (!(float.IsFinite(_means[i]) && float.IsFinite(_deviations[i]) && _deviations[i] > 0))
                throw new InvalidOperationException($"Element {i} has the mean {Text(_means[i])} and the deviation {Text(_deviations[i])}; only finite statistics with deviations greater than 0 can be saved.");
    }

    private static string Text(float value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>As in <c>Normalization of 11 elements</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"Normalization of {Means.Length:N0} elements");
}
