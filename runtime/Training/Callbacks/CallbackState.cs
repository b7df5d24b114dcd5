namespace NetGen.Training;

/// <summary>What a callback stores in a checkpoint: numbers and blocks of parameters, by name.</summary>
public sealed class CallbackState
{
    private readonly SortedDictionary<string, double> _numbers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ParameterBlock> _blocks = new(StringComparer.Ordinal);

    /// <summary>Stores a number; NaN and infinities too.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void Set(string name, double number)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _numbers[name] = number;
    }

    /// <summary>Stores the values of a block of the network's parameters, which must be finite.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void Set(string name, ParameterBlock block)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(block);
        _blocks[name] = block;
    }

    /// <summary>A number that was stored.</summary>
    /// <exception cref="KeyNotFoundException">None has the name.</exception>
    public double GetNumber(string name) =>
        _numbers.TryGetValue(name, out double number) ? number : throw new KeyNotFoundException($"The checkpoint has no number '{name}' for this callback{Known(_numbers.Keys)}.");

    /// <summary>A block that was stored, with the same values; null if none has the name.</summary>
    public ParameterBlock? FindBlock(string name) => _blocks.GetValueOrDefault(name);

    internal IReadOnlyDictionary<string, double> Numbers => _numbers;

    internal IReadOnlyDictionary<string, ParameterBlock> Blocks => _blocks;

    private static string Known(IEnumerable<string> names) => names.Any() ? $"; it has {string.Join(", ", names)}" : "";
}
