using FsCheck;
using FsCheck.Fluent;
using NetGen.Tests.Reference;

namespace NetGen.Tests.RandomCases;

/// <summary>A network, its batch size, and the seed of its weights and data.</summary>
public sealed record RandomCase(NetworkSpec Spec, int Batch, int Seed)
{
    public override string ToString() => $"{Spec}; batch {Batch}, seed {Seed}";
}

/// <summary>Random networks of every kind that can be declared with dense layers: all activations, losses and code shapes, with lengths around the widths of vectors and tiles more often than others.</summary>
public static class RandomNetworks
{
    private const int MaxParameters = 400_000;

    private static readonly string[] Words = ["hidden", "gate", "Out", "State", "units", "weight"];

    public static Gen<RandomCase> Cases => Of(Width);

    /// <summary>Networks of which about half have a layer so large that threads share its outputs, which few of the others have.</summary>
    public static Gen<RandomCase> LargeCases => Of(LargeWidth);

    private static Gen<RandomCase> Of(Gen<int> width) =>
        from spec in Networks(width)
        from batch in Batch(spec)
        from seed in Gen.Choose(0, 999_999)
        select new RandomCase(spec, batch, seed);

    private static Gen<NetworkSpec> Networks(Gen<int> width) =>
        from input in width
        from depth in Gen.Choose(1, 6)
        from hidden in Hidden(width).ArrayOf(depth - 1)
        from last in Last(width)
        from unroll in Gen.Frequency((6, Gen.Constant(Unroll.Auto)), (2, Gen.Constant(Unroll.Loops)), (1, Gen.Constant(Unroll.Full)))
        let spec = new NetworkSpec(input, last.Loss, [.. Named([.. hidden, last.Layer])])
        where Parameters(spec) <= MaxParameters
        select spec with { Unroll = unroll == Unroll.Full && Parameters(spec) > 1000 ? Unroll.Auto : unroll };

    private static Gen<int> Width => Gen.Frequency(
        (10, Gen.Choose(1, 70)),
        (5, Gen.Elements(1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65)),
        (1, LargeWidth));

    private static Gen<int> LargeWidth => Gen.Elements(96, 127, 128, 129, 130, 257, 300, 784);

    private static Gen<Dense> Hidden(Gen<int> width) =>
        from units in width
        from activation in Gen.Frequency((50, Gen.Elements(Enum.GetValues<Activation>().Except([Activation.Step]))), (1, Gen.Constant(Activation.Step)))
        from useBias in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from word in Gen.Frequency((4, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>(Words)))
        select Valid(new Dense(units, activation, useBias) { Name = word });

    // The loss first, so that the fused pairs are as frequent as the others.
    private static Gen<(Dense Layer, Loss Loss)> Last(Gen<int> width) =>
        from layer in Hidden(width)
        from loss in Gen.Elements(Enum.GetValues<Loss>())
        from activation in Gen.Elements(Enum.GetValues<Activation>().Where(activation => Losses.Fits(loss, activation, 2)))
        let units = loss == Loss.CrossEntropy ? Math.Max(2, layer.Units) : layer.Units
        select (Valid(layer with { Units = units, Activation = layer.Activation == Activation.Step ? Activation.Step : activation }), loss);

    // Batches larger than 256 sum their shards in several blocks.
    private static Gen<int> Batch(NetworkSpec spec) => Gen.Frequency(
        (6, Gen.Choose(1, 65)),
        (3, Gen.Elements(1, 2, 31, 32, 33, 63, 64, 65)),
        (Parameters(spec) < 8000 ? 2 : 0, Gen.Choose(250, 300)));

    private static Dense Valid(Dense layer) =>
        layer with { Units = Math.Max(layer.Units, layer.Activation is Activation.Softmax or Activation.LogSoftmax ? 2 : 1) };

    // Names are unique within a network.
    private static IEnumerable<LayerSpec> Named(Dense[] layers) =>
        layers.Select((layer, i) => layer.Name is null ? layer : layer with { Name = $"{layer.Name}{i}" });

    private static long Parameters(NetworkSpec spec) => ReferenceNetwork.Tensors(spec).Sum(tensor => (long)tensor.Length);
}
