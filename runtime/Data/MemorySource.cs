namespace NetGen.Data;

/// <summary>Samples one after another in memory that no other code will change. Unlike other sources, it computes what is derived from it at once, so that it stays in memory.</summary>
internal sealed class MemorySource(ReadOnlyMemory<float> inputs, ReadOnlyMemory<float> targets, int inputLength, int targetLength)
    : SampleSource(inputs.Length / inputLength, inputLength, targetLength)
{
    public ReadOnlySpan<float> Inputs => inputs.Span;

    public ReadOnlySpan<float> Targets => targets.Span;

    public override void Read(int sample, Span<float> input, Span<float> target)
    {
        if (!input.IsEmpty)
            Inputs.Slice(sample * InputLength, InputLength).CopyTo(input);
        if (!target.IsEmpty)
            Targets.Slice(sample * TargetLength, TargetLength).CopyTo(target);
    }

    public override void Gather(ReadOnlySpan<int> samples, Span<float> inputs, Span<float> targets)
    {
        ReadOnlySpan<float> allInputs = Inputs, allTargets = Targets;
        for (int i = 0; i < samples.Length; i++)
        {
            allInputs.Slice(samples[i] * InputLength, InputLength).CopyTo(inputs.Slice(i * InputLength, InputLength));
            allTargets.Slice(samples[i] * TargetLength, TargetLength).CopyTo(targets.Slice(i * TargetLength, TargetLength));
        }
    }

    public override SampleSource Slice(int start, int count) =>
        new MemorySource(inputs.Slice(start * InputLength, count * InputLength), targets.Slice(start * TargetLength, count * TargetLength), InputLength, TargetLength);

    public override SampleSource Select(ReadOnlyMemory<int> samples) => new SelectedSource(this, samples).ToMemory();

    public override SampleSource Map(int inputLength, int targetLength, SampleMap map) => new MappingSource(this, inputLength, targetLength, map).ToMemory();
}
