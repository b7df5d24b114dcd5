namespace NetGen.Data;

/// <summary>Consecutive samples of a <see cref="Dataset"/>.</summary>
public readonly ref struct Batch
{
    internal Batch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, int count)
    {
        Inputs = inputs;
        Targets = targets;
        Count = count;
    }

    /// <summary>Count × InputLength elements.</summary>
    public ReadOnlySpan<float> Inputs { get; }

    /// <summary>Count × TargetLength elements.</summary>
    public ReadOnlySpan<float> Targets { get; }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>Both spans at once.</summary>
    public void Deconstruct(out ReadOnlySpan<float> inputs, out ReadOnlySpan<float> targets)
    {
        inputs = Inputs;
        targets = Targets;
    }
}
