namespace NetGen;

/// <summary>Batch normalisation (Ioffe and Szegedy 2015): y = (x − mean) / √(variance + ε) · weight + bias for each channel, or each element of a vector. In training, mean and variance are the whole batch's; in inference, running averages kept in <c>ParameterBlock.Statistics</c>. As PyTorch's <c>BatchNorm1d</c> and <c>BatchNorm2d</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>ε, added to the variance: positive.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>The weight of a batch in the running averages, from 0 to 1: running ← (1 − momentum)·running + momentum·batch, with the unbiased variance.</summary>
    public double Momentum { get; set; } = 0.1;
}
