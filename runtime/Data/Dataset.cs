using System.Runtime.CompilerServices;

namespace NetGen.Data;

/// <summary>Samples with their targets, one after another in memory or in a file. A dataset never changes; methods that transform it return a new one.</summary>
/// <remarks>Made by <see cref="FromArrays(float[][], float[][])"/>, <see cref="FromLabels(float[][], ReadOnlySpan{int}, int)"/> or <see cref="IdxFile"/>; from a file larger than memory by <see cref="MappedDataset"/>.</remarks>
public class Dataset
{
    private readonly MemorySource? _memory;
    private readonly ReadOnlyMemory<float> _weights;

    /// <summary>A view of memory that no other code will change.</summary>
    internal Dataset(ReadOnlyMemory<float> inputs, ReadOnlyMemory<float> targets, int inputLength, int targetLength, IReadOnlyList<DatasetPart>? inputParts = null, IReadOnlyList<DatasetPart>? targetParts = null)
        : this(new MemorySource(inputs, targets, inputLength, targetLength), inputParts, targetParts)
    {
    }

    internal Dataset(SampleSource source, IReadOnlyList<DatasetPart>? inputParts = null, IReadOnlyList<DatasetPart>? targetParts = null, ReadOnlyMemory<float> weights = default, InputAugmentation? augmentation = null)
    {
        (Source, _memory) = (source, source as MemorySource);
        (InputParts, TargetParts) = (inputParts ?? [], targetParts ?? []);
        (_weights, Augmentation) = (weights, augmentation);
        (Count, InputLength, TargetLength) = (source.Count, source.InputLength, source.TargetLength);
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
    /// <exception cref="InvalidOperationException">The samples are in a file; read them by <see cref="Batches"/> or by index, or copy them by <see cref="DatasetTransforms.ToMemory"/>.</exception>
    public ReadOnlySpan<float> Inputs => Memory.Inputs;

    /// <summary>All targets: Count × TargetLength elements.</summary>
    /// <exception cref="InvalidOperationException">The samples are in a file; read them by <see cref="Batches"/> or by index, or copy them by <see cref="DatasetTransforms.ToMemory"/>.</exception>
    public ReadOnlySpan<float> Targets => Memory.Targets;

    /// <summary>Whether samples have weights (<see cref="DatasetWeights.WithWeights"/>).</summary>
    public bool HasWeights => !_weights.IsEmpty;

    /// <summary>The weight of each sample in the training loss; empty if they have none, so that all count alike.</summary>
    public ReadOnlySpan<float> Weights => _weights.Span;

    internal SampleSource Source { get; }

    internal InputAugmentation? Augmentation { get; }

    internal bool IsInMemory => _memory is not null;

    private MemorySource Memory => _memory ?? throw new InvalidOperationException("The samples of this dataset are read from a file, so there is no span of all of them: use Batches, an index, Input or Target, or ToMemory if they fit in memory.");

    /// <summary>One sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Batch this[int index] => this[index, 1];

    /// <summary>Consecutive samples: the dataset's memory, or where that is a file a copy of them; <see cref="Batches"/> reads a file without allocating each time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer samples, or those of a file are more elements than an array can have.</exception>
    public Batch this[int start, int count]
    {
        get
        {
            CheckRange(start, count);
            float[] buffer = [];
            Reserve(ref buffer, count);
            return Read(start, count, buffer);
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

    /// <summary>Consecutive samples, sharing memory or file with this dataset.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer samples, or the count is less than 1.</exception>
    public Dataset Slice(int start, int count)
    {
        CheckRange(start, count);
        return With(Source.Slice(start, count), HasWeights ? _weights.Slice(start, count) : default);
    }

    /// <summary>The first samples, sharing memory or file with this dataset.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer samples, or the count is less than 1.</exception>
    public Dataset Take(int count) => Slice(0, count);

    /// <summary>Samples in a given order, also several times: copied, or where they are in a file by index.</summary>
    /// <param name="samples">Indices from 0, at least 1 of them.</param>
    /// <exception cref="ArgumentException">There are no indices.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="InvalidOperationException">The samples are more elements together than an array can have.</exception>
    public Dataset Select(ReadOnlySpan<int> samples)
    {
        if (samples.IsEmpty)
            throw new ArgumentException("A dataset needs at least 1 sample; 0 were selected.", nameof(samples));
        for (int i = 0; i < samples.Length; i++)
            if ((uint)samples[i] >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(samples), samples[i], $"Index {i} is {samples[i]}; there are {Count} samples, numbered from 0.");
        float[] weights = new float[HasWeights ? samples.Length : 0];
        if (HasWeights)
            GatherWeights(samples, weights);
        return With(Source.Select(samples.ToArray()), weights);
    }

    /// <summary>Other samples of the same meaning, or other weights.</summary>
    internal Dataset With(SampleSource source, ReadOnlyMemory<float> weights) => new(source, InputParts, TargetParts, weights, Augmentation);

    /// <summary>The samples with another augmentation, or none.</summary>
    internal Dataset With(InputAugmentation? augmentation) => new(Source, InputParts, TargetParts, _weights, augmentation);

    /// <summary>The samples changed; inputs or targets of another length lose the names of their parts.</summary>
    internal Dataset With(int inputLength, int targetLength, SampleMap map)
    {
        Augmentation?.CheckLength(inputLength);
        return new(Source.Map(inputLength, targetLength, map), inputLength == InputLength ? InputParts : [], targetLength == TargetLength ? TargetParts : [], _weights, Augmentation);
    }

    /// <summary>Copies samples out for a training step: their inputs changed by the augmentation, by random numbers that depend on the seed, the step and the sample's index alone.</summary>
    internal void Gather(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets, ulong seed, long step)
    {
        Source.Gather(samples, inputs, targets);
        Augmentation?.Apply(samples, inputs, InputLength, seed, step);
    }

    /// <summary>Copies the weights of samples out in a given order; 1 where they have none.</summary>
    internal void GatherWeights(ReadOnlySpan<int> samples, Span<float> weights)
    {
        ReadOnlySpan<float> all = Weights;
        for (int i = 0; i < samples.Length; i++)
            weights[i] = all.IsEmpty ? 1 : all[samples[i]];
    }

    /// <summary>Makes a buffer large enough for <see cref="Read"/> to copy as many samples of a file; samples in memory need none.</summary>
    internal void Reserve(ref float[] buffer, int samples)
    {
        long length = IsInMemory ? 0 : samples * ((long)InputLength + TargetLength);
        if (length > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(samples), samples, $"{samples:N0} samples have {length:N0} elements; at most {Array.MaxLength:N0} can be read from a file at a time.");
        if (buffer.Length < length)
            buffer = new float[length];
    }

    /// <summary>Consecutive samples: the dataset's memory, or a copy in a buffer of <see cref="Reserve"/>.</summary>
    internal Batch Read(int start, int count, float[] buffer)
    {
        if (_memory is not null)
            return new(_memory.Inputs.Slice(start * InputLength, count * InputLength), _memory.Targets.Slice(start * TargetLength, count * TargetLength), count);
        Span<float> inputs = buffer.AsSpan(0, count * InputLength), targets = buffer.AsSpan(count * InputLength, count * TargetLength);
        for (int i = 0; i < count; i++)
            Source.Read(start + i, inputs.Slice(i * InputLength, InputLength), targets.Slice(i * TargetLength, TargetLength));
        return new(inputs, targets, count);
    }

    private void CheckRange(int start, int count)
    {
        if (count < 1 || start < 0 || count > Count - start)
            throw new ArgumentOutOfRangeException(nameof(start), $"{count} samples from number {start} were requested; there are {Count}, numbered from 0.");
    }

    /// <summary>As in <c>3,000 samples of 784 inputs and 10 targets</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count:N0} samples of {InputLength:N0} inputs and {TargetLength:N0} targets{(HasWeights ? ", weighed" : "")}");
}
