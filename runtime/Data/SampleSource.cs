namespace NetGen.Data;

/// <summary>Where the samples of a <see cref="Dataset"/> are: in memory, in a file, or computed from those of another source as they are read.</summary>
internal abstract class SampleSource(int count, int inputLength, int targetLength)
{
    public int Count { get; } = count;

    public int InputLength { get; } = inputLength;

    public int TargetLength { get; } = targetLength;

    /// <summary>Copies a sample out. Any number of threads may read at a time, and reading allocates nothing after a thread's first call.</summary>
    /// <param name="sample">Its index, from 0 to Count − 1.</param>
    /// <param name="input">InputLength elements, or none where only the target is wanted.</param>
    /// <param name="target">TargetLength elements, or none where only the input is wanted.</param>
    public abstract void Read(int sample, Span<float> input, Span<float> target);

    /// <summary>Copies samples out in a given order.</summary>
    public virtual void Gather(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets)
    {
        for (int i = 0; i < samples.Length; i++)
            Read(samples[i], inputs.Slice(i * InputLength, InputLength), targets.Slice(i * TargetLength, TargetLength));
    }

    /// <summary>Consecutive samples of this source.</summary>
    public virtual SampleSource Slice(int start, int count) => new RangeSource(this, start, count);

    /// <summary>Samples of this source in a given order.</summary>
    public virtual SampleSource Select(ReadOnlyMemory<int> samples) => new SelectedSource(this, samples);

    /// <summary>The samples of this source, each changed by a function.</summary>
    public virtual SampleSource Map(int inputLength, int targetLength, SampleMap map) => new MappingSource(this, inputLength, targetLength, map);

    /// <summary>All samples, copied to memory.</summary>
    public MemorySource ToMemory()
    {
        float[] inputs = NewArray(InputLength, "inputs"), targets = NewArray(TargetLength, "targets");
        for (int i = 0; i < Count; i++)
            Read(i, inputs.AsSpan(i * InputLength, InputLength), targets.AsSpan(i * TargetLength, TargetLength));
        return new(inputs, targets, InputLength, TargetLength);

        float[] NewArray(int length, string what) => (long)Count * length <= Array.MaxLength
            ? new float[Count * length]
            : throw new InvalidOperationException($"{Count:N0} samples have {(long)Count * length:N0} elements of {what}; a dataset in memory holds at most {Array.MaxLength:N0}.");
    }
}
