using System.Text;
using NetGen.Bits;
using static NetGen.Tests.Weights.SafetensorsFiles;

namespace NetGen.Tests.Weights;

/// <summary>Files that are truncated, inconsistent, or not safetensors.</summary>
public class SafetensorsDamageTests
{
    private const string Good = """{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""";

    public static TheoryData<string, string> Headers() => new()
    {
        { "", "has a header that does not begin with '{'" },
        { " {}", "has a header that does not begin with '{'" },
        { "[]", "has a header that does not begin with '{'" },
        { "{", "has a header that is not the JSON that it should be: " },
        { "{} x", "has a header that is not the JSON that it should be: " },
        { "{}{}", "has a header that is not the JSON that it should be: " },
        { "{}\0", "has a header that is not the JSON that it should be: " },
        { """{"a":1,}""", """has a header that does not give a a "dtype", a "shape" of whole numbers and two "data_offsets", each once and nothing else""" },
        { $$"""{"a":{{Good}},}""", "is not the JSON that it should be" },
        { $$"""{"a":{{Good}}/**/}""", "is not the JSON that it should be" },
        { $$"""{"a":{{Good}},"a":{{Good}}}""", "has a header that has a twice" },
        { $$"""{"a":{{Good}},"\u0061":{{Good}}}""", "has a header that has a twice" },
        { """{"\ud800":1}""", "has half a surrogate pair in a string" },
        { """{"__metadata__":{},"__metadata__":{}}""", "has __metadata__ twice" },
        { """{"__metadata__":[]}""", "has something other than an object as __metadata__" },
        { """{"__metadata__":{"a":1}}""", "has a in __metadata__ twice, or not as a string" },
        { """{"__metadata__":{"a":"1","a":"1"}}""", "has a in __metadata__ twice, or not as a string" },
        { """{"__metadata__":{"a":{"b":{"c":{}}}}}""", "has a in __metadata__ twice, or not as a string" },
        { """{"a":{}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","shape":[2]}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "does not give a a" },
        { """{"a":{"shape":[2],"data_offsets":[0,8]}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"data_offsets":[0,8]}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":0}}""", "does not give a a" },
        { """{"a":{"dtype":1,"shape":[2],"data_offsets":[0,8]}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8]}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}""", "is not the JSON that it should be" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[8]}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", "does not give a a" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "has a at bytes 8 to 0 of its data, which ends before it begins" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", "has a at bytes 4 to 12 of its data, but the tensors before it end at 0" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,7]}}""", "has a at bytes 0 to 7 of its data, which is not the length of the shape 2 in F32" },
        { """{"a":{"dtype":"F64","shape":[],"data_offsets":[0,4]}}""", "which is not the length of the shape [] in F64" },
        { """{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", "which is not the length of the shape 4611686018427387904 × 4 in F32" },
        { """{"a":{"dtype":"F16","shape":[9223372036854775807],"data_offsets":[0,9223372036854775806]}}""", "which is not the length of" },
        { """{"a":{"dtype":"F16","shape":[4294967296,4294967296,0],"data_offsets":[0,1]}}""", "which is not the length of" },
        { $$$"""{"a":{{{Good}}},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "has b at bytes 4 to 8 of its data, but the tensors before it end at 8" },
        { $$$"""{"a":{{{Good}}},"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}""", "has b at bytes 12 to 16 of its data, but the tensors before it end at 8" },
        { $$$"""{"a":{{{Good}}},"b":{{{Good}}}}""", "has b at bytes 0 to 8 of its data, but the tensors before it end at 8" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_wrong_header_is_rejected_with_the_reason(string header, string message)
    {
        foreach (bool canSeek in new[] { true, false })
        {
            var error = Assert.Throws<WeightsFormatException>(() => Tiny.Load(Open(Of(header, new byte[8]), canSeek)));
            Assert.StartsWith("The stream has ", error.Message);
            Assert.Contains(message, error.Message);
            Assert.EndsWith(".", error.Message);
        }
    }

    [Fact]
    public void A_header_that_is_not_UTF8_is_rejected()
    {
        byte[] header = Encoding.Latin1.GetBytes("{\"é\":1}");
        Assert.Equal("The stream has a header that is not UTF-8.", Reject(Of((ulong)header.Length, header)));
    }

    [Theory]
    [InlineData(100_000_001UL, "is not a safetensors file: its header would take 100,000,001 bytes, and at most 100,000,000 are possible")]
    [InlineData(0x1F8B_0800_0000_0000UL, "and at most 100,000,000 are possible")]
    [InlineData(ulong.MaxValue, "its header would take 18,446,744,073,709,551,615 bytes")]
    [InlineData(0x8000_0000_0000_0000UL, "its header would take 9,223,372,036,854,775,808 bytes")]
    [InlineData(100_000_000UL, "has a header of 100,000,000 bytes, and a network's takes at most 2,101,248: it holds something else, or too much metadata.")]
    [InlineData(2_101_248UL, "is cut short, or not a safetensors file: its header should take 2,101,248 bytes, and 2 follow")]
    [InlineData(3UL, "is cut short, or not a safetensors file: its header should take 3 bytes, and 2 follow")]
    public void A_wrong_length_costs_no_memory(ulong length, string message)
    {
        foreach (bool canSeek in new[] { true, false })
        {
            Stream stream = Open(Of(length, "{}"u8.ToArray()), canSeek);
            long before = GC.GetAllocatedBytesForCurrentThread();
            var error = Assert.Throws<WeightsFormatException>(() => Tiny.Load(stream));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            Assert.Contains(message, error.Message);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_header_longer_than_any_of_this_network_is_rejected_before_it_is_read(bool canSeek)
    {
        const int Longest = (1 << 21) + 4 * 1024;
        string header = string.Concat(Of(TinyTensors())[8..^36].Select(b => (char)b));
        Tiny.Load(Open(Of(header.PadRight(Longest), Of(TinyTensors())[^36..]), canSeek));

        Stream longer = Open(Of(header.PadRight(Longest + 1), Of(TinyTensors())[^36..]), canSeek);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<WeightsFormatException>(() => Tiny.Load(longer));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal("The stream has a header of 2,101,249 bytes, and a network's takes at most 2,101,248: it holds something else, or too much metadata.", error.Message);
    }

    [Fact]
    public void Wrong_offsets_cost_no_memory()
    {
        string header = """{"dense1.weight":{"dtype":"F32","shape":[2305843009213693951],"data_offsets":[0,9223372036854775804]}}""";
        foreach ((bool canSeek, string message) in new[] { (true, "is cut short: its tensors take 9,223,372,036,854,775,804 bytes, and 3 follow the header."), (false, "has the shape 2305843009213693951 instead of 2 × 2") })
        {
            Stream stream = Open(Of(header, 1, 2, 3), canSeek);
            long before = GC.GetAllocatedBytesForCurrentThread();
            var error = Assert.Throws<WeightsFormatException>(() => Tiny.Load(stream));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            Assert.Contains(message, error.Message);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_truncated_anywhere_is_rejected(bool canSeek)
    {
        byte[] file = Of(TinyTensors());
        for (int length = 0; length < file.Length; length++)
        {
            var error = Assert.Throws<WeightsFormatException>(() => Tiny.Load(Open(file[..length], canSeek)));
            Assert.Matches(length < 8 ? $"^The stream is only {length} bytes long" : "^The stream is cut short", error.Message);
        }
        Tiny.Load(Open(file, canSeek));
    }

    [Fact]
    public void A_stream_that_ends_within_a_tensor_names_it()
    {
        byte[] file = Of(TinyTensors());
        var error = Assert.Throws<WeightsFormatException>(() => Tiny.Load(Open(file[..^15], canSeek: false)));
        Assert.Equal("The stream is cut short: it ends after 5 of the 8 bytes of dense1.bias.", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_with_trailing_bytes_is_rejected(bool canSeek)
    {
        var error = Assert.Throws<WeightsFormatException>(() => Tiny.Load(Open([.. Of(TinyTensors()), 0], canSeek)));
        Assert.Equal("The stream continues after the 36 bytes of its tensors.", error.Message);
    }

    [Fact]
    public void A_position_beyond_the_end_of_a_stream_is_an_empty_file()
    {
        using var stream = new MemoryStream([1, 2, 3]) { Position = 10 };
        Assert.Contains("is only 0 bytes long", Assert.Throws<WeightsFormatException>(() => Tiny.Load(stream)).Message);
    }

    private static string Reject(byte[] file) => Assert.Throws<WeightsFormatException>(() => Tiny.Load(new MemoryStream(file))).Message;
}
