using System.Text;
using NetGen.Bits;
using NetGen.Tests.Training;
using static NetGen.Tests.Weights.SafetensorsFiles;

namespace NetGen.Tests.Weights;

public class SafetensorsRoundTripTests
{
    private static readonly Dictionary<string, string> PyTorchNames = new()
    {
        ["fc1.weight"] = "dense1.weight",
        ["fc1.bias"] = "dense1.bias",
        ["fc2.weight"] = "dense2.weight",
        ["fc2.bias"] = "dense2.bias",
    };

    [Fact] public void Scalar_code() => RoundTrip<Tiny>();

    [Fact] public void Straight_line_code() => RoundTrip<Straight>();

    [Fact] public void Odd_sizes() => RoundTrip<Classifier>();

    [Fact] public void A_long_sum() => RoundTrip<LongSum>();

    [Fact] public void Many_layers() => RoundTrip<Everything>();

    [Fact] public void Convolutions() => RoundTrip<Pictures>();

    [Fact] public void Running_statistics() => RoundTrip<Depthwise>();

    [Fact] public void PRelu_and_norms() => RoundTrip<Signal>();

    [Fact] public void Groups() => RoundTrip<Grouped>();

    [Fact] public void Tensors_longer_than_a_chunk() => RoundTrip<Broad>();

    /// <summary>The class has no such members itself; those of the interface are used.</summary>
    [Fact] public void A_handwritten_network() => RoundTrip<LinearNetwork>();

    private static void RoundTrip<TNetwork>() where TNetwork : class, INetwork<TNetwork>
    {
        TNetwork network = TNetwork.Create(seed: 3);
        // Biases are initially zero; all values must be distinguishable, including −0 and subnormals.
        foreach (string name in network.Parameters.Names.Where(name => name.EndsWith(".bias")))
            network.Parameters.CopyFrom(name, [.. Values(network.Parameters, name).Select((_, i) => i == 0 ? -0f : i * float.Epsilon)]);
        byte[] file = Save(network);
        foreach (bool canSeek in new[] { true, false })
        {
            TNetwork loaded = TNetwork.Load(Open(file, canSeek));
            Assert.Equal(BitsOf(network.Parameters), BitsOf(loaded.Parameters));
            Assert.Equal(file, Save(loaded));
            float[] input = [.. Enumerable.Range(0, TNetwork.InputLength).Select(i => i % 7 - 3f)], expected = new float[TNetwork.OutputLength], actual = new float[TNetwork.OutputLength];
            network.Forward(input, expected);
            loaded.Forward(input, actual);
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void A_file_has_exactly_these_bytes()
    {
        Tiny network = Tiny.Load(new MemoryStream(Of(TinyTensors())));
        string header = $$$"""
            {"__metadata__":{"format":"pt","network":"Tiny","declaration":"2 → dense1 (Dense, sigmoid) 2 → dense2 (Dense, sigmoid) 1","netgen":"0.1.0"},{{{
            Entry("dense1.weight", "F32", [2, 2], 0, 16)}}},{{{Entry("dense1.bias", "F32", [2], 16, 24)}}},{{{Entry("dense2.weight", "F32", [1, 2], 24, 32)}}},{{{Entry("dense2.bias", "F32", [1], 32, 36)}}}}
            """.ReplaceLineEndings("");
        int length = (Encoding.UTF8.GetByteCount(header) + 7) / 8 * 8;
        header += new string(' ', length - Encoding.UTF8.GetByteCount(header));
        Assert.Equal(Of(header, Floats(1, 2, 3, 4, 5, 6, 7, 8, 9)), Save(network));
    }

    [Fact]
    public void The_emitted_members_and_the_interface_do_the_same()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("netgen-weights-");
        try
        {
            string path = Path.Combine(folder.FullName, "tiny.safetensors"), other = Path.Combine(folder.FullName, "other.safetensors");
            var network = new Tiny(7);
            network.Save(path);
            SaveByContract(network, other);
            Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(other));
            string[] paths = [path];
            Assert.Equal(BitsOf(network.Parameters), BitsOf(Assert.Single(paths.Select(Tiny.Load)).Parameters));
            Assert.Equal(BitsOf(network.Parameters), BitsOf(Tiny.Load(path, new Dictionary<string, string>()).Parameters));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void SaveByContract<TNetwork>(INetwork<TNetwork> network, string path) where TNetwork : class, INetwork<TNetwork> => network.Save(path);

    [Fact]
    public void A_stream_is_read_from_its_position_and_stays_open()
    {
        using var stream = new MemoryStream([1, 2, 3, .. Of(TinyTensors())]) { Position = 3 };
        Assert.Equal([5, 6], Values(Tiny.Load(stream).Parameters, "dense1.bias"));
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void Tensors_may_come_in_any_order_and_the_header_may_be_padded()
    {
        (string Name, string Type, int[] Shape, byte[] Data)[] tensors = TinyTensors();
        byte[] backwards = Of([.. tensors.Reverse()]);
        Assert.Equal([1, 2, 3, 4], Values(Tiny.Load(new MemoryStream(backwards)).Parameters, "dense1.weight"));
        Assert.Equal([9], Values(Tiny.Load(new MemoryStream(backwards)).Parameters, "dense2.bias"));
        // The header lists them in another order than the data.
        string header = $"{{{Entry("dense2.bias", "F32", [1], 32, 36)}, {Entry("dense2.weight", "F32", [1, 2], 24, 32)}, {Entry("dense1.bias", "F32", [2], 16, 24)}, {Entry("dense1.weight", "F32", [2, 2], 0, 16)}}}   ";
        Assert.Equal(Enumerable.Range(1, 9).Select(i => (float)i), BitsOf(Tiny.Load(new MemoryStream(Of(header, Floats(1, 2, 3, 4, 5, 6, 7, 8, 9)))).Parameters).Select(BitConverter.Int32BitsToSingle));
    }

    [Fact]
    public void Other_names_are_mapped()
    {
        byte[] file = Of([.. TinyTensors().Select(tensor => tensor with { Name = tensor.Name.Replace("dense", "fc") })]);
        Assert.Equal([1, 2, 3, 4], Values(Tiny.Load(new MemoryStream(file), PyTorchNames).Parameters, "dense1.weight"));
        // Names that are not in the map are unchanged, and names in the map need not be in the file.
        Assert.Equal([9], Values(Tiny.Load(new MemoryStream(Of(TinyTensors())), names: PyTorchNames).Parameters, "dense2.bias"));
    }

    [Fact]
    public void Names_may_be_swapped()
    {
        (string Name, string Type, int[] Shape, byte[] Data)[] tensors = TinyTensors();
        tensors[0].Name = "b";
        tensors[1].Name = "dense1.weight";
        Tiny network = Tiny.Load(new MemoryStream(Of(tensors)), new Dictionary<string, string> { ["b"] = "dense1.weight", ["dense1.weight"] = "dense1.bias" });
        Assert.Equal([1, 2, 3, 4], Values(network.Parameters, "dense1.weight"));
        Assert.Equal([5, 6], Values(network.Parameters, "dense1.bias"));
    }

    [Fact]
    public void Half_precision_is_exact()
    {
        float[] values = [0.333251953125f, -65504, 5.9604644775390625e-8f, -0f];
        float[] loaded = LoadAs("F16", [.. values.SelectMany(value => BitConverter.GetBytes((Half)value))]);
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), loaded.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Bfloat16_is_exact()
    {
        // 1.0, −2.0, 2⁻¹³³ (subnormal), 3.3895314e38 (the largest).
        float[] loaded = LoadAs("BF16", [0x80, 0x3F, 0x00, 0xC0, 0x01, 0x00, 0x7F, 0x7F]);
        Assert.Equal([1, -2, MathF.ScaleB(1, -133), 3.3895314e38f], loaded);
    }

    [Fact]
    public void Doubles_are_rounded_to_nearest()
    {
        double ulp = Math.ScaleB(1, -23);
        double[] values = [1 + 0.5 * ulp, 1 + 0.5000001 * ulp, 0.1, float.MaxValue];
        Assert.Equal([1, 1 + (float)ulp, 0.1f, float.MaxValue], LoadAs("F64", [.. values.SelectMany(BitConverter.GetBytes)]));
    }

    /// <summary>The loaded values of the four elements of <c>dense1.weight</c>.</summary>
    private static float[] LoadAs(string type, byte[] data)
    {
        (string Name, string Type, int[] Shape, byte[] Data)[] tensors = TinyTensors();
        tensors[0] = ("dense1.weight", type, [2, 2], data);
        ParameterBlock loaded = Tiny.Load(new MemoryStream(Of(tensors))).Parameters;
        Assert.Equal([5, 6], Values(loaded, "dense1.bias"));
        return Values(loaded, "dense1.weight");
    }

    private static byte[] Save<TNetwork>(TNetwork network) where TNetwork : class, INetwork<TNetwork>
    {
        using var stream = new MemoryStream();
        network.Save(stream);
        return stream.ToArray();
    }
}
