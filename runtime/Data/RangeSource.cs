namespace NetGen.Data;

/// <summary>Consecutive samples of another source.</summary>
internal sealed class RangeSource(SampleSource source, int start, int count) : SampleSource(count, source.InputLength, source.TargetLength)
{
    public override void Read(int sample, Span<float> input, Span<float> target) => source.Read(start + sample, input, target);

    public override SampleSource Slice(int first, int length) => new RangeSource(source, start + first, length);
}
