using NetGen;

namespace Benchmarks;

/// <summary>The topologies of the networks that are not chains. A <c>Define</c> has no attributes to read, so they are described again, in the terms of the attributes; every measurement verifies that NetGen computes the same.</summary>
internal static class Graphs
{
    public static Topology I { get; } = new(nameof(I), ResidualLayers(), Loss.CrossEntropy);

    public static Topology J { get; } = ActorCritic();

    public static Topology K4 { get; } = new(nameof(K4), WaveNetLayers(), Loss.MeanSquaredError) { Frames = 2048 };

    public static Topology K6 { get; } = Transformer(new(Positions: 64, Vocabulary: 96, Width: 64, Heads: 4, Depth: 2));

    private static Layer.Sequence ResidualLayers()
    {
        Layer.Sequence x = new Layer.Sequence(new(3, 32, 32), 2, []).Then(Convolution(16, 3, 1)).Then(new ActivateAttribute(Activation.Relu));
        foreach (int filters in (int[])[16, 32, 64])
            x = Block(Block(x, filters), filters);
        return x.Then(new GlobalAveragePoolAttribute(), new DenseAttribute(10, Activation.Softmax));
    }

    private static Layer.Sequence Block(Layer.Sequence x, int filters)
    {
        int stride = filters / x.Output.Channels;
        Layer.Sequence input = x.Continue();
        return x.Then(new Layer.Residual(
            input.Then(Convolution(filters, 3, stride)).Then(new ActivateAttribute(Activation.Relu)).Then(Convolution(filters, 3, 1)),
            stride == 1 ? input : input.Then(Convolution(filters, 1, stride)),
            Activation.Relu));
    }

    /// <summary>A convolution that divides the extents by its stride, and its normalisation, which has the bias.</summary>
    private static LayerAttribute[] Convolution(int filters, int kernel, int stride) =>
        [new Conv2DAttribute(filters, kernel) { Stride = stride, Padding = kernel / 2, UseBias = false }, new BatchNormAttribute()];

    private static Layer.Sequence WaveNetLayers()
    {
        WaveNetStack first = WaveNetStack.Of(new(1, 1, 1), 16, isLast: false), second = WaveNetStack.Of(new(16, 1, 1), 8, isLast: true);
        return new Layer.Sequence(new(1, 1, 1), 0, []).Then(new WaveNetLayer(first, WaveNetStack.PerFrame(new(16, 1, 1), 8, useBias: false), second)).Then(new DenseAttribute(1));
    }

    private static Topology Transformer(TransformerLayer layer) =>
        new(nameof(K6), new Layer.Sequence(layer.Input, 0, []).Then(layer), Loss.CrossEntropy) { Vocabulary = layer.Vocabulary };

    private static Topology ActorCritic()
    {
        Layer.Sequence trunk = new Layer.Sequence(new(12, 1, 1), 0, []).Then(new DenseAttribute(64, Activation.Tanh), new DenseAttribute(64, Activation.Tanh));
        Layer.Sequence features = trunk.Continue();
        return new(nameof(J), trunk,
        [
            new(features.Then(new DenseAttribute(6, Activation.Softmax)), Loss.CrossEntropy),
            new(features.Then(new DenseAttribute(1)), Loss.MeanSquaredError),
        ]);
    }
}
