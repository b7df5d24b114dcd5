namespace NetGen.Training.Tests.Weights;

/// <summary>Text that a user saves with the weights.</summary>
public sealed class MetadataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Text_is_saved_with_the_weights_and_read_without_them()
    {
        var network = new Classifier(seed: 1);
        var text = new Dictionary<string, string> { ["classes"] = "left\nmiddle, \"right\"", ["ärger"] = "", [""] = "empty key" };
        network.Save(_folder["a"], text);
        Assert.Equal(text.OrderBy(entry => entry.Key), WeightsFile.ReadMetadata(_folder["a"]).OrderBy(entry => entry.Key));
        Assert.Equal(network.Parameters.Values, Classifier.Load(_folder["a"]).Parameters.Values);
        network.Save(_folder["a"]);
        Assert.Empty(WeightsFile.ReadMetadata(_folder["a"]));
    }

    [Fact]
    public void Keys_that_are_taken_and_texts_that_are_too_long_are_rejected_and_the_file_stays()
    {
        var network = new Classifier(seed: 1);
        network.Save(_folder["a"]);
        byte[] before = File.ReadAllBytes(_folder["a"]);
        Assert.Contains("'format' already", Assert.Throws<ArgumentException>(() => network.Save(_folder["a"], new Dictionary<string, string> { ["format"] = "x" })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.Save(_folder["a"], new Dictionary<string, string> { ["x"] = null! }));
        Assert.Contains("at most 300,000", Assert.Throws<ArgumentException>(() => network.Save(_folder["a"], new Dictionary<string, string> { ["x"] = new('y', 300_000) })).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["a"]));
        network.Save(_folder["a"], new Dictionary<string, string> { ["x"] = new('\u0001', 299_999) });
        Assert.Equal(299_999, WeightsFile.ReadMetadata(_folder["a"])["x"].Length);
        Classifier.Load(_folder["a"]);
    }
}
