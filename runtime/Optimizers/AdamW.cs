namespace NetGen.Training;

/// <summary>Adam whose weight decay acts on the parameters, separately from the averages (Loshchilov and Hutter 2019). Formulas are those of PyTorch's <c>AdamW</c>.</summary>
/// <remarks>p ← p·(1 − γ·λ), then a step of <see cref="Adam"/> without weight decay.</remarks>
public sealed class AdamW : Adam
{
    /// <summary>PyTorch's defaults: those of <see cref="Adam"/>, with a weight decay of 0.01.</summary>
    public AdamW() => WeightDecay = 1e-2;

    private protected override bool DecaysParameters => true;
}
