using System.Runtime.CompilerServices;

namespace NetGen.Data;

/// <summary>Samples with their targets, one after another in memory. A dataset never changes; methods that transform it return a new one.</summary>
/// <remarks>Made by <see cref="FromArrays(float[][], float[][])"/>, <see cref="FromLabels(float[][], ReadOnlySpan{int}, int)"/> or <see cref="IdxFile"/>.</remarks>
public sealed class Dataset
{
    private readonly ReadOnlyMemory<float> _inputs;
    private readonly ReadOnlyMemory<float> _targets;

    /// <summary>A view of memory that no other code will change.</summary>
    internal Dataset(ReadOnlyMemory<float> inputs, ReadOnlyMemory<float> targets, int inputLength, int targetLength, IReadOnlyList<DatasetPart>? inputParts = null, IReadOnlyList<DatasetPart>? targetParts = null)
    {
        (InputParts, TargetParts) = (inputParts ?? [], targetParts ?? []);
        _inputs = inputs;
        _targets = targets;
        InputLength = inputLength;
        TargetLength = targetLength;
        Count = inputs.Length / inputLength;
    }

    /// <summary>The number of samples, at least 1.</summary>
    public int Count { get; }

    /// <summary>Elements in an input.</summary>
    public int InputLength { get; }

    /// <summary>Elements in a target.</summary>
    public int TargetLength { get; }

    /// <summary>The inputs' named parts, in their order in a sample; empty if they have no names.</summary>
    public IReadOnlyList<DatasetPart> InputParts { get; }

    /// <summary>The targets' named parts, in their order in a sample; empty if they have no names.</summary>
    public IReadOnlyList<DatasetPart> TargetParts { get; }

    /// <summary>All inputs: Count × InputLength elements.</summary>
    public ReadOnlySpan<float> Inputs => _inputs.Span;

    /// <summary>All targets: Count × TargetLength elements.</summary>
    public ReadOnlySpan<float> Targets => _targets.Span;

    /// <summary>One sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Batch this[int index] => this[index, 1];

    /// <summary>Consecutive samples.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer samples.</exception>
    public Batch this[int start, int count]
    {
        get
        {
            CheckRange(start, count);
            return new(_inputs.Span.Slice(start * InputLength, count * InputLength), _targets.Span.Slice(start * TargetLength, count * TargetLength), count);
        }
    }

    /// <summary>The input of a sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<float> Input(int index) => this[index, 1].Inputs;

    /// <summary>The target of a sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<float> Target(int index) => this[index, 1].Targets;

    /// <summary>A dataset of inputs and targets, copied.</summary>
    /// <param name="inputs">One array of the same length for each sample.</param>
    /// <param name="targets">One array of the same length for each sample.</param>
    /// <exception cref="ArgumentException">There are no samples, the counts differ, arrays differ in length, or they are more elements together than an array can have.</exception>
    public static Dataset FromArrays(float[][] inputs, float[][] targets)
    {
        float[] flatInputs = Samples.Flatten(inputs, nameof(inputs));
        float[] flatTargets = Samples.Flatten(targets, nameof(targets));
        Samples.CheckCounts(inputs.Length, targets.Length, "targets", nameof(targets));
        return new(flatInputs, flatTargets, inputs[0].Length, targets[0].Length);
    }

    /// <summary>A dataset for a network of several inputs or outputs, copied. The network checks names and lengths when it is trained on it.</summary>
    /// <example><code>Dataset.FromArrays(inputs: [("image", images), ("sensors", sensors)], targets: [("action", actions), ("value", values)])</code></example>
    /// <param name="inputs">Every input in the network's order: its name, and one array of the same length for each sample.</param>
    /// <param name="targets">Every output in the network's order: its name, and one array of the same length for each sample. An output without a loss needs targets too, which are ignored.</param>
    /// <exception cref="ArgumentException">There are no inputs, targets or samples, a name is empty or used twice, the counts differ, arrays differ in length, or they are more elements together than an array can have.</exception>
    [OverloadResolutionPriority(-1)] // Empty arrays belong to the overload without names.
    public static Dataset FromArrays((string Name, float[][] Rows)[] inputs, (string Name, float[][] Rows)[] targets)
    {
        (float[] flatInputs, DatasetPart[] inputParts) = Samples.Join(inputs, "input", nameof(inputs));
        (float[] flatTargets, DatasetPart[] targetParts) = Samples.Join(targets, "target", nameof(targets));
        Samples.CheckCounts(inputs[0].Rows.Length, targets[0].Rows.Length, "targets", nameof(targets));
        return new(flatInputs, flatTargets, inputParts.Sum(part => part.Length), targetParts.Sum(part => part.Length), inputParts, targetParts);
    }

    /// <summary>A dataset of inputs and targets stored one after another, copied.</summary>
    /// <param name="inputs">Samples × inputLength elements.</param>
    /// <param name="targets">Samples × targetLength elements.</param>
    /// <param name="inputLength">Elements in an input.</param>
    /// <param name="targetLength">Elements in a target.</param>
    /// <exception cref="ArgumentException">There are no samples, or the lengths don't match.</exception>
    public static Dataset FromArrays(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, int inputLength, int targetLength)
    {
        int count = Samples.CountSamples(inputs.Length, inputLength, nameof(inputs), nameof(inputLength));
        Samples.CheckCounts(count, Samples.CountSamples(targets.Length, targetLength, nameof(targets), nameof(targetLength)), "targets", nameof(targets));
        return new(inputs.ToArray(), targets.ToArray(), inputLength, targetLength);
    }

    /// <summary>A dataset for classification: each target is 1 at its class and 0 elsewhere.</summary>
    /// <param name="inputs">One array of the same length for each sample.</param>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentException">There are no samples, the counts differ, arrays differ in length, or a label is not a class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one class, or samples × classes are more elements than an array can have.</exception>
    public static Dataset FromLabels(float[][] inputs, ReadOnlySpan<int> labels, int classes)
    {
        float[] flatInputs = Samples.Flatten(inputs, nameof(inputs));
        Samples.CheckCounts(inputs.Length, labels.Length, "labels", nameof(labels));
        return new(flatInputs, Samples.OneHot(labels, classes), inputs[0].Length, classes);
    }

    /// <summary>A dataset for classification, from inputs stored one after another: each target is 1 at its class and 0 elsewhere.</summary>
    /// <param name="inputs">As many samples as there are labels, all of the same length.</param>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentException">There are no samples, the inputs can't be divided evenly among the labels, or a label is not a class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one class, or samples × classes are more elements than an array can have.</exception>
    public static Dataset FromLabels(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, int classes)
    {
        if (labels.IsEmpty || inputs.IsEmpty || inputs.Length % labels.Length != 0)
            throw new ArgumentException($"{inputs.Length} elements can't be divided evenly among {labels.Length} labels.", nameof(inputs));
        return new(inputs.ToArray(), Samples.OneHot(labels, classes), inputs.Length / labels.Length, classes);
    }

    /// <summary>The samples in batches, in order; the last one has the remaining samples.</summary>
    /// <param name="size">Samples in a batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1.</exception>
    public BatchSequence Batches(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return new(this, size);
    }

    /// <summary>Consecutive samples, sharing memory with this dataset.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer samples, or the count is less than 1.</exception>
    public Dataset Slice(int start, int count)
    {
        CheckRange(start, count);
        return new(_inputs.Slice(start * InputLength, count * InputLength), _targets.Slice(start * TargetLength, count * TargetLength), InputLength, TargetLength, InputParts, TargetParts);
    }

    /// <summary>The first samples, sharing memory with this dataset.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer samples, or the count is less than 1.</exception>
    public Dataset Take(int count) => Slice(0, count);

    /// <summary>The samples in an order that depends on the seed alone.</summary>
    public Dataset Shuffle(ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        new SeededRandom(seed).Shuffle(order.AsSpan());
        float[] inputs = new float[_inputs.Length];
        float[] targets = new float[_targets.Length];
        Gather(order, inputs, targets);
        return new(inputs, targets, InputLength, TargetLength, InputParts, TargetParts);
    }

    /// <summary>Shuffles the samples and splits them in two: for training and for evaluation.</summary>
    /// <param name="fraction">The share of the samples in the first dataset, rounded to whole samples.</param>
    /// <param name="seed">Determines the order of the samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the two would be empty.</exception>
    public (Dataset First, Dataset Second) Split(double fraction, ulong seed)
    {
        double first = Math.Round(fraction * Count);
        if (!(first >= 1 && first < Count))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, $"A share of {fraction} of {Count} samples leaves one part empty; each needs at least 1.");
        Dataset shuffled = Shuffle(seed);
        return (shuffled.Take((int)first), shuffled.Slice((int)first, Count - (int)first));
    }

    /// <summary>The dataset with every input element normalised to mean 0 and variance 1 over the samples.</summary>
    /// <param name="statistics">The means and deviations used: pass them to <see cref="Normalize(Normalization)"/> for further data.</param>
    public Dataset Normalize(out Normalization statistics)
    {
        statistics = Normalization.Of(this);
        return Normalize(statistics);
    }

    /// <summary>The dataset with its inputs normalised by another dataset's statistics.</summary>
    /// <exception cref="ArgumentException">The statistics are for inputs of another length.</exception>
    public Dataset Normalize(Normalization statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        float[] inputs = Inputs.ToArray();
        for (int start = 0; start < inputs.Length; start += InputLength)
            statistics.Apply(inputs.AsSpan(start, InputLength));
        return new(inputs, _targets, InputLength, TargetLength, InputParts, TargetParts);
    }

    /// <summary>Copies samples out in a given order.</summary>
    internal void Gather(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets)
    {
        ReadOnlySpan<float> allInputs = Inputs, allTargets = Targets;
        for (int i = 0; i < samples.Length; i++)
        {
            allInputs.Slice(samples[i] * InputLength, InputLength).CopyTo(inputs.Slice(i * InputLength, InputLength));
            allTargets.Slice(samples[i] * TargetLength, TargetLength).CopyTo(targets.Slice(i * TargetLength, TargetLength));
        }
    }

    private void CheckRange(int start, int count)
    {
        if (count < 1 || start < 0 || count > Count - start)
            throw new ArgumentOutOfRangeException(nameof(start), $"{count} samples from number {start} were requested; there are {Count}, numbered from 0.");
    }
}
