using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>An op applied to values, in the forward pass, the loss or the backward pass. Nodes compare by reference.</summary>
/// <param name="Layer">The layer that it belongs to, for names and sentences.</param>
/// <param name="In">The values that it reads.</param>
/// <param name="Tensors">The parameters that it reads; for an op of the backward pass without results, those whose gradients it computes.</param>
/// <param name="Out">The values that it writes.</param>
internal sealed record Node(Op Op, string Layer, EquatableArray<Value> In, EquatableArray<Tensor> Tensors, EquatableArray<Value> Out)
{
    /// <summary>The only or first input.</summary>
    public Value X => In[0];

    /// <summary>The only or first result.</summary>
    public Value Y => Out[0];

    public bool Equals(Node? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
