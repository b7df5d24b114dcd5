using NetGen;

namespace Benchmarks;

/// <summary>Channels × height × width of a sample; a vector is one channel of one row, a 1-D signal has one row in each channel.</summary>
internal readonly record struct Extent(int Channels, int Height, int Width)
{
    public int Pixels => Height * Width;

    public int Length => Channels * Pixels;
}

/// <summary>A layer as declared, or a composition of layers: <see cref="Sequence"/>, <see cref="Residual"/>.</summary>
/// <param name="Axes">Spatial axes of its input: 0 for vectors, 1 for signals, 2 for images. Peers need it, since a signal has the extents of an image of one row.</param>
internal abstract record Layer(Extent Input, Extent Output, int Axes, Activation Activation)
{
    /// <summary>Spatial axes of its output.</summary>
    public virtual int OutputAxes => Axes;

    /// <summary>The layers with tensors of their own that it is composed of, in the order of evaluation: itself, unless it is a composition.</summary>
    public virtual IEnumerable<Layer> Parts => [this];

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
        DenseAttribute dense => new Dense(input, axes, dense.Units, dense.Activation, dense.UseBias),
        LstmAttribute { Bidirectional: false, UseBias: true } lstm => new RecurrentLayer(input, axes, RecurrentLayer.LstmGates, lstm.Units),
        GruAttribute { Bidirectional: false, UseBias: true } gru => new RecurrentLayer(input, axes, RecurrentLayer.GruGates, gru.Units),
        Conv2DAttribute { Dilation: 1 } c => new Convolution(input, 2, c.Filters, c.Kernel, c.Kernel, c.Stride, c.Padding, c.Padding, c.Groups, c.UseBias, c.Activation),
        Conv1DAttribute { Stride: 1, Dilation: 1 } c => new Convolution(input, 1, c.Filters, 1, c.Kernel, 1, 0, c.Padding, c.Groups, c.UseBias, c.Activation),
        MaxPool2DAttribute { Stride: 0, Padding: 0 } pool => new MaxPool(input, 2, pool.Size, pool.Size),
        MaxPool1DAttribute { Stride: 0, Padding: 0 } pool => new MaxPool(input, 1, 1, pool.Size),
        GlobalAveragePoolAttribute => new GlobalAverage(input, axes),
        BatchNormAttribute => new BatchNorm(input, axes),
        ActivateAttribute activate => new Activate(input, axes, activate.Activation),
        _ => throw new NotSupportedException($"The benchmark's peers do not implement {attribute.GetType().Name}, or not with these settings."),
    };

    /// <summary>y = f(W·x + b), W of shape [outputs][inputs], x being the elements of the input, channels first.</summary>
    internal sealed record Dense(Extent Input, int Axes, int Units, Activation Activation, bool UseBias = true) : Layer(Input, new(Units, 1, 1), Axes, Activation)
    {
        public override int OutputAxes => 0;

        public override int[] WeightShape => [Units, Inputs];

        public override int Biases => UseBias ? Units : 0;

        public override long MultiplyAdds => Weights;

        public override string Title => $"{Units}";
    }

    /// <summary>A cross-correlation, W of shape [filters][channels / groups][height][width]; the stride is that of every axis.</summary>
    internal sealed record Convolution(Extent Input, int Axes, int Filters, int KernelHeight, int KernelWidth, int Stride, int PaddingHeight, int PaddingWidth, int Groups, bool UseBias, Activation Activation)
        : Layer(Input, new(Filters, (Input.Height + 2 * PaddingHeight - KernelHeight) / Stride + 1, (Input.Width + 2 * PaddingWidth - KernelWidth) / Stride + 1), Axes, Activation)
    {
        public int ChannelsOfAGroup => Input.Channels / Groups;

        public int FiltersOfAGroup => Filters / Groups;

        public override int[] WeightShape => Axes == 1 ? [Filters, ChannelsOfAGroup, KernelWidth] : [Filters, ChannelsOfAGroup, KernelHeight, KernelWidth];

        public override int Biases => UseBias ? Filters : 0;

        public override long MultiplyAdds => (long)Weights * Output.Pixels;

        public override string Title => $"conv {(Axes == 1 ? "" : $"{KernelHeight}×")}{KernelWidth}{(Stride > 1 ? $" / {Stride}" : "")} → {Filters}{(Groups > 1 ? $" in {Groups} groups" : "")}";
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

    /// <summary>Layers one after another. Without any, the output is the input.</summary>
    internal sealed record Sequence(Extent Input, int Axes, IReadOnlyList<Layer> Layers) : Layer(Input, Layers is [.., { } last] ? last.Output : Input, Axes, Activation.Linear)
    {
        public override int OutputAxes => Layers is [.., { } last] ? last.OutputAxes : Axes;

        public override IEnumerable<Layer> Parts => Layers.SelectMany(layer => layer.Parts);

        public override string Title => string.Join(", ", Layers.Select(layer => layer.Title).Where(title => title.Length > 0));

        /// <summary>This sequence followed by the layers that attributes declare.</summary>
        public Sequence Then(params IEnumerable<LayerAttribute> attributes) =>
            attributes.Aggregate(this, (sequence, attribute) => sequence.Then(Read(attribute, sequence.Output, sequence.OutputAxes)));

        public Sequence Then(Layer layer) => new(Input, Axes, [.. Layers, layer]);

        /// <summary>An empty sequence that reads the output of this one.</summary>
        public Sequence Continue() => new(Output, OutputAxes, []);
    }

    /// <summary>y = f(body(x) + shortcut(x)); an empty shortcut is x itself.</summary>
    internal sealed record Residual(Sequence Body, Sequence Shortcut, Activation Activation) : Layer(Body.Input, Body.Output, Body.Axes, Activation)
    {
        public override IEnumerable<Layer> Parts => [.. Body.Parts, .. Shortcut.Parts];

        public override string Title => $"({Body.Title}) + {(Shortcut.Layers.Count == 0 ? "x" : $"({Shortcut.Title})")}";
    }
}
