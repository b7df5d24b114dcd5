using NetGen;

namespace Benchmarks;

/// <summary>PyTorch's LSTM (four gates) or GRU (three), over the frames of a stream or over a window, channels × length, of which the last output is the result.</summary>
/// <remarks>Its weights are W of shape [gates · units][inputs], then R, [gates · units][units]; its biases are those of both.</remarks>
internal sealed record RecurrentLayer(Extent Input, int Axes, int Gates, int Units) : Layer(Input, new(Units, 1, 1), Axes, Activation.Linear)
{
    public const int LstmGates = 4, GruGates = 3;

    public bool IsLstm => Gates == LstmGates;

    /// <summary>The vectors that a unit remembers: its output, and an LSTM's cell.</summary>
    public int States => IsLstm ? 2 : 1;

    public int Channels => Input.Channels;

    public override int OutputAxes => 0;

    public override int[] WeightShape => [Gates * Units * (Channels + Units)];

    public override int Biases => 2 * Gates * Units;

    public override long MultiplyAdds => (long)Weights * Input.Width;

    public override string Title => $"{(IsLstm ? "lstm" : "gru")} {Units}";
}

/// <summary>A convolution over this frame and earlier ones; W of shape [filters][channels][taps].</summary>
internal sealed record CausalLayer(Extent Input, int Filters, int Taps, int Dilation) : Layer(Input, new(Filters, 1, 1), 0, Activation.Linear)
{
    public override int[] WeightShape => [Filters, Inputs, Taps];

    public override int Biases => Filters;

    public override long MultiplyAdds => Weights;

    public override string Title => $"{Taps} of {Dilation} → {Filters}";
}

/// <summary>A stack of a WaveNet's layers: dilated convolution of x, plus W·input, tanh; x is continued by W·tanh + b, except after the last layer of the last stack.</summary>
internal sealed record WaveNetStack(Layer Entry, IReadOnlyList<(Layer Convolution, Layer Mixed, Layer? Residual)> Layers)
{
    public const int Taps = 3, LargestDilation = 512;

    public int Channels => Entry.Outputs;

    public IEnumerable<Layer> Parts => [Entry, .. Layers.SelectMany(layer => (Layer[])[layer.Convolution, layer.Mixed, .. layer.Residual is { } residual ? (Layer[])[residual] : []])];

    public static WaveNetStack Of(Extent input, int channels, bool isLast)
    {
        Extent x = new(channels, 1, 1), frame = new(1, 1, 1);
        return new(PerFrame(input, channels, useBias: false),
            [.. Enumerable.Range(0, int.Log2(LargestDilation) + 1).Select(layer => ((Layer)new CausalLayer(x, channels, Taps, 1 << layer), PerFrame(frame, channels, useBias: false),
                isLast && 1 << layer == LargestDilation ? null : PerFrame(x, channels, useBias: true)))]);
    }

    public static Layer PerFrame(Extent input, int units, bool useBias) => new Layer.Dense(input, 0, units, Activation.Linear, useBias);
}

/// <summary>Two stacks, the second reading the first's x, and their activated layers' sums through a layer each.</summary>
internal sealed record WaveNetLayer(WaveNetStack First, Layer Head, WaveNetStack Second) : Layer(new(1, 1, 1), new(Second.Channels, 1, 1), 0, Activation.Linear)
{
    public override IEnumerable<Layer> Parts => [.. First.Parts, Head, .. Second.Parts];

    public override string Title => $"wavenet {First.Channels}, {Second.Channels}";
}

/// <summary>A causal transformer, normalised before each part, over positions of a vocabulary, up to the logits. Its parameters are of one block, in PyTorch's order.</summary>
internal sealed record TransformerLayer(int Positions, int Vocabulary, int Width, int Heads, int Depth)
    : Layer(new(Positions, 1, 1), new(Vocabulary, 1, Positions), 0, Activation.LogSoftmax)
{
    private int OfABlock => 2 * 2 * Width + 3 * Width * (Width + 1) + Width * (Width + 1) + 4 * Width * (Width + 1) + Width * (4 * Width + 1);

    public override int[] WeightShape => [(Vocabulary + Positions) * Width + Depth * OfABlock + 2 * Width + Vocabulary * (Width + 1)];

    /// <summary>Every position through every matrix, and attention over all positions twice, though the mask leaves half of it.</summary>
    public override long MultiplyAdds => (long)Positions * (Depth * (12 * Width * Width + 2 * Positions * Width) + Vocabulary * Width);

    public override string Title => $"transformer of {Depth} blocks, {Width} wide";
}
