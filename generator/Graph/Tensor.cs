using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>A trained parameter or a running statistic of the network. Identified by its id.</summary>
/// <param name="Parts">The tensors of several layers, side by side, of which it is the whole; empty for one that is stored by itself.</param>
internal sealed record Tensor(int Id, string Layer, TensorSpec Spec, EquatableArray<Tensor> Parts)
{
    /// <summary>Its name in weights files: <c>dense1.weight</c>.</summary>
    public string Name { get; } = $"{Layer}.{Spec.Name}";

    public bool Equals(Tensor? other) => other is not null && other.Id == Id;

    public override int GetHashCode() => Id;
}

/// <summary>An op's description of one of its tensors.</summary>
/// <param name="Name">PyTorch's name within the layer.</param>
/// <param name="Shape">In PyTorch's order.</param>
/// <param name="Channels">The number of channels, where they are last in memory and first in PyTorch's order; 1 where the order is the same.</param>
/// <param name="Start">The value that fresh values are drawn around.</param>
/// <param name="Gates">The gates of a recurrence's weights and biases, equal parts of the outputs; 0 for other tensors. Such weights have narrow panels, and the gates of a unit side by side.</param>
internal sealed record TensorSpec(TensorRole Role, string Name, EquatableArray<int> Shape, Initializer Initializer = Initializer.Zeros, int FanIn = 1, int FanOut = 1, int Channels = 1, float Start = 0, int Gates = 0);

/// <summary>The role of a tensor in its op.</summary>
internal enum TensorRole
{
    /// <summary>The weights of sums: outputs × inputs.</summary>
    Weight,

    /// <summary>The biases of such sums.</summary>
    Bias,

    /// <summary>A factor for each channel or element.</summary>
    Scale,

    /// <summary>An offset added after such a factor.</summary>
    Shift,

    /// <summary>Rows that are read as they are: one for each index, or for each position.</summary>
    Table,

    /// <summary>A running mean, which no optimizer changes.</summary>
    Mean,

    /// <summary>A running variance, which no optimizer changes.</summary>
    Variance,
}

internal static class TensorRoles
{
    public static bool IsStatistic(this TensorRole role) => role is TensorRole.Mean or TensorRole.Variance;
}
