using NetGen.Bits;
using static NetGen.Tests.Weights.SafetensorsFiles;

namespace NetGen.Tests.Weights;

/// <summary>Valid files of another network, or with values that no network may have.</summary>
public class SafetensorsDifferenceTests
{
    [Fact]
    public void All_differences_are_reported_at_once()
    {
        var error = Reject(Of(
            ("dense1.weight", "F32", [3, 2], Floats(1, 2, 3, 4, 5, 6)),
            ("dense1.bias", "I64", [2], new byte[16]),
            ("dense2.bias", "U8", [], [1]),
            ("norm.running_mean", "F32", [], Floats(1)),
            ("zero", "F32", [0, 7], [])));
        Assert.Equal(
            """
            The stream does not fit Tiny, 2 → dense1 (Dense, sigmoid) 2 → dense2 (Dense, sigmoid) 1:
            - dense1.weight has the shape 3 × 2 instead of 2 × 2
            - dense1.bias has the type I64; F32, F16, BF16, F64 can be read
            - dense2.weight (1 × 2) is missing
            - dense2.bias has the type U8; F32, F16, BF16, F64 can be read
            - dense2.bias has the shape [] instead of 1
            - norm.running_mean is left over ([], F32)
            - zero is left over (0 × 7, F32)
            """.ReplaceLineEndings("\n"), error.Message);
        Assert.Equal(7, error.Differences.Count);
        Assert.Equal("dense2.weight (1 × 2) is missing", error.Differences[2]);
    }

    [Fact]
    public void A_file_without_tensors_lacks_all() => Assert.Equal(4, Reject(Of("{}")).Differences.Count);

    [Fact]
    public void File_names_are_reported_with_network_names()
    {
        var names = new Dictionary<string, string>
        {
            ["fc1.weight"] = "dense1.weight", ["fc1.bias"] = "dense1.bais", ["fc2.weight"] = "dense2.weight", ["out.weight"] = "dense2.weight", ["fc2.bias"] = "dense2.bias",
        };
        var error = Reject(Of(
            ("fc1.weight", "F32", [4], Floats(1, 2, 3, 4)),
            ("fc1.bias", "F32", [2], Floats(1, 2)),
            ("fc2.bias", "F32", [1], Floats(1)),
            ("dense2.bias", "F32", [1], Floats(1))), names);
        Assert.Equal(
        [
            "fc1.weight, as dense1.weight, has the shape 4 instead of 2 × 2",
            "dense1.bias (2) is missing",
            "dense2.weight (1 × 2) is missing; it may be named fc2.weight or out.weight",
            "dense2.bias occurs 2 times: fc2.bias and dense2.bias",
            "fc1.bias, as dense1.bais, is left over (2, F32)",
        ], error.Differences);
    }

    [Fact]
    public void A_file_of_another_network_says_so()
    {
        using var stream = new MemoryStream();
        new Straight().Save(stream);
        Assert.Contains("The stream does not fit Tiny, 2 → dense1 (Dense, sigmoid) 2 → dense2 (Dense, sigmoid) 1; it was saved from Straight, 4 → dense1 (Dense, tanh) 16 → dense2 (Dense) 2:\n", Reject(stream.ToArray()).Message);
    }

    [Fact]
    public void Text_from_the_file_is_shown_truncated_and_on_one_line()
    {
        string forged = @"\n\u001b[31m\u202e" + new string('x', 5000);
        string header = $$$"""{"__metadata__":{"network":"{{{forged}}}","declaration":"{{{forged}}}"},"{{{forged}}}":{"dtype":"{{{forged}}}","shape":[{{{string.Join(",", Enumerable.Repeat(0, 3000))}}}],"data_offsets":[0,0]}}""";
        var error = Reject(Of(header));
        Assert.Equal(6, error.Message.Split('\n').Length);
        Assert.DoesNotContain('\u001b', error.Message);
        Assert.DoesNotContain('\u202e', error.Message);
        Assert.InRange(error.Message.Length, 500, 2000);
        Assert.Contains("0 × 0 × 0 × 0 × 0 × 0 × 0 × 0 × … (3,000 dimensions)", error.Message);
    }

    [Fact]
    public void A_long_list_is_truncated_only_in_the_message()
    {
        var error = Reject(Of($"{{{string.Join(",", Enumerable.Range(0, 500).Select(i => Entry($"t{i}", "F32", [0], 0, 0)))}}}"));
        Assert.Equal(504, error.Differences.Count);
        Assert.EndsWith("\n- t95 is left over (0, F32)\n- and 404 more", error.Message);
    }

    [Theory]
    [InlineData("F32", new byte[] { 0, 0, 0xC0, 0x7F }, "NaN")]
    [InlineData("F32", new byte[] { 0, 0, 0x80, 0x7F }, "Infinity")]
    [InlineData("F32", new byte[] { 0, 0, 0x80, 0xFF }, "-Infinity")]
    [InlineData("F16", new byte[] { 1, 0x7C }, "NaN")]
    [InlineData("F16", new byte[] { 0, 0xFC }, "-Infinity")]
    [InlineData("BF16", new byte[] { 0x81, 0x7F }, "NaN")]
    [InlineData("F64", new byte[] { 1, 0, 0, 0, 0, 0, 0xF0, 0xFF }, "NaN")]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0, 0x7F }, "5.486124068793689E+303")]
    public void A_non_finite_value_is_rejected_with_its_index(string type, byte[] number, string shown)
    {
        (string Name, string Type, int[] Shape, byte[] Data)[] tensors = TinyTensors();
        tensors[0] = tensors[0] with { Type = type, Data = [.. new byte[2 * number.Length], .. number, .. new byte[number.Length]] };
        var error = Reject(Of(tensors));
        Assert.Equal($"The stream has {shown} at [1, 0] of dense1.weight; weights must be finite floats.", error.Message);
        Assert.Empty(error.Differences);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_could_not_be_loaded_are_not_saved(float value)
    {
        var network = new Tiny();
        network.Parameters.CopyFrom("dense1.weight", [1, 2, 3, value]);
        using var stream = new MemoryStream();
        var error = Assert.Throws<InvalidOperationException>(() => network.Save(stream));
        Assert.Equal(FormattableString.Invariant($"Tiny has {value} at [1, 1] of dense1.weight; only finite weights can be saved."), error.Message);
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void Values_in_padding_are_ignored()
    {
        var network = new Classifier(1);
        int[] expected = BitsOf(network.Parameters);
        float[][] tensors = [.. network.Parameters.Names.Select(name => Values(network.Parameters, name))];
        network.Parameters.Values.Fill(float.NaN);
        for (int i = 0; i < tensors.Length; i++)
            network.Parameters.CopyFrom(network.Parameters.Names[i], tensors[i]);
        Assert.True(network.Parameters.Values.Contains(float.NaN), "the network should have padding");
        using var stream = new MemoryStream();
        network.Save(stream);
        stream.Position = 0;
        Assert.Equal(expected, BitsOf(Classifier.Load(stream).Parameters));
    }

    private static WeightsFormatException Reject(byte[] file, Dictionary<string, string>? names = null)
    {
        WeightsFormatException[] errors = [.. new[] { true, false }.Select(canSeek => Assert.Throws<WeightsFormatException>(() => Tiny.Load(Open(file, canSeek), names ?? [])))];
        Assert.Equal(errors[0].Message, errors[1].Message);
        return errors[0];
    }
}
