namespace NetGen.Pictures;

/// <summary>How neurons are drawn.</summary>
public sealed record NeuronOptions
{
    private readonly int _maxNeurons = 12;

    /// <summary>The most neurons of a layer that are drawn, at least 2; of more, the first and the last ones with dots between. 12 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 2.</exception>
    public int MaxNeurons
    {
        get => _maxNeurons;
        init => _maxNeurons = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxNeurons must be at least 2: a neuron at each end.");
    }

    /// <summary>Names of the inputs, as many as there are; empty for none.</summary>
    public IReadOnlyList<string> InputNames { get; init; } = [];

    /// <summary>Names of the outputs, as many as there are; empty for none.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = [];
}
