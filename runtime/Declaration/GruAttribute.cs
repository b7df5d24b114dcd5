namespace NetGen;

/// <summary>Gated recurrent units (Cho et al. 2014) over channels × length, whose channels at one position are a frame: with x the frame, h the state before it, and the gates r, z, n in this order, r = σ(xᵣ + aᵣ), z = σ(x_z + a_z), n = tanh(xₙ + r·aₙ) and h′ = (1 − z)·n + z·h, of the parts of Wᵢₕ·x + bᵢₕ and a = Wₕₕ·h + bₕₕ, as PyTorch's <c>GRU</c>: the reset gate is applied after the product. The output is units × length.</summary>
/// <remarks>
/// <para>Frames are processed from the first to the last, from a state of zeros. With <see cref="Bidirectional"/>, a second cell of its own weights goes from the last to the first, and its units follow those of the first cell in every frame.</para>
/// <para>In a network over frames (<see cref="NetworkAttribute.SequenceLength"/>) the input is one frame, a vector, the output its units, and the state goes on from frame to frame of a stream; a stream has one direction.</para>
/// <para>The tensors, in PyTorch's layout, are <c>weight_ih_l0</c>, <c>weight_hh_l0</c>, <c>bias_ih_l0</c> and <c>bias_hh_l0</c>; those of the reverse direction end in <c>_reverse</c>. Fresh values of all of them are drawn uniformly from ±1/√units, as PyTorch's.</para>
/// </remarks>
/// <param name="units">Units of a direction.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GruAttribute(int units) : LayerAttribute
{
    /// <summary>Units of a direction.</summary>
    public int Units { get; } = units;

    /// <summary>Whether a second cell processes the frames in reverse.</summary>
    public bool Bidirectional { get; set; }

    /// <summary>Which states are the outputs: of all frames, or the last.</summary>
    public Return Return { get; set; } = Return.Sequence;

    /// <summary>Whether the cell has biases.</summary>
    public bool UseBias { get; set; } = true;
}
