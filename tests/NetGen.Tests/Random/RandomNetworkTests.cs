using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>Compares random networks with the reference. NETGEN_LONG doubles their number, NETGEN_SEED changes the seed; samples/RandomNetworks checks any number.</summary>
public class RandomNetworkTests
{
    public static ulong Seed { get; } = Environment.GetEnvironmentVariable("NETGEN_SEED") is { Length: > 0 } seed ? ulong.Parse(seed) : 20_250_101;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Emitted_code_agrees_with_the_reference(ulong part) => RandomRun.Check(RandomNetworks.Cases, Seed + part, LongRun.IsRequested ? 55 : 25);

    // After a softmax of 257 outputs every sum is a few thousandths: with a distance from kinks that is not relative to it no sample would be found.
    [Fact]
    public void Networks_with_small_sums_have_samples_away_from_kinks() => RandomRun.Check([new(
        new NetworkSpec(54, Loss.Huber, new Dense(62, Activation.Linear), new Dense(257, Activation.Relu), new Dense(37, Activation.Softplus, UseBias: false),
            new Dense(257, Activation.Softmax, UseBias: false), new Dense(53, Activation.LeakyRelu, UseBias: false), new Dense(300, Activation.Selu, UseBias: false)),
        Batch: 56, Seed: 611689)]);
}

/// <summary>Compares random networks over frames with the reference.</summary>
public class RandomStreamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Emitted_code_agrees_with_the_reference(ulong part) => RandomRun.Check(RandomStreams.Cases, RandomNetworkTests.Seed + part, LongRun.IsRequested ? 50 : 25);

    // Pieces may continue each other although there is nothing to carry.
    [Fact]
    public void Networks_over_frames_without_memory_agree_with_the_reference() => RandomRun.Check(
    [
        new(new NetworkSpec(new Shape(1), Loss.MeanAbsoluteError, new Dense(2, Activation.LogSoftmax, UseBias: false)) { SequenceLength = 9, WarmupFrames = 7 }, Batch: 3, Seed: 45920),
        new(new NetworkSpec(new Shape(3), Loss.MeanSquaredError, new Dense(5, Activation.Tanh), new LastFrame()) { SequenceLength = 40 }, Batch: 4, Seed: 1),
    ]);
}

/// <summary>The same with all kinds of layers, in a separate class so that both run in parallel.</summary>
public class RandomSpatialNetworkTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Emitted_code_agrees_with_the_reference(ulong part) => RandomRun.Check(RandomSpatialNetworks.Cases, RandomNetworkTests.Seed + part, LongRun.IsRequested ? 50 : 25);

    // A vector stored at a pixel extends past it, and padding moves even the only pixel away from the buffer's start.
    [Fact]
    public void A_single_pixel_with_padding_stays_within_its_buffer() => RandomRun.Check([new(
        new NetworkSpec(new Shape(2, 4, 3), Loss.MeanSquaredError,
            new MaxPool(new(new Axis(4, 1), new Axis(3, 1))),
            new Convolution(1, new(new Axis(1), new Axis(2, Padding: Padding.Same, Dilation: 2)), Activation.LeakyRelu, UseBias: false)),
        Batch: 36, Seed: 828749)]);

    // The gradient of the bias before a batch normalisation is only the rounding error of a mean, once for each pixel.
    [Fact]
    public void Cancelling_gradients_are_within_rounding_error() => RandomRun.Check([new(
        new NetworkSpec(new Shape(1, 3, 13), Loss.MeanAbsoluteError, new Convolution(16, new(new Axis(3, Padding: 2), new Axis(3, Padding: 2))), new BatchNorm(), new GlobalAveragePool()),
        Batch: 1, Seed: 95062)]);

    // A step activation gives exactly the 1 at which the derivative of the next activation jumps: no sample would be accepted if that were uncertain.
    [Fact]
    public void Exact_values_may_lie_on_a_kink() => RandomRun.Check([new(
        new NetworkSpec(new Shape(1, 10), Loss.Huber, new Convolution(2, new(null, new Axis(2)), Activation.Step, UseBias: false), new Activate(Activation.HardTanh)),
        Batch: 1, Seed: 169136)]);

    // Rows of 20 elements, not whole vectors, at the end of the block and of the sums.
    [Fact]
    public void Normalisation_of_partial_vectors_stays_within_its_tensors() => RandomRun.Check([new(
        new NetworkSpec(new Shape(5, 3, 4), Loss.MeanSquaredError, new LayerNorm(), new Dense(2), new LayerNorm()), Batch: 33, Seed: 1)]);

    // Few filters over wide rows: columns in lanes, from one such convolution to the next, transposed to channels last for other readers.
    [Fact]
    public void Convolutions_with_columns_in_lanes_agree_with_the_reference() => RandomRun.Check(
    [
        Case(new Shape(1, 9, 33), new Convolution(3, Square(3, 1), Activation.Relu), new MaxPool(Square(2, 0, 2)), new Dense(4)),
        Case(new Shape(3, 6, 40), new Convolution(2, Square(5, 2), Activation.Tanh), new Convolution(4, Square(3, 1), Activation.Relu), new BatchNorm(), new Activate(Activation.LeakyRelu), new MaxPool(Square(2, 0, 2)), new Convolution(20, Square(3, 0))),
        Case(new Shape(2, 200), new Convolution(3, new(null, new Axis(9)), Activation.Relu), new BatchNorm(), new Convolution(1, new(null, new Axis(5, Padding: 2, Dilation: 2)), Activation.Gelu), new Flatten(), new Dense(3)),
        Case(new Shape(1, 70), new Convolution(1, new(null, new Axis(3))), new MaxPool(new(null, new Axis(2, 2))), new Convolution(2, new(null, new Axis(1)))),
        Case(new Shape(3, 4, 16), new Convolution(1, Square(1, 0), UseBias: false), new BatchNorm(), new GlobalAveragePool()),
        Case(new Shape(1, 3, 17), new Convolution(7, new(new Axis(3, Padding: 1), new Axis(2)), Activation.HardSwish), new MaxPool(new(new Axis(3, 3), new Axis(1, 1))), new Dense(2)),
    ]);

    // More tiles of weight gradients than are emitted as single calls: of adjacent inputs, with gaps, in groups, and of rows.
    [Fact]
    public void Long_kernels_agree_with_the_reference() => RandomRun.Check(
    [
        Case(new Shape(40, 12), new Convolution(3, new(null, new Axis(11)), Activation.Relu), new Dense(2)),
        Case(new Shape(401, 6), new Convolution(2, new(null, new Axis(2, Dilation: 2)))),
        Case(new Shape(900, 3), new Convolution(4, new(null, new Axis(2)), Groups: 2)),
        Case(new Shape(1, 420, 2), new Convolution(2, new(new Axis(415), new Axis(1)))),
    ]);

    // Units of one panel and of several, whole and partial vectors; one frame; frames in the caller's memory, with a border, in both directions.
    [Fact]
    public void Recurrent_layers_agree_with_the_reference() => RandomRun.Check(
    [
        Case(new Shape(1, 40), new Lstm(16), new Dense(2)),
        Case(new Shape(1, 1), new Lstm(1), new Gru(1), new Rnn(1)),
        Case(new Shape(5, 1), new Rnn(4, Bidirectional: true), new Lstm(8, Bidirectional: true), new Gru(3, Bidirectional: true)),
        Case(new Shape(2, 9), new Convolution(4, new(null, new Axis(3, Padding: 1))), new Lstm(8, Bidirectional: true), new Convolution(3, new(null, new Axis(3, Padding: 2))), new Gru(12), new Convolution(2, new(null, new Axis(2)))),
        Case(new Shape(3, 7), new Rnn(33, IsRelu: true, UseBias: false), new Gru(40, Bidirectional: true, UseBias: false), new Lstm(24, Bidirectional: true, Last: true, UseBias: false)),
        Case(new Shape(2, 6), new Gru(17, Last: true)),
        Case(new Shape(2, 6), new Rnn(20, Bidirectional: true, Last: true)),
        Case(new Shape(16, 5), new Lstm(48), new BatchNorm(), new Lstm(4)) with { Batch = 3 },
        Case(new Shape(1, 600), new Gru(6), new Lstm(5, Last: true)) with { Batch = 2 },
    ]);

    // More calls than a method has: rows of a list, each with the layers for which it is needed.
    [Fact]
    public void Deep_networks_agree_with_the_reference() => RandomRun.Check(
    [
        Case(new Shape(5), [.. Enumerable.Range(0, 45).Select(i => new Dense(4 + i % 3, Activation.Softsign))]) with { Batch = 9 },
        Case(new Shape(2, 2, 3), [.. Enumerable.Range(0, 30).Select(i => new Convolution(2 + i % 2, Square(1, 0), Activation.Tanh))]) with { Batch = 9 },
        Case(new Shape(6), [.. Enumerable.Range(0, 14).SelectMany(i => new LayerSpec[] { new Dense(5 + i % 2), new BatchNorm() })]) with { Batch = 9 },
    ]);

    // No offset depends on the stride of a single window, or on the dilation of a single element.
    [Fact]
    public void Unused_strides_and_dilations_may_exceed_the_input() => RandomRun.Check(
    [
        Case(new Shape(2, 9), new Convolution(4, new(null, new Axis(1, Dilation: int.MaxValue)), Groups: 2), new Convolution(3, new(null, new Axis(2, Stride: int.MaxValue)))),
        Case(new Shape(2, 5, 6), new Convolution(4, new(new Axis(2, Stride: int.MaxValue), new Axis(1, Stride: 2, Dilation: 1 << 30)), Groups: 2), new MaxPool(new(new Axis(1, 1 << 30), new Axis(2, 1 << 30)))),
    ]);

    // Lengths and widths of heads that are whole vectors, and that are not; rows of tiles that are complete, and that are not.
    [Fact]
    public void Attention_agrees_with_the_reference() => RandomRun.Check(
    [
        Case(new Shape(12, 7), new SelfAttention(3), new Dense(2)),
        Case(new Shape(1, 5), new SelfAttention(1, Causal: true)),
        Case(new Shape(16, 1), new SelfAttention(4), new SelfAttention(2, Causal: true)),
        Case(new Shape(32, 19), new SelfAttention(2, Causal: true), new Dense(3)) with { Batch = 3 },
        Case(new Shape(6, 33), new SelfAttention(6), new LayerNorm(OverChannels: true)) with { Batch = 2 },
        Case(new Shape(44, 13), new LayerNorm(OverChannels: true), new SelfAttention(2), new PositionEmbedding()) with { Batch = 4 },
        Case(new Shape(9), new Embedding(7, 20), new PositionEmbedding(), new SelfAttention(4, Causal: true), new Convolution(7, new(null, new Axis(1)))) with { Batch = 5 },
        Case(new Shape(64, 40), new SelfAttention(4, Causal: true)) with { Batch = 2 },
    ]);

    // A vector of 32 seen as pixels of one channel: vectors of channels that begin at the last pixel end outside it.
    [Fact]
    public void Pixels_of_a_reshaped_vector_stay_within_its_memory() => RandomRun.Check(
    [
        Case(new Shape(5), new Dense(32), new Reshape(new(1, 32)), new BatchNorm(), new Dense(3)),
        Case(new Shape(5), new Dense(32, Activation.Tanh), new Reshape(new(1, 32)), new LayerNorm(OverChannels: true), new PRelu(), new Dense(3)),
        Case(new Shape(5), new Dense(48, Activation.Tanh), new Reshape(new(1, 6, 8)), new MaxPool(Square(2, 0, 2)), new Dense(3), new BatchNorm()),
    ]);

    private static RandomCase Case(Shape input, params LayerSpec[] layers) => new(new NetworkSpec(input, Loss.MeanSquaredError, layers), Batch: 35, Seed: 7);

    private static Window Square(int size, int padding, int stride = 1) => new(new Axis(size, stride, padding), new Axis(size, stride, padding));
}
