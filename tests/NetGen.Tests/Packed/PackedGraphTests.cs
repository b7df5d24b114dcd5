namespace NetGen.Tests.Packed;

/// <summary>A graph of a residual block, a layer that is called twice, an embedding that keeps floats, and two heads that floats compute as one.</summary>
[Network]
[Output("action", Loss.CrossEntropy)]
[Output("value", Loss.MeanSquaredError)]
public sealed partial class Actor
{
    internal static (Tensor action, Tensor value) Define([Shape(3, 8, 8)] Tensor image, [Shape(5)] Tensor words) => Layers(image, words);

    internal static (Tensor action, Tensor value) Layers(Tensor image, Tensor words)
    {
        Tensor x = image.Conv2D(8, 3, padding: 1).BatchNorm().Relu();
        x = (x + x.Conv2D(8, 3, padding: 1).BatchNorm()).Relu();
        Tensor h = Tensor.Concat(x.GlobalAveragePool(), words.Embedding(7, 4).Flatten()).Dense(28, Activation.Tanh);
        h = h.Dense(28, Activation.Tanh, name: "twice").Dense(28, Activation.Tanh, name: "twice");
        return (h.Dense(6, Activation.Softmax), h.Dense(1));
    }
}

#pragma warning disable NETGEN140 // the embedding
[Network(Precision = Precision.BFloat16)]
public sealed partial class ActorBFloat16
{
    private static (Tensor action, Tensor value) Define([Shape(3, 8, 8)] Tensor image, [Shape(5)] Tensor words) => Actor.Layers(image, words);
}

[Network(Precision = Precision.Int8)]
public sealed partial class ActorInt8
{
    private static (Tensor action, Tensor value) Define([Shape(3, 8, 8)] Tensor image, [Shape(5)] Tensor words) => Actor.Layers(image, words);
}

[Network(Precision = Precision.DynamicInt8)]
public sealed partial class ActorDynamic
{
    private static (Tensor action, Tensor value) Define([Shape(3, 8, 8)] Tensor image, [Shape(5)] Tensor words) => Actor.Layers(image, words);
}
#pragma warning restore NETGEN140

/// <summary>Networks of fewer bits against float networks that have the decoded weights.</summary>
public class PackedGraphTests
{
    private const int Samples = 41;

    /// <summary>Widened weights are in the same sums.</summary>
    [Fact]
    public void Bfloat16_gives_the_bits_of_floats()
    {
        Assert.Equal(Outputs(new Whole(seed: 3).Quantize<Half>(), 0), Outputs(Decoded<Whole, Half>(new Whole(seed: 3).Quantize<Half>()), 0));
        Assert.Equal(Outputs(new Actor(seed: 3).Quantize<ActorBFloat16>(), 7), Outputs(Decoded<Actor, ActorBFloat16>(new Actor(seed: 3).Quantize<ActorBFloat16>()), 7));
    }

    [Fact]
    public void Integers_give_the_outputs_of_floats()
    {
        Near(Outputs(Decoded<Whole, Quarter>(new Whole(seed: 3).Quantize<Quarter>()), 0), Outputs(new Whole(seed: 3).Quantize<Quarter>(), 0));
        Near(Outputs(Decoded<Actor, ActorInt8>(new Actor(seed: 3).Quantize<ActorInt8>()), 7), Outputs(new Actor(seed: 3).Quantize<ActorInt8>(), 7));
    }

    /// <summary>Rounded inputs change outputs, by less than a few hundredths.</summary>
    [Fact]
    public void Rounded_inputs_give_nearly_the_outputs_of_floats()
    {
        Check(Outputs(new Whole(seed: 3).Quantize<Quarter>(), 0), Outputs(new Whole(seed: 3).Quantize<Dynamic>(), 0));
        Check(Outputs(new Actor(seed: 3).Quantize<ActorInt8>(), 7), Outputs(new Actor(seed: 3).Quantize<ActorDynamic>(), 7));

        static void Check(float[] expected, float[] actual) => Assert.InRange(expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second)), 1e-4, 0.03);
    }

    private static void Near(float[] expected, float[] actual) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5));

    private static TNetwork Decoded<TNetwork, TQuantized>(TQuantized quantized) where TNetwork : class, INetwork<TNetwork> where TQuantized : class, INetwork<TQuantized>
    {
        TNetwork network = TNetwork.Create(0);
        network.Parameters.CopyFrom(quantized.Parameters);
        return network;
    }

    /// <summary>The outputs of a batch, which are those of each sample alone.</summary>
    /// <param name="network">The network.</param>
    /// <param name="indices">If its last inputs are indices, their number.</param>
    private static float[] Outputs<TNetwork>(TNetwork network, int indices) where TNetwork : class, INetwork<TNetwork>
    {
        var random = new Random(6);
        float[] inputs = [.. Enumerable.Range(0, Samples * TNetwork.InputLength).Select(i => indices > 0 && i % TNetwork.InputLength >= TNetwork.InputLength - 5 ? random.Next(indices) : 2 * random.NextSingle() - 1)];
        float[] outputs = new float[Samples * TNetwork.OutputLength], alone = new float[TNetwork.OutputLength];
        network.ForwardBatch(inputs, outputs, TNetwork.CreateWorkspace(Samples, training: false));
        for (int i = 0; i < Samples; i++)
        {
            network.Forward(inputs.AsSpan(i * TNetwork.InputLength, TNetwork.InputLength), alone);
            Assert.Equal(outputs[(i * TNetwork.OutputLength)..((i + 1) * TNetwork.OutputLength)], alone);
        }
        return outputs;
    }
}
