namespace NetGen;

/// <summary>f(x) = x for x ≥ 0, weight·x below, with a learned weight (He et al. 2015) that starts at ¼. As PyTorch's <c>PReLU</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PReluAttribute : LayerAttribute
{
    /// <summary>Whether every channel, or every element of a vector, has its own weight; otherwise all share one.</summary>
    public bool PerChannel { get; set; }
}
