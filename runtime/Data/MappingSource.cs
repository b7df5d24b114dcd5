namespace NetGen.Data;

/// <summary>The samples of another source, each changed by a function as it is read.</summary>
internal sealed class MappingSource(SampleSource source, int inputLength, int targetLength, SampleMap map) : SampleSource(source.Count, inputLength, targetLength)
{
    /// <summary>A thread's own space for the sample as the source has it, and for what of the result is not wanted.</summary>
    private readonly ThreadLocal<(float[] FromInput, float[] FromTarget, float[] Input, float[] Target)> _scratch =
        new(() => (new float[source.InputLength], new float[source.TargetLength], new float[inputLength], new float[targetLength]));

    public override void Read(int sample, Span<float> input, Span<float> target)
    {
        (float[] fromInput, float[] fromTarget, float[] unusedInput, float[] unusedTarget) = _scratch.Value;
        source.Read(sample, fromInput, fromTarget);
        if (input.IsEmpty)
            input = unusedInput;
        if (target.IsEmpty)
            target = unusedTarget;
        input.Clear();
        target.Clear();
        map(fromInput, fromTarget, input, target);
    }
}
