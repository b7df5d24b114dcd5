using System.ComponentModel;
using NetGen.Training;

namespace NetGen;

/// <summary>Where a network stores each of its tensors. One object per network class, shared by all its blocks.</summary>
public sealed class ParameterLayout
{
    private readonly Dictionary<string, TensorLayout> _byName;
    private readonly Dictionary<string, int> _layers;
    private (int Start, int Length)[]? _trained;

    /// <summary>The layout of a network. For emitted code, and for networks whose classes are written by hand.</summary>
    /// <param name="network">The name of the class.</param>
    /// <param name="length">Elements of a block, padding included.</param>
    /// <param name="statisticsLength">Elements of running statistics, which follow the parameters.</param>
    /// <param name="tensors">The tensors in PyTorch's order.</param>
    /// <exception cref="ArgumentException">Two tensors have the same name, or one doesn't lie within the block.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative, or both together are more than an array can hold.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ParameterLayout(string network, int length, int statisticsLength, params TensorLayout[] tensors)
    {
        ArgumentException.ThrowIfNullOrEmpty(network);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(statisticsLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statisticsLength, AlignedBuffer.MaxLength - length);
        ArgumentNullException.ThrowIfNull(tensors);
        (Network, Length, StatisticsLength) = (network, length, statisticsLength);
        _byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        Tensors = tensors;
        IsPacked = tensors.Any(tensor => tensor.IsPacked);
        // Code that reads and writes whole blocks never checks a tensor's offset again.
        if (tensors.FirstOrDefault(tensor => !tensor.LiesIn(0, length) && !tensor.LiesIn(length, statisticsLength)) is { } outside)
            throw new ArgumentException($"{outside.Name} of {network} doesn't lie within its {length} parameters, nor within its {statisticsLength} running statistics after them.", nameof(tensors));
        Layers = [.. Parameters.Select(LayerName).Distinct(StringComparer.Ordinal)];
        _layers = Layers.Select((layer, i) => (layer, i)).ToDictionary(pair => pair.layer, pair => pair.i, StringComparer.Ordinal);
    }

    /// <summary>The layout of a network without running statistics. For emitted code, and for networks whose classes are written by hand.</summary>
    /// <param name="network">The name of the class.</param>
    /// <param name="length">Elements of a block, padding included.</param>
    /// <param name="tensors">The tensors in PyTorch's order.</param>
    /// <exception cref="ArgumentException">Two tensors have the same name, or one doesn't lie within the block.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or more than an array can hold.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ParameterLayout(string network, int length, params TensorLayout[] tensors) : this(network, length, 0, tensors)
    {
    }

    /// <summary>The name of the network's class.</summary>
    public string Network { get; }

    /// <summary>Elements of a block, padding included.</summary>
    public int Length { get; }

    /// <summary>Elements of running statistics.</summary>
    public int StatisticsLength { get; }

    /// <summary>The tensors in PyTorch's order.</summary>
    public IReadOnlyList<TensorLayout> Tensors { get; }

    /// <summary>The tensors without the running statistics.</summary>
    internal IEnumerable<TensorLayout> Parameters => Tensors.Where(tensor => tensor.LiesIn(0, Length));

    /// <summary>The names of the layers with parameters, in the order of the tensors: their names up to the last dot.</summary>
    internal IReadOnlyList<string> Layers { get; }

    /// <summary>Ranges of the parameters without padding, in the block's order.</summary>
    internal ReadOnlySpan<(int Start, int Length)> Trained => _trained ??= TrainedRanges();

    internal TensorLayout this[string name] =>
        _byName.TryGetValue(name, out TensorLayout? tensor)
            ? tensor
            : throw new ArgumentException($"{Network} has no parameter named '{name}'; it has {string.Join(", ", Tensors.Select(t => t.Name))}.", nameof(name));

    /// <summary>The index of a tensor's layer.</summary>
    internal int LayerOf(TensorLayout tensor) => _layers[LayerName(tensor)];

    /// <summary>The indices of the layer of a name, or of all layers of the block, or the parts of the layer, of that name.</summary>
    /// <exception cref="ArgumentException">There is none with parameters.</exception>
    internal IReadOnlyList<int> LayersOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int[] layers = [.. Enumerable.Range(0, Layers.Count).Where(layer => Layers[layer] == name || Layers[layer].StartsWith($"{name}.", StringComparison.Ordinal))];
        return layers.Length > 0
            ? layers
            : throw new ArgumentException($"{Network} has no layer '{name}' with parameters; its layers with parameters are {string.Join(", ", Layers.DefaultIfEmpty("none"))}.", nameof(name));
    }

    /// <summary>Why another network's tensors are not the same by name and shape; null if they are.</summary>
    internal string? Difference(ParameterLayout other)
    {
        foreach (TensorLayout tensor in Tensors)
            if (!other._byName.TryGetValue(tensor.Name, out TensorLayout? its))
                return $"{other.Network} has no {tensor.Name}";
            else if (!its.Shape.SequenceEqual(tensor.Shape))
                return $"{tensor.Name} is {SafetensorsText.Shape(its.Shape)} in {other.Network} and {SafetensorsText.Shape(tensor.Shape)} in {Network}";
        return other.Tensors.FirstOrDefault(tensor => !_byName.ContainsKey(tensor.Name)) is { } more ? $"{Network} has no {more.Name}" : null;
    }

    /// <summary>Whether another network, of the same tensors, stores each of them at the same offset.</summary>
    internal bool StoresAlike(ParameterLayout other) =>
        ReferenceEquals(this, other)
        || Length == other.Length && StatisticsLength == other.StatisticsLength && Tensors.All(tensor => other._byName[tensor.Name] is var its
            && (its.Offset, its.PanelWidth, its.Channels, its.Gates, its.Precision) == (tensor.Offset, tensor.PanelWidth, tensor.Channels, tensor.Gates, tensor.Precision));

    /// <summary>Whether the elements of a tensor are narrower than floats, so that nothing can be computed from the block's values as they stand.</summary>
    internal bool IsPacked { get; }

    /// <summary>Ranges in their order, with those that touch as one.</summary>
    internal static IEnumerable<(int Start, int Length)> Merge(IEnumerable<(int Start, int Length)> ranges)
    {
        List<(int Start, int Length)> merged = [];
        foreach ((int start, int length) in ranges.OrderBy(range => range.Start))
            if (merged.Count > 0 && merged[^1] is var last && last.Start + last.Length == start)
                merged[^1] = (last.Start, last.Length + length);
            else
                merged.Add((start, length));
        return merged;
    }

    private (int Start, int Length)[] TrainedRanges() => [.. Merge(Parameters.SelectMany(tensor => tensor.Ranges()))];

    private static string LayerName(TensorLayout tensor) => tensor.Name.LastIndexOf('.') is >= 0 and var dot ? tensor.Name[..dot] : tensor.Name;
}
