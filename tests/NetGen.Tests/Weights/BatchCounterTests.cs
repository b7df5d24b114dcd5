using NetGen.Bits;
using static NetGen.Tests.Weights.SafetensorsFiles;

namespace NetGen.Tests.Weights;

/// <summary>PyTorch's <c>num_batches_tracked</c>, in every state_dict with a batch norm: ignored next to a batch norm, superfluous elsewhere.</summary>
public class BatchCounterTests
{
    private static readonly Depthwise s_network = new(seed: 3);

    private static readonly (string Name, string Type, int[] Shape, byte[] Data) s_first = Counter("norm1.num_batches_tracked"), s_second = Counter("norm2.num_batches_tracked");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void They_are_ignored_at_any_position(bool canSeek)
    {
        var tensors = TensorsOf(s_network.Parameters);
        Loads([.. tensors, s_first, s_second], canSeek);
        Loads([s_first, s_second, .. tensors], canSeek);
        Loads(AsPyTorch(), canSeek);
    }

    [Theory]
    [InlineData("F32", new int[0], new byte[] { 0, 0, 0xC0, 0x7F })]
    [InlineData("I64", new[] { 1 }, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    [InlineData("I32", new int[0], new byte[] { 1, 2, 3, 4 })]
    public void They_may_be_of_any_type(string type, int[] shape, byte[] data) =>
        Loads([.. TensorsOf(s_network.Parameters), (s_first.Name, type, shape, data)]);

    [Fact]
    public void They_are_matched_by_file_names_or_network_names()
    {
        Dictionary<string, string> names = s_network.Parameters.Names.ToDictionary(name => name.Replace("norm", "features.bn").Replace("conv", "features."), name => name);
        (string Name, string Type, int[] Shape, byte[] Data)[] renamed = [.. AsPyTorch().Select(tensor => tensor with { Name = tensor.Name.Replace("norm", "features.bn").Replace("conv", "features.") })];
        Loads(renamed, names: names);
        names["features.bn1.num_batches_tracked"] = "norm1.num_batches_tracked";
        Loads(renamed, names: names);
        // The state_dict of a batch norm alone has names without a layer.
        Loads([.. AsPyTorch().Select(tensor => tensor with { Name = tensor.Name.Replace("norm1.", "") })],
            names: new[] { "weight", "bias", "running_mean", "running_var" }.ToDictionary(name => name, name => $"norm1.{name}"));
    }

    [Theory]
    [InlineData("num_batches_tracked")]
    [InlineData("norm3.num_batches_tracked")]
    [InlineData("conv1.num_batches_tracked")]
    [InlineData("norm1.num_batches_tracked.num_batches_tracked")]
    [InlineData("norm1.Num_batches_tracked")]
    [InlineData("norm1.more_num_batches_tracked")]
    public void One_without_a_batch_norm_is_superfluous(string name) =>
        Assert.Equal([$"{name} is left over ([], I64)"], Reject([.. AsPyTorch(), Counter(name)]).Differences);

    [Fact]
    public void One_that_is_not_a_scalar_is_superfluous() =>
        Assert.Equal(["norm1.num_batches_tracked is left over (2, I64)"], Reject([.. TensorsOf(s_network.Parameters), (s_first.Name, "I64", [2], new byte[16])]).Differences);

    [Fact]
    public void A_network_without_batch_norms_ignores_none() =>
        Assert.Equal(["dense1.num_batches_tracked is left over ([], I64)"], Assert.Throws<WeightsFormatException>(() => Tiny.Load(new MemoryStream(Of([.. TinyTensors(), Counter("dense1.num_batches_tracked")])))).Differences);

    [Fact]
    public void A_file_truncated_within_one_is_rejected()
    {
        byte[] file = Of([.. TensorsOf(s_network.Parameters), s_first]);
        Assert.Matches("^The stream is cut short: its data ends after [0-9,]+ bytes.$", Assert.Throws<WeightsFormatException>(() => Depthwise.Load(Open(file[..^1], canSeek: false))).Message);
        Assert.Matches("^The stream is cut short: its tensors take ", Assert.Throws<WeightsFormatException>(() => Depthwise.Load(Open(file[..^1], canSeek: true))).Message);
    }

    /// <summary>The tensors in the order of a state_dict: the count after each running variance.</summary>
    private static (string Name, string Type, int[] Shape, byte[] Data)[] AsPyTorch() =>
        [.. TensorsOf(s_network.Parameters).SelectMany(tensor => tensor.Name.EndsWith(".running_var") ? [tensor, tensor.Name.StartsWith("norm1") ? s_first : s_second] : new[] { tensor })];

    private static (string, string, int[], byte[]) Counter(string name) => (name, "I64", [], BitConverter.GetBytes(1234L));

    private static void Loads((string Name, string Type, int[] Shape, byte[] Data)[] tensors, bool canSeek = false, Dictionary<string, string>? names = null) =>
        Assert.Equal(BitsOf(s_network.Parameters), BitsOf(Depthwise.Load(Open(Of(tensors), canSeek), names ?? []).Parameters));

    private static WeightsFormatException Reject((string Name, string Type, int[] Shape, byte[] Data)[] tensors) =>
        Assert.Throws<WeightsFormatException>(() => Depthwise.Load(new MemoryStream(Of(tensors))));
}
