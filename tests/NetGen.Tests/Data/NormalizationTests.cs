using System.Text;
using NetGen.Data;

namespace NetGen.Tests.Data;

public sealed class NormalizationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-normalization-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_keeps_every_bit()
    {
        float[] means = [0.1f, -1e-38f, float.Epsilon, 3.4028235e38f, -0f, MathF.PI], deviations = [1, float.Epsilon, 3.4028235e38f, 1e-30f, 0.3f, 7];
        var saved = new Normalization(means, deviations);
        string path = Path.Combine(_folder.FullName, "scaling.json");
        File.WriteAllText(path, "an older file, longer than the new one".PadRight(5000));
        saved.Save(path);
        using var stream = new MemoryStream();
        saved.Save(stream);
        stream.Position = 0;
        foreach (Normalization loaded in (Normalization[])[Normalization.Load(path), Normalization.Load(stream)])
        {
            Assert.Equal(Bits(means), Bits(loaded.Means));
            Assert.Equal(Bits(deviations), Bits(loaded.Deviations));
        }
        Assert.Equal(["scaling.json"], _folder.GetFiles().Select(file => file.Name));
    }

    [Fact]
    public void A_loaded_file_scales_new_data_like_the_original_statistics()
    {
        Dataset data = Dataset.FromArrays([[1, 5, 7], [2, 5, 9], [6, 5, -1]], [[0], [0], [0]]);
        float[] expected = data.Normalize(out Normalization statistics).Inputs.ToArray();
        using var stream = new MemoryStream();
        statistics.Save(stream);
        stream.Position = 0;
        Assert.Equal(Bits(expected), Bits(data.Normalize(Normalization.Load(stream)).Inputs));
    }

    [Theory]
    [InlineData("", "is not JSON, or cut short")]
    [InlineData("""{"means": [1], "deviations": [1""", "is not JSON, or cut short")]
    [InlineData("[1]", "must be a JSON object of two arrays, means and deviations")]
    [InlineData("""{"means": [1]}""", "has no array named deviations")]
    [InlineData("""{"means": 1, "deviations": [1]}""", "has no array named means")]
    [InlineData("""{"means": ["1"], "deviations": [1]}""", "has \"1\" as element 0 of means")]
    [InlineData("""{"means": [], "deviations": []}""", "There are 0 means and 0 deviations")]
    [InlineData("""{"means": [1], "deviations": [1, 2]}""", "There are 1 means and 2 deviations")]
    [InlineData("""{"means": [1e99], "deviations": [1]}""", "Mean 0 is Infinity")]
    [InlineData("""{"means": [1, 2], "deviations": [1, 0]}""", "Deviation 1 is 0; it must be finite and greater than 0")]
    [InlineData("""{"means": [1], "deviations": [-1]}""", "Deviation 0 is -1")]
    public void Damaged_files_are_rejected_by_name(string text, string message)
    {
        string path = Path.Combine(_folder.FullName, "scaling.json");
        File.WriteAllText(path, text);
        string actual = Assert.Throws<InvalidDataException>(() => Normalization.Load(path)).Message;
        Assert.StartsWith("scaling.json ", actual);
        Assert.Contains(message, actual);
        Assert.StartsWith("The stream ", Assert.Throws<InvalidDataException>(() => Normalization.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)))).Message);
    }

    [Fact]
    public void Statistics_of_data_that_are_not_finite_are_not_saved()
    {
        string path = Path.Combine(_folder.FullName, "scaling.json");
        File.WriteAllText(path, "as it was");
        var statistics = Normalization.Of(Dataset.FromArrays([[1, float.NaN], [2, 3]], [[0], [0]]));
        Assert.Contains("Element 1 has the mean NaN", Assert.Throws<InvalidOperationException>(() => statistics.Save(path)).Message);
        Assert.Equal("as it was", File.ReadAllText(path));
        using var stream = new MemoryStream();
        Assert.Throws<InvalidOperationException>(() => statistics.Save(stream));
        Assert.Equal(0, stream.Length);
    }

    private static int[] Bits(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), BitConverter.SingleToInt32Bits);
}
