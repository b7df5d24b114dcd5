namespace NetGen;

/// <summary>A 2-D convolution over channels × height × width: every filter is a cross-correlation with its kernel, W of shape [filters][channels / groups][height][width]; outputs are filters × ⌊(n + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1 along each axis, as PyTorch's <c>Conv2d</c>.</summary>
/// <param name="filters">Channels of the output.</param>
/// <param name="kernel">Rows and columns of the kernel.</param>
/// <param name="activation">The function applied to each output; softmax is not possible, since it needs a vector.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv2DAttribute(int filters, int kernel, Activation activation = Activation.Linear) : LayerAttribute
{
    /// <summary>Channels of the output.</summary>
    public int Filters { get; } = filters;

    /// <summary>Rows and columns of the kernel.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The function applied to each output.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>Rows and columns from one position of the kernel to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Rows and columns of zeros on each side, or <see cref="NetGen.Padding.Same"/>.</summary>
    public int Padding { get; set; }

    /// <summary>Rows and columns from one element of the kernel to the next.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Rows of the kernel, where it isn't square; <c>kernel</c> by default.</summary>
    public int KernelHeight { get; set; }

    /// <summary>Columns of the kernel, where it isn't square; <c>kernel</c> by default.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Rows from one position of the kernel to the next; <see cref="Stride"/> by default.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Columns from one position of the kernel to the next; <see cref="Stride"/> by default.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Rows of zeros above and below, or <see cref="NetGen.Padding.Same"/>; <see cref="Padding"/> by default.</summary>
    public int PaddingHeight { get; set; }

    /// <summary>Columns of zeros on each side, or <see cref="NetGen.Padding.Same"/>; <see cref="Padding"/> by default.</summary>
    public int PaddingWidth { get; set; }

    /// <summary>Rows from one element of the kernel to the next; <see cref="Dilation"/> by default.</summary>
    public int DilationHeight { get; set; }

    /// <summary>Columns from one element of the kernel to the next; <see cref="Dilation"/> by default.</summary>
    public int DilationWidth { get; set; }

    /// <summary>The number of groups that channels and filters are divided into, a divisor of both; each filter reads the channels of its group. As many groups as channels make a depthwise convolution.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added to every filter.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>How fresh weights are drawn.</summary>
    public Initializer Initializer { get; set; } = Initializer.Auto;
}
