namespace NetGen.Tests.Packed;

/// <summary>The comparison of a network with one that has fewer bits.</summary>
public class QuantizationTests
{
    private readonly Whole _network = new(seed: 4);

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(75)]
    public void The_change_of_outputs_is_that_of_each_sample(int samples)
    {
        var random = new Random(samples);
        float[] inputs = [.. Enumerable.Range(0, samples * Whole.InputLength).Select(_ => 2 * random.NextSingle() - 1)];
        Quarter quarter = _network.Quantize<Quarter>();
        float[][] expected = _network.Predict([.. inputs.Chunk(Whole.InputLength)]), actual = quarter.Predict([.. inputs.Chunk(Whole.InputLength)]);
        double[] changes = [.. expected.SelectMany(row => row).Zip(actual.SelectMany(row => row), (a, b) => Math.Abs((double)a - b))];
        OutputChange change = Quantization.Compare(_network, quarter, inputs);
        Assert.Equal((samples, changes.Max()), (change.Samples, change.Largest));
        Assert.Equal(changes.Average(), change.Mean, 1e-12);
        Assert.Equal(expected.Zip(actual, (a, b) => Array.IndexOf(a, a.Max()) == Array.IndexOf(b, b.Max()) ? 1.0 : 0).Average(), change.SameLargestOutput!.Value, 1e-12);
        Assert.InRange(change.Largest, 1e-6, 0.1);
    }

    [Fact]
    public void Its_text_has_every_figure()
    {
        Assert.Equal("outputs change by 0.012 at most, 0.00031 on average, on 1,000 samples; the largest output is the same on 99.90 %", new OutputChange(1000, 0.0123, 0.00031, 0.999).ToString());
        Assert.Equal("outputs change by 0.5 at most, 0.25 on average, on 2 samples", new OutputChange(2, 0.5, 0.25, null).ToString());
    }

    [Fact]
    public void An_output_that_is_not_a_number_is_the_largest_change()
    {
        Half half = _network.Quantize<Half>();
        half.Parameters.CopyFrom("dense2.bias", [float.NaN, 0, 0, 0, 0]);
        Assert.Equal(double.NaN, Quantization.Compare(_network, half, new float[3 * Whole.InputLength]).Largest);
    }

    [Fact]
    public void Files_of_weights_and_samples_give_the_same()
    {
        using var folder = new TemporaryFiles();
        float[] inputs = [.. Enumerable.Range(0, 5 * Whole.InputLength).Select(i => MathF.Sin(i))];
        string weights = folder.Path("weights.safetensors"), samples = folder.Write("samples.f32", [.. inputs.SelectMany(BitConverter.GetBytes)]);
        _network.Save(weights);
        Assert.Equal(Quantization.Compare(_network, _network.Quantize<Half>(), inputs), Quantization.CompareFiles<Whole, Half>(weights, samples));
        Assert.Equal(Quantization.Compare(_network, _network.Quantize<Dynamic>(), inputs), Quantization.CompareFiles<Whole, Dynamic>(weights, samples));

        Assert.StartsWith("short.f32 has 971 bytes, which must be one or more samples of 243 floats, 972 bytes each.", Assert.Throws<ArgumentException>(() => Quantization.CompareFiles<Whole, Half>(weights, folder.Write("short.f32", new byte[971]))).Message);
        inputs[Whole.InputLength + 3] = float.NaN;
        Assert.StartsWith("nan.f32 has NaN as element 3 of sample 1; samples must be finite.", Assert.Throws<ArgumentException>(() => Quantization.CompareFiles<Whole, Half>(weights, folder.Write("nan.f32", [.. inputs.SelectMany(BitConverter.GetBytes)]))).Message);
        Assert.Throws<WeightsFormatException>(() => Quantization.CompareFiles<Small, Half>(weights, samples));
        Assert.Throws<FileNotFoundException>(() => Quantization.CompareFiles<Whole, Half>(weights, folder.Path("none.f32")));
    }

    private sealed class TemporaryFiles : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

        public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

        public string Write(string name, byte[] content)
        {
            File.WriteAllBytes(Path(name), content);
            return Path(name);
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused()
    {
        Assert.StartsWith("There are 244 elements, which must be one or more samples of 243.", Assert.Throws<ArgumentException>(() => Quantization.Compare(_network, new Half(), new float[244])).Message);
        Assert.StartsWith("There are 0 elements", Assert.Throws<ArgumentException>(() => Quantization.Compare(_network, new Half(), [])).Message);
        Assert.StartsWith("Small maps 2 elements to 3, Whole 243 to 5.", Assert.Throws<ArgumentException>(() => Quantization.Compare(_network, new Small(), new float[243])).Message);
    }
}
