using System.Globalization;

namespace NetGen;

/// <summary>A weight for each sample of a batch, or none.</summary>
internal struct SampleWeights
{
    private float[]? _values;
    private int _count;

    public readonly bool AreNone => _count == 0;

    public readonly ReadOnlySpan<float> Values => _values.AsSpan(0, _count);

    /// <summary>Copies weights.</summary>
    /// <param name="values">The weights.</param>
    /// <param name="capacity">The most samples.</param>
    /// <param name="parameter">The name of the caller's parameter.</param>
    /// <exception cref="ArgumentException">There are too many, or one is negative or not finite; nothing has changed.</exception>
    public void Set(ReadOnlySpan<float> values, int capacity, string parameter)
    {
        if (values.Length > capacity)
            throw new ArgumentException($"There are {values.Length} sample weights; the workspace has room for {capacity} samples.", parameter);
        for (int i = 0; i < values.Length; i++)
            if (!(values[i] >= 0 && float.IsFinite(values[i])))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The weight of sample {i} is {values[i]}; weights must be finite and at least 0."), parameter);
        if (values.Length > 0)
            values.CopyTo(_values ??= new float[capacity]);
        _count = values.Length;
    }

    /// <summary>The weights of a pass over some samples; null for none.</summary>
    /// <exception cref="ArgumentException">There is not one for each sample.</exception>
    public readonly float[]? For(int samples) => _count == 0 ? null : _count == samples
        ? _values
        : throw new ArgumentException($"The workspace has {_count} sample weights for a batch of {samples} samples: set SampleWeights to one for each sample, or to none.", "inputs");
}
