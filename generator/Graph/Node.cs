using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>An op applied to values: of the forward pass, of the loss or of the backward pass alike. Each is one of its own.</summary>
/// <param name="Layer">The layer that it belongs to, for names and sentences.</param>
/// <param name="In">What it reads.</param>
/// <param name="Tensors">The parameters that it reads; of an op of the backward pass without results, those whose gradients it gives.</param>
/// <param name="Out">What it writes.</param>
internal sealed record Node(Op Op, string Layer, EquatableArray<Value> In, EquatableArray<Tensor> Tensors, EquatableArray<Value> Out)
{
    /// <summary>The only or first input.</summary>
    public Value X => In[0];

    /// <summary>The only or first result.</summary>
    public Value Y => Out[0];

    public bool Equals(Node? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
