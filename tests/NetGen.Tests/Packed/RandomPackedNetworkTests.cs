using FsCheck.Fluent;
using NetGen.Tests.RandomCases;
using NetGen.Tests.Reference;

namespace NetGen.Tests.Packed;

/// <summary>Compares random networks whose weights have fewer bits with the reference, which has the decoded weights: outputs, the same bits alone and in any batch, no allocation.</summary>
public class RandomPackedNetworkTests
{
    [Theory]
    [InlineData(Precision.BFloat16)]
    [InlineData(Precision.Int8)]
    [InlineData(Precision.DynamicInt8)]
    public void Dense_layers_agree_with_the_reference(Precision precision) => Check(RandomNetworks.Cases, precision);

    [Theory]
    [InlineData(Precision.BFloat16)]
    [InlineData(Precision.Int8)]
    [InlineData(Precision.DynamicInt8)]
    public void Layers_of_every_kind_agree_with_the_reference(Precision precision) => Check(RandomSpatialNetworks.Cases, precision);

    [Theory]
    [InlineData(Precision.BFloat16)]
    [InlineData(Precision.Int8)]
    [InlineData(Precision.DynamicInt8)]
    public void Networks_over_frames_agree_with_the_reference(Precision precision) => Check(RandomStreams.Cases, precision);

    /// <summary>With <see cref="Precision.DynamicInt8"/> they are those of Int8, and of the many inputs of a dense layer after one some are always too close to a tie for the reference.</summary>
    [Theory]
    [InlineData(Precision.BFloat16)]
    [InlineData(Precision.Int8)]
    public void Convolutions_of_every_form_agree_with_the_reference(Precision precision) => RandomRun.Check(
    [
        // Columns in lanes; filters in lanes over a border; groups as slices, split within a vector, spread, and depthwise; a normalisation and a maximum in the epilogue.
        Case(precision, new Shape(1, 28, 28), new Convolution(6, Square(5, 2), Activation.Relu), new MaxPool(Square(2, 0, 2)), new Convolution(16, Square(5, 0), Activation.Relu), new Dense(10)),
        Case(precision, new Shape(64, 7, 7), new Convolution(96, Square(3, 1), Groups: 2), new BatchNorm(), new Convolution(51, Square(3, 0), Groups: 1), new Convolution(51, Square(1, 0), Groups: 3), new Dense(2)),
        Case(precision, new Shape(12, 9, 9), new Convolution(12, Square(3, 1), Groups: 12), new Convolution(24, Square(3, 1), Groups: 4), new Dense(2)),
        Case(precision, new Shape(5, 61), new Convolution(18, new(null, new Axis(7, 3, 0))), new Convolution(7, new(null, new Axis(3, 1, 1)), Activation.Tanh), new Dense(1)),
    ]);

    private static void Check(FsCheck.Gen<RandomCase> kind, Precision precision) =>
        RandomRun.Check(kind.Select(random => random with { Spec = random.Spec with { Precision = precision } }).Where(HasFewTies), RandomNetworkTests.Seed, LongRun.IsRequested ? 100 : 30);

    /// <summary>Whether samples can be drawn none of whose rounded inputs is too close to a tie for the reference: of many inputs one always is.</summary>
    private static bool HasFewTies(RandomCase random) =>
        random.Spec.Precision != Precision.DynamicInt8 || random.Spec.Frames * ReferenceNetwork.PackedTensors(random.Spec).Sum(tensor => tensor.Length / tensor.Shape[0]) <= 300;

    private static RandomCase Case(Precision precision, Shape input, params LayerSpec[] layers) =>
        new(new NetworkSpec(input, Loss.MeanSquaredError, layers) { Precision = precision }, Batch: 35, Seed: 7);

    private static Window Square(int size, int padding, int stride = 1) => new(new Axis(size, stride, padding), new Axis(size, stride, padding));
}
