namespace NetGen;

/// <summary>Layer normalisation (Ba, Kiros and Hinton 2016) over all elements of a sample: y = (x − mean) / √(variance + ε) · weight + bias, weight and bias of the sample's shape. As PyTorch's <c>LayerNorm</c> of the sample's shape.</summary>
/// <remarks>With <see cref="NetGen.Over.Channels"/> every position is normalised by itself, over its channels, and weight and bias have an element for each channel: as PyTorch's <c>LayerNorm(channels)</c> where the channels are the last axis, as in a transformer.</remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>ε, added to the variance: positive.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>The elements that share a mean and a variance.</summary>
    public Over Over { get; set; } = Over.Sample;
}
