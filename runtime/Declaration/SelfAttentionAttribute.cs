namespace NetGen;

/// <summary>Multi-head self-attention (Vaswani et al. 2017) over channels × length: each position becomes a mean of all positions' values, weighted by how well its query fits their keys.</summary>
/// <remarks>
/// <para>For the vector x of each position, [q; k; v] = in_proj_weight·x + in_proj_bias. Each head has d = channels / heads of the channels of q, k and v; its result at position i is Σⱼ pᵢⱼ·vⱼ with pᵢ = softmax over j of qᵢ·kⱼ/√d. Then y = out_proj.weight·results + out_proj.bias.</para>
/// <para>As PyTorch's <c>MultiheadAttention(channels, heads, batch_first=True)</c> on itself, without dropout, whose samples are length × channels; names, shapes and initialisation of the tensors are the same.</para>
/// </remarks>
/// <param name="heads">The number of heads, a divisor of the channels.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SelfAttentionAttribute(int heads) : LayerAttribute
{
    /// <summary>The number of heads, a divisor of the channels.</summary>
    public int Heads { get; } = heads;

    /// <summary>Whether positions see no later ones: pᵢⱼ = 0 for j &gt; i.</summary>
    public bool Causal { get; set; }
}
