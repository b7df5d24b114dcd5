using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>An array of constant shape, one for each sample. Identified by its id.</summary>
/// <param name="Of">The value with respect to which this is the derivative of the loss; null for a value of the forward pass.</param>
/// <param name="IsInput">Whether it is the network's input, or a view or copy of it in another shape.</param>
internal sealed record Value(int Id, Shape Shape, Origin Origin, Value? Of = null, bool IsInput = false)
{
    public int Length { get; } = (int)Shape.Length;

    public bool Equals(Value? other) => other is not null && other.Id == Id;

    public override int GetHashCode() => Id;

    public override string ToString() => Of is null ? $"{Origin}" : $"∂loss/∂{Of}";
}

/// <summary>The layer that a value belongs to, and the value's role there. Names in the emitted code are derived from it.</summary>
internal readonly record struct Origin(string Layer, ValueRole Role)
{
    public override string ToString() => $"{Layer}, {Role}";
}

/// <summary>The role of a value in its layer.</summary>
internal enum ValueRole
{
    /// <summary>The network's input.</summary>
    NetworkInput,

    /// <summary>The network's target.</summary>
    Target,

    /// <summary>The layer's input in the shape that the layer reads.</summary>
    Input,

    /// <summary>The layer's result.</summary>
    Result,

    /// <summary>The layer's result before its activation.</summary>
    Sum,

    /// <summary>The queries, keys and values that an attention reads.</summary>
    Projection,

    /// <summary>What its heads compute from them.</summary>
    Heads,

    /// <summary>The products of a recurrent layer's inputs.</summary>
    Product,

    /// <summary>The states of a recurrent layer, of which its result has the last.</summary>
    States,

    /// <summary>What an op keeps of its computation for its derivative: all results but its first.</summary>
    Kept,

    /// <summary>The network's output in the order that the caller reads.</summary>
    Output,

    /// <summary>The network's output in that order, before its activation.</summary>
    OutputSum,

    /// <summary>The loss of a sample.</summary>
    Loss,
}
