namespace NetGen;

/// <summary>x above 0, weight·x below, the slope learned (He et al. 2015); it starts at ¼. As PyTorch's <c>PReLU</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PReluAttribute : LayerAttribute
{
    /// <summary>Whether every channel, or every number of a vector, has a slope of its own; else there is one.</summary>
    public bool PerChannel { get; set; }
}
