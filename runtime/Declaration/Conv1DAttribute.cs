namespace NetGen;

/// <summary>A 1-D convolution over channels × length: every filter is a cross-correlation with its kernel, W of shape [filters][channels / groups][length]; outputs are filters × ⌊(n + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1 along the length, as PyTorch's <c>Conv1d</c>.</summary>
/// <param name="filters">Channels of the output.</param>
/// <param name="kernel">Length of the kernel.</param>
/// <param name="activation">The function applied to each output; softmax is not possible, since it needs a vector.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv1DAttribute(int filters, int kernel, Activation activation = Activation.Linear) : LayerAttribute
{
    /// <summary>Channels of the output.</summary>
    public int Filters { get; } = filters;

    /// <summary>Length of the kernel.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The function applied to each output.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>Elements from one position of the kernel to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros on each side, or <see cref="NetGen.Padding.Same"/>.</summary>
    public int Padding { get; set; }

    /// <summary>Elements of the input from one element of the kernel to the next.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The number of groups that channels and filters are divided into, a divisor of both; each filter reads the channels of its group. As many groups as channels make a depthwise convolution.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added to every filter.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>How fresh weights are drawn.</summary>
    public Initializer Initializer { get; set; } = Initializer.Auto;
}
