namespace NetGen.Data;

/// <summary>Samples of another source by their indices: a shuffled file costs four bytes a sample.</summary>
internal sealed class SelectedSource(SampleSource source, ReadOnlyMemory<int> samples) : SampleSource(samples.Length, source.InputLength, source.TargetLength)
{
    public override void Read(int sample, Span<float> input, Span<float> target) => source.Read(samples.Span[sample], input, target);

    public override SampleSource Slice(int start, int count) => new SelectedSource(source, samples.Slice(start, count));

    public override SampleSource Select(ReadOnlyMemory<int> chosen)
    {
        int[] composed = new int[chosen.Length];
        for (int i = 0; i < composed.Length; i++)
            composed[i] = samples.Span[chosen.Span[i]];
        return new SelectedSource(source, composed);
    }
}
