using System.Buffers.Binary;
using System.Text;

namespace NetGen.Tests.Weights;

/// <summary>Builds valid and invalid safetensors files, independently of the code under test.</summary>
internal static class SafetensorsFiles
{
    /// <summary>A file with the text of a header, preceded by its correct length, and data.</summary>
    public static byte[] Of(string header, params byte[] data) => Of((ulong)Encoding.UTF8.GetByteCount(header), Encoding.UTF8.GetBytes(header), data);

    /// <summary>A file with any stated header length.</summary>
    public static byte[] Of(ulong length, byte[] header, params byte[] data)
    {
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, length);
        return [.. prefix, .. header, .. data];
    }

    /// <summary>A file of contiguous tensors.</summary>
    public static byte[] Of(params (string Name, string Type, int[] Shape, byte[] Data)[] tensors)
    {
        int end = 0;
        IEnumerable<string> entries = tensors.Select(tensor => Entry(tensor.Name, tensor.Type, tensor.Shape, end, end += tensor.Data.Length));
        return Of($"{{{string.Join(",", entries)}}}", [.. tensors.SelectMany(tensor => tensor.Data)]);
    }

    public static string Entry(string name, string type, int[] shape, long begin, long end) =>
        $$"""
        "{{name}}":{"dtype":"{{type}}","shape":[{{string.Join(",", shape)}}],"data_offsets":[{{begin}},{{end}}]}
        """;

    /// <summary>The tensors of <see cref="Bits.Tiny"/>, every value different.</summary>
    public static (string Name, string Type, int[] Shape, byte[] Data)[] TinyTensors() =>
    [
        ("dense1.weight", "F32", [2, 2], Floats(1, 2, 3, 4)),
        ("dense1.bias", "F32", [2], Floats(5, 6)),
        ("dense2.weight", "F32", [1, 2], Floats(7, 8)),
        ("dense2.bias", "F32", [1], Floats(9)),
    ];

    /// <summary>The tensors of any network.</summary>
    public static (string Name, string Type, int[] Shape, byte[] Data)[] TensorsOf(ParameterBlock block) =>
        [.. block.Names.Select(name => (name, "F32", block.GetShape(name).ToArray(), Floats(Values(block, name))))];

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>All values of a network in PyTorch's order, as bits.</summary>
    public static int[] BitsOf(ParameterBlock block) => [.. block.Names.SelectMany(name => Values(block, name)).Select(BitConverter.SingleToInt32Bits)];

    public static float[] Values(ParameterBlock block, string name)
    {
        float[] values = new float[block.GetShape(name).ToArray().Aggregate(1, (product, extent) => product * extent)];
        block.CopyTo(name, values);
        return values;
    }

    /// <summary>A stream over bytes; a non-seekable one also returns them in small chunks.</summary>
    public static Stream Open(byte[] bytes, bool canSeek) => canSeek ? new MemoryStream(bytes) : new NonSeekableStream(bytes);

    private sealed class NonSeekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1000)]);
    }
}
