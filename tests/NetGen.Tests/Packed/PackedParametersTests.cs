using NetGen.Tests.Reference;
using static NetGen.Tests.Weights.SafetensorsFiles;

namespace NetGen.Tests.Packed;

/// <summary>Parameters that are stored with fewer bits than a float: rounded as defined, and copied, saved and loaded without another change.</summary>
public class PackedParametersTests
{
    private static readonly string[] s_packed = ["conv1.weight", "dense1.weight", "dense2.weight"];

    private readonly Whole _trained = Trained();

    [Fact]
    public void A_quantized_network_has_the_rounded_weights_and_all_else_as_it_was()
    {
        Check(Precision.BFloat16, _trained.Quantize<Half>().Parameters);
        Check(Precision.Int8, _trained.Quantize<Quarter>().Parameters);
        Check(Precision.DynamicInt8, _trained.Quantize<Dynamic>().Parameters);
    }

    [Fact]
    public void Fresh_weights_are_those_of_the_same_seed_rounded()
    {
        Assert.Equal(BitsOf(new Whole(seed: 5).Quantize<Half>().Parameters), BitsOf(new Half(seed: 5).Parameters));
        Assert.Equal(BitsOf(new Whole(seed: 5).Quantize<Quarter>().Parameters), BitsOf(Quarter.Create(5).Parameters));
    }

    [Fact]
    public void Cloning_saving_and_loading_change_no_bit()
    {
        Keeps(_trained.Quantize<Half>());
        Keeps(_trained.Quantize<Quarter>());
        Keeps(_trained.Quantize<Dynamic>());
        // Decoded weights give the same bits again, also by way of floats.
        var floats = new Whole();
        floats.Parameters.CopyFrom(_trained.Quantize<Quarter>().Parameters);
        Assert.Equal(_trained.Quantize<Quarter>().Parameters.All.ToArray(), floats.Quantize<Quarter>().Parameters.All.ToArray());
        Assert.Equal(_trained.Quantize<Dynamic>().Parameters.All.ToArray(), floats.Quantize<Dynamic>().Parameters.All.ToArray());
        Assert.Equal(BitsOf(_trained.Quantize<Quarter>().Parameters), BitsOf(_trained.Quantize<Dynamic>().Quantize<Quarter>().Parameters));
    }

    [Fact]
    public void A_file_of_floats_is_rounded_as_it_is_loaded()
    {
        using var file = new MemoryStream();
        _trained.Save(file);
        Assert.Equal(_trained.Quantize<Quarter>().Parameters.All.ToArray(), Quarter.Load(new MemoryStream(file.ToArray())).Parameters.All.ToArray());
        Assert.Equal(_trained.Quantize<Half>().Parameters.All.ToArray(), Half.Load(new MemoryStream(file.ToArray())).Parameters.All.ToArray());
        // A part of it: what is ignored keeps its values.
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, file.ToArray());
        var partial = new Quarter(seed: 9);
        partial.LoadWeights(path, ignore: ["dense2"]);
        File.Delete(path);
        Assert.Equal(Values(_trained.Quantize<Quarter>().Parameters, "dense1.weight"), Values(partial.Parameters, "dense1.weight"));
        Assert.Equal(Values(new Quarter(seed: 9).Parameters, "dense2.weight"), Values(partial.Parameters, "dense2.weight"));
    }

    [Fact]
    public void Bfloat16_is_saved_as_it_is_and_integers_as_the_floats_they_stand_for()
    {
        using MemoryStream half = new(), quarter = new();
        _trained.Quantize<Half>().Save(half);
        _trained.Quantize<Quarter>().Save(quarter);
        Assert.Contains("\"dense1.weight\":{\"dtype\":\"BF16\"", System.Text.Encoding.Latin1.GetString(half.ToArray()));
        Assert.Contains("\"dense1.weight\":{\"dtype\":\"F32\"", System.Text.Encoding.Latin1.GetString(quarter.ToArray()));
        half.Position = quarter.Position = 0;
        Assert.Equal(BitsOf(_trained.Quantize<Half>().Parameters), BitsOf(Whole.Load(half).Parameters));
        Assert.Equal(BitsOf(_trained.Quantize<Quarter>().Parameters), BitsOf(Whole.Load(quarter).Parameters));
    }

    [Fact]
    public void A_file_of_integers_and_scales_is_read_by_every_class()
    {
        byte[] file = Of(
            ("dense1.weight", "I8", [3, 2], [127, 0x81, 5, 127, 0, 0]), ("dense1.weight_scale", "F32", [3], Floats(0.5f, 2, 0)), ("dense1.bias", "F32", [3], Floats(1, 2, 3)));
        float[] weights = [63.5f, -63.5f, 10, 254, 0, 0];
        Assert.Equal(weights, Values(Small.Load(new MemoryStream(file)).Parameters, "dense1.weight"));
        Assert.Equal(weights, Values(SmallFloats.Load(new MemoryStream(file)).Parameters, "dense1.weight"));
    }

    [Theory]
    [InlineData("dense1.weight_scale", "F32", 3, false)]
    [InlineData("dense1.weight_scale", "F16", 3, true)]
    [InlineData("dense1.weight_scale", "F32", 2, true)]
    [InlineData("dense1.scale", "F32", 3, true)]
    public void Integers_need_scales_after_them(string name, string type, int length, bool isAfter)
    {
        (string, string, int[], byte[]) integers = ("dense1.weight", "I8", [3, 2], new byte[6]), scales = (name, type, [length], new byte[length * (type == "F16" ? 2 : 4)]), biases = ("dense1.bias", "F32", [3], new byte[12]);
        var error = Assert.Throws<WeightsFormatException>(() => Small.Load(new MemoryStream(isAfter ? Of(integers, scales, biases) : Of(scales, integers, biases))));
        Assert.Contains("dense1.weight has 8-bit integers, but no scales, dense1.weight_scale (3, F32), follow them", error.Message);
    }

    [Fact]
    public void Values_that_are_not_finite_are_refused_by_integers_and_kept_by_bfloat16()
    {
        var quarter = new Quarter(seed: 1);
        float[] before = quarter.Parameters.All.ToArray(), values = Values(quarter.Parameters, "dense2.weight");
        values[40] = float.NegativeInfinity;
        var error = Assert.Throws<ArgumentException>(() => quarter.Parameters.CopyFrom("dense2.weight", values));
        Assert.StartsWith("dense2.weight would have -Infinity at [1, 3]; weights that are stored as 8-bit integers must be finite.", error.Message);
        Assert.Equal(before, quarter.Parameters.All.ToArray());

        var half = new Half(seed: 1);
        (values[0], values[1], values[2]) = (float.NaN, float.MaxValue, -0f);
        half.Parameters.CopyFrom("dense2.weight", values);
        Assert.Equal([float.NaN, float.PositiveInfinity, -0f], Values(half.Parameters, "dense2.weight")[..3]);
        Assert.Equal("Half has NaN at [0, 0] of dense2.weight; only finite weights can be saved.", Assert.Throws<InvalidOperationException>(() => half.Save(new MemoryStream())).Message);
    }

    [Fact]
    public void What_computes_with_floats_says_so()
    {
        ParameterBlock packed = _trained.Quantize<Half>().Parameters, floats = new Whole(seed: 3).Parameters;
        const string Message = "Half stores its weights with fewer bits than a float, so they can only be copied; compute with those of the float network, and quantize it again.";
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => packed.Lerp(floats, 0.5)).Message);
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => floats.Lerp(packed, 0.5)).Message);
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => packed.ClipNorm(1)).Message);
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => packed.ClipValue(1)).Message);
        floats.Lerp(packed, 1);
        Assert.Equal(BitsOf(packed), BitsOf(floats));
    }

    [Fact]
    public void The_class_has_no_members_for_training()
    {
        Assert.Null(typeof(Quarter).GetInterface("ITrainableNetwork`1"));
        Assert.Null(typeof(Quarter).GetMethod("ComputeGradients"));
        Assert.NotNull(typeof(Whole).GetInterface("ITrainableNetwork`1"));
    }

    [Fact]
    public void Another_network_is_refused_by_name() =>
        Assert.StartsWith("The tensors of Small are not those of Quarter: Small has no conv1.weight.", Assert.Throws<ArgumentException>(() => new Small().Quantize<Quarter>()).Message);

    [Fact]
    public void The_summary_gives_the_bytes_of_each_layer()
    {
        Assert.Equal([17 * 27 * 4 + 17 * 4, 2 * 17 * 4, 0, 1377 * 37 * 4, 37 * 5 * 4 + 5 * 4], Whole.Summary.Layers.Select(layer => layer.Bytes));
        Assert.Equal([17 * 27 * 2 + 17 * 4, 2 * 17 * 4, 0, 1377 * 37 * 2, 37 * 5 * 2 + 5 * 4], Half.Summary.Layers.Select(layer => layer.Bytes));
        Assert.Equal([17 * 27 + 17 * 8, 2 * 17 * 4, 0, 1377 * 37 + 37 * 4, 37 * 5 + 5 * 8], Quarter.Summary.Layers.Select(layer => layer.Bytes));
        Assert.Equal(Quarter.Summary.Layers.Select(layer => layer.Bytes), Dynamic.Summary.Layers.Select(layer => layer.Bytes));
        Assert.Equal(Whole.Summary.Parameters, Quarter.Summary.Parameters);
        Assert.True(new Quarter().Parameters.All.Length < 0.3 * new Whole().Parameters.All.Length);
    }

    [Fact]
    public void Outputs_without_weights_are_their_biases()
    {
        var small = new Small();
        small.Parameters.CopyFrom("dense1.weight", [0, -0f, 0, float.Epsilon, 1, 2]);
        small.Parameters.CopyFrom("dense1.bias", [1, 2, 3]);
        float[] output = small.Predict([5, 7]);
        Assert.Equal([1, 2, 3 + 2f / 127 * (64 * 5 + 127 * 7)], output);
        // As the float network's: no weight is infinity.
        Assert.Equal([float.NaN, float.NaN, float.PositiveInfinity], small.Predict([float.PositiveInfinity, 1]));
    }

    [Fact]
    public void A_layout_whose_tensors_do_not_fit_is_refused()
    {
        TensorLayout Packed(Precision precision, int inputs = 8) => new("a.weight", [16, inputs], 0, 16, Initializer.Zeros, 8, 16, Precision: precision);
        Assert.Equal(64, new ParameterLayout("Net", 64, Packed(Precision.BFloat16)).Length);
        Assert.Throws<ArgumentException>(() => new ParameterLayout("Net", 63, Packed(Precision.BFloat16)));
        Assert.Equal(48, new ParameterLayout("Net", 48, Packed(Precision.Int8)).Length);
        Assert.Throws<ArgumentException>(() => new ParameterLayout("Net", 47, Packed(Precision.Int8)));
        Assert.Equal(48, new ParameterLayout("Net", 48, Packed(Precision.DynamicInt8)).Length);
        Assert.Throws<ArgumentException>(() => new ParameterLayout("Net", 47, Packed(Precision.DynamicInt8)));
        // Three inputs take the place of four.
        Assert.Equal(32, new ParameterLayout("Net", 32, Packed(Precision.DynamicInt8, inputs: 3)).Length);
        Assert.Throws<ArgumentException>(() => new ParameterLayout("Net", 1000, Packed(Precision.DynamicInt8) with { PanelWidth = 0 }));
        Assert.Throws<ArgumentException>(() => new ParameterLayout("Net", 1000, Packed((Precision)7)));
    }

    private void Check(Precision precision, ParameterBlock quantized)
    {
        foreach (string name in _trained.Parameters.Names)
        {
            float[] expected = Values(_trained.Parameters, name);
            if (s_packed.Contains(name))
                expected = PackedRounding.Of(precision, new(name, [.. quantized.GetShape(name)], 0, 1), expected);
            Assert.Equal(expected, Values(quantized, name));
        }
    }

    private static void Keeps<TNetwork>(TNetwork network) where TNetwork : class, INetwork<TNetwork>
    {
        Assert.Equal(network.Parameters.All.ToArray(), network.Clone().Parameters.All.ToArray());
        using var file = new MemoryStream();
        network.Save(file);
        file.Position = 0;
        Assert.Equal(network.Parameters.All.ToArray(), TNetwork.Load(file).Parameters.All.ToArray());
    }

    /// <summary>Weights with outputs that are zero, denormal, huge and exact ties among them; running statistics that are not those of a fresh network.</summary>
    private static Whole Trained()
    {
        var network = new Whole(seed: 1);
        var random = new Random(2);
        foreach (string name in network.Parameters.Names)
        {
            float[] values = Values(network.Parameters, name);
            for (int i = 0; i < values.Length; i++)
                values[i] = name.EndsWith("var", StringComparison.Ordinal) ? random.NextSingle() : 2 * random.NextSingle() - 1;
            if (name == "dense1.weight")
                for (int i = 0; i < 1377; i++)
                    (values[i], values[1377 + i], values[2 * 1377 + i], values[3 * 1377 + i], values[4 * 1377 + i]) = (0, 1e-43f * values[i], 3e-45f, 0.99f * float.MaxValue * values[i], i % 128 - 0.5f * (i % 2));
            if (name == "dense1.weight")
                values[3 * 1377 + 5] = float.MaxValue * 0.99f;
            network.Parameters.CopyFrom(name, values);
        }
        return network;
    }
}
