namespace NetGen;

/// <summary>Layer normalisation (Ba, Kiros and Hinton 2016) over all elements of a sample: y = (x − mean) / √(variance + ε) · weight + bias, weight and bias of the sample's shape. As PyTorch's <c>LayerNorm</c> of the sample's shape.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>ε, added to the variance: positive.</summary>
    public double Epsilon { get; set; } = 1e-5;
}
