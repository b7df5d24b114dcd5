namespace NetGen.Data;

/// <summary>The samples of one source, then those of another.</summary>
internal sealed class ConcatenatedSource(SampleSource first, SampleSource second) : SampleSource(first.Count + second.Count, first.InputLength, first.TargetLength)
{
    public override void Read(int sample, Span<float> input, Span<float> target)
    {
        if (sample < first.Count)
            first.Read(sample, input, target);
        else
            second.Read(sample - first.Count, input, target);
    }
}
