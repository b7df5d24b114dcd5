namespace NetGen;

/// <summary>Where a network keeps each of its tensors. One object per network class, shared by all its blocks.</summary>
/// <param name="network">The name of the class.</param>
/// <param name="length">Numbers in a block, padding included.</param>
/// <param name="stateLength">Numbers of running statistics, which stand behind the parameters.</param>
/// <param name="tensors">The tensors in PyTorch's order.</param>
public sealed class ParameterLayout(string network, int length, int stateLength, params TensorLayout[] tensors)
{
    private readonly Dictionary<string, TensorLayout> _byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);

    /// <summary>The layout of a network without running statistics.</summary>
    /// <param name="network">The name of the class.</param>
    /// <param name="length">Numbers in a block, padding included.</param>
    /// <param name="tensors">The tensors in PyTorch's order.</param>
    public ParameterLayout(string network, int length, params TensorLayout[] tensors) : this(network, length, 0, tensors)
    {
    }

    /// <summary>The name of the network's class.</summary>
    public string Network { get; } = network;

    /// <summary>Numbers in a block, padding included.</summary>
    public int Length { get; } = length;

    /// <summary>Numbers of running statistics.</summary>
    public int StateLength { get; } = stateLength;

    /// <summary>The tensors in PyTorch's order.</summary>
    public IReadOnlyList<TensorLayout> Tensors { get; } = tensors;

    internal TensorLayout this[string name] =>
        _byName.TryGetValue(name, out TensorLayout? tensor)
            ? tensor
            : throw new ArgumentException($"{Network} has no parameter named '{name}'; it has {string.Join(", ", Tensors.Select(t => t.Name))}.", nameof(name));
}
