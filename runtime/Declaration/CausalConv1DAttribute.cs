namespace NetGen;

/// <summary>In a network over frames, a convolution over this frame and earlier ones: y[t] = f(Σⱼ Wⱼ·x[t − (kernel − 1 − j)·dilation] + b), where frames before the first are zeros, as PyTorch's <c>Conv1d</c> after as many zeros of padding on the left. A frame is a vector of channels; its output is a vector of filters.</summary>
/// <remarks>The tensors, in PyTorch's layout, are <c>weight</c>, [filters][channels][kernel], and <c>bias</c>. The stream's state holds the last (kernel − 1)·dilation frames of the input.</remarks>
/// <param name="filters">Elements of the output.</param>
/// <param name="kernel">Frames that an output reads.</param>
/// <param name="activation">The function applied to each output.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CausalConv1DAttribute(int filters, int kernel, Activation activation = Activation.Linear) : LayerAttribute
{
    /// <summary>Elements of the output.</summary>
    public int Filters { get; } = filters;

    /// <summary>Frames that an output reads.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The function applied to each output.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>Frames from one that an output reads to the next.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Whether a bias is added to every filter.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>How fresh weights are drawn.</summary>
    public Initializer Initializer { get; set; } = Initializer.Auto;
}
