namespace NetGen.Data;

/// <summary>Samples that lie one after another in a <see cref="Dataset"/>.</summary>
public readonly ref struct Batch
{
    internal Batch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, int count)
    {
        Inputs = inputs;
        Targets = targets;
        Count = count;
    }

    /// <summary>Count × InputLength numbers.</summary>
    public ReadOnlySpan<float> Inputs { get; }

    /// <summary>Count × TargetLength numbers.</summary>
    public ReadOnlySpan<float> Targets { get; }

    /// <summary>How many samples.</summary>
    public int Count { get; }

    /// <summary>Both spans at once.</summary>
    public void Deconstruct(out ReadOnlySpan<float> inputs, out ReadOnlySpan<float> targets)
    {
        inputs = Inputs;
        targets = Targets;
    }
}
