namespace NetGen.Training.Tests.Weights;

/// <summary>Loading a part of a file.</summary>
public sealed class PartialWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_ignored_keeps_its_values()
    {
        var saved = new Classifier(seed: 1);
        saved.Save(_folder["a"]);
        var network = new Classifier(seed: 2);
        float[] head = Tensor(network, "dense2.weight");
        Assert.Equal(["hidden.weight", "hidden.bias"], network.LoadWeights(_folder["a"], ignore: ["dense2"]));
        Assert.Equal(Tensor(saved, "hidden.weight"), Tensor(network, "hidden.weight"));
        Assert.Equal(head, Tensor(network, "dense2.weight"));
    }

    [Fact]
    public void A_checkpoint_has_weights_under_a_prefix()
    {
        using var trainer = new Trainer<RandomClassifier>(new(seed: 1), new Adam());
        trainer.Fit(Datasets.Points(40), epochs: 1);
        trainer.SaveCheckpoint(_folder["a"]);
        var network = new RandomClassifier();
        network.LoadWeights(_folder["a"], prefix: "network.");
        Assert.Equal(trainer.Network.Parameters.Values, network.Parameters.Values);
        Assert.Equal(trainer.Network.Parameters.Statistics, network.Parameters.Statistics);
        Assert.Contains("no tensor whose name begins with 'model.'; its first is training.json", Assert.Throws<WeightsFormatException>(() => network.LoadWeights(_folder["a"], prefix: "model.")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_may_differ_and_what_is_not_ignored_must_match()
    {
        var saved = new Classifier(seed: 1);
        saved.Save(_folder["a"]);
        var other = new RandomClassifier(seed: 2);
        float[] before = other.Parameters.Values.ToArray();
        var names = new Dictionary<string, string> { ["hidden.weight"] = "dense1.weight", ["hidden.bias"] = "dense1.bias" };
        WeightsFormatException fault = Assert.Throws<WeightsFormatException>(() => other.LoadWeights(_folder["a"], ignore: ["norm1", "dense2"], names: names));
        Assert.Contains("has the shape 8 × 2 instead of 12 × 2", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, other.Parameters.Values.ToArray());
        Assert.Contains("missing", Assert.Throws<WeightsFormatException>(() => other.LoadWeights(_folder["a"], ignore: ["dense2"], names: names)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_nothing_has_is_rejected()
    {
        new Classifier().Save(_folder["a"]);
        Assert.Contains("named 'hid'", Assert.Throws<ArgumentException>(() => new Classifier().LoadWeights(_folder["a"], ignore: ["hid"])).Message, StringComparison.Ordinal);
    }

    private static float[] Tensor<TNetwork>(TNetwork network, string name) where TNetwork : class, INetwork<TNetwork>
    {
        float[] values = new float[network.Parameters.GetShape(name).ToArray().Aggregate(1, (product, extent) => product * extent)];
        network.Parameters.CopyTo(name, values);
        return values;
    }
}
