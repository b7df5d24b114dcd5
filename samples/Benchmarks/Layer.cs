using NetGen;

namespace Benchmarks;

/// <summary>Channels × height × width of a sample; a vector is one channel of one row, a 1-D signal has one row in each channel.</summary>
internal readonly record struct Extent(int Channels, int Height, int Width)
{
    public int Pixels => Height * Width;

    public int Length => Channels * Pixels;
}

/// <summary>A layer as declared.</summary>
/// <param name="Axes">Spatial axes of a sample: 0 for vectors, 1 for signals, 2 for images. Peers need it, since a signal has the extents of an image of one row.</param>
internal abstract record Layer(Extent Input, Extent Output, int Axes, Activation Activation)
{
    public int Inputs => Input.Length;

    public int Outputs => Output.Length;

    /// <summary>The shape of the weights, as in PyTorch and ONNX; empty if there are none.</summary>
    public virtual int[] WeightShape => [];

    public int Weights => WeightShape is [] ? 0 : WeightShape.Aggregate(1, (product, extent) => product * extent);

    public virtual int Biases => 0;

    /// <summary>Running means, and as many running variances.</summary>
    public virtual int Statistics => 0;

    public virtual long MultiplyAdds => 0;

    /// <summary>As in <c>conv 5×5 → 6</c>.</summary>
    public abstract string Title { get; }

    public void Deconstruct(out int inputs, out int outputs, out Activation activation) => (inputs, outputs, activation) = (Inputs, Outputs, Activation);

    /// <summary>The layer that an attribute declares, for a given input.</summary>
    /// <exception cref="NotSupportedException">The peers do not implement this kind of layer.</exception>
    public static Layer Read(LayerAttribute attribute, Extent input, int axes) => attribute switch
    {
        DenseAttribute dense => new Dense(input, dense.Units, dense.Activation),
        Conv2DAttribute { Stride: 1, Dilation: 1 } c => new Convolution(input, 2, c.Filters, c.Kernel, c.Kernel, c.Padding, c.Padding, c.Groups, c.Activation),
        Conv1DAttribute { Stride: 1, Dilation: 1 } c => new Convolution(input, 1, c.Filters, 1, c.Kernel, 0, c.Padding, c.Groups, c.Activation),
        MaxPool2DAttribute { Stride: 0, Padding: 0 } pool => new MaxPool(input, 2, pool.Size, pool.Size),
        MaxPool1DAttribute { Stride: 0, Padding: 0 } pool => new MaxPool(input, 1, 1, pool.Size),
        GlobalAveragePoolAttribute => new GlobalAverage(input, axes),
        BatchNormAttribute => new BatchNorm(input, axes),
        ActivateAttribute activate => new Activate(input, axes, activate.Activation),
        _ => throw new NotSupportedException($"The benchmark's peers do not implement {attribute.GetType().Name}, or not with these settings."),
    };

    /// <summary>y = f(W·x + b), W of shape [outputs][inputs].</summary>
    internal sealed record Dense(Extent Input, int Units, Activation Activation) : Layer(Input, new(Units, 1, 1), 0, Activation)
    {
        public override int[] WeightShape => [Units, Inputs];

        public override int Biases => Units;

        public override long MultiplyAdds => Weights;

        public override string Title => $"{Units}";
    }

    /// <summary>A cross-correlation of stride 1, W of shape [filters][channels / groups][height][width].</summary>
    internal sealed record Convolution(Extent Input, int Axes, int Filters, int KernelHeight, int KernelWidth, int PaddingHeight, int PaddingWidth, int Groups, Activation Activation)
        : Layer(Input, new(Filters, Input.Height + 2 * PaddingHeight - KernelHeight + 1, Input.Width + 2 * PaddingWidth - KernelWidth + 1), Axes, Activation)
    {
        public int ChannelsOfAGroup => Input.Channels / Groups;

        public int FiltersOfAGroup => Filters / Groups;

        public override int[] WeightShape => Axes == 1 ? [Filters, ChannelsOfAGroup, KernelWidth] : [Filters, ChannelsOfAGroup, KernelHeight, KernelWidth];

        public override int Biases => Filters;

        public override long MultiplyAdds => (long)Weights * Output.Pixels;

        public override string Title => $"conv {(Axes == 1 ? "" : $"{KernelHeight}×")}{KernelWidth} → {Filters}{(Groups > 1 ? $" in {Groups} groups" : "")}";
    }

    /// <summary>The maximum of each window; windows do not overlap.</summary>
    internal sealed record MaxPool(Extent Input, int Axes, int SizeHeight, int SizeWidth)
        : Layer(Input, new(Input.Channels, Input.Height / SizeHeight, Input.Width / SizeWidth), Axes, Activation.Linear)
    {
        public override string Title => "pool";
    }

    /// <summary>The mean of each channel.</summary>
    internal sealed record GlobalAverage(Extent Input, int Axes) : Layer(Input, new(Input.Channels, 1, 1), Axes, Activation.Linear)
    {
        public override string Title => "mean";
    }

    /// <summary>y = γ·(x − mean) / √(variance + ε) + β for each channel.</summary>
    internal sealed record BatchNorm(Extent Input, int Axes) : Layer(Input, Input, Axes, Activation.Linear)
    {
        public const double Epsilon = 1e-5;

        public override int[] WeightShape => [Input.Channels];

        public override int Biases => Input.Channels;

        public override int Statistics => Input.Channels;

        public override string Title => "norm";
    }

    /// <summary>An activation by itself.</summary>
    internal sealed record Activate(Extent Input, int Axes, Activation Activation) : Layer(Input, Input, Axes, Activation)
    {
        public override string Title => "";
    }
}
