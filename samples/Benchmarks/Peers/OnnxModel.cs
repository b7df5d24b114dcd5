using System.Runtime.InteropServices;
using System.Text;
using NetGen;

namespace Benchmarks.Peers;

/// <summary>Writes a dense network as an ONNX model (ir version 7, operator set 13): a Gemm for every layer, its activation behind it.</summary>
/// <remarks>Field numbers are those of the ONNX project's onnx.proto.</remarks>
internal static class OnnxModel
{
    private const int Float = 1;

    public static byte[] Write(Model model, int batch) =>
        new Message()
            .Add(1, 7)                                                                  // ir_version
            .Add(7, Graph(model, batch))                                                // graph
            .Add(8, new Message().Add(1, "").Add(2, 13))                                // opset_import: the default domain
            .ToArray();

    private static Message Graph(Model model, int batch)
    {
        Message graph = new Message().Add(2, model.Topology.Name);
        string x = "x";
        for (int l = 0; l < model.Topology.Layers.Count; l++)
        {
            Layer layer = model.Topology.Layers[l];
            string? activation = layer.Activation switch
            {
                Activation.Linear => null,
                Activation.Relu => "Relu",
                Activation.Sigmoid => "Sigmoid",
                Activation.Tanh => "Tanh",
                Activation.Softmax => "Softmax",
                _ => throw new NotSupportedException($"No ONNX operator is named here for {layer.Activation}."),
            };
            string y = l == model.Topology.Layers.Count - 1 ? "y" : $"y{l}";
            string sum = activation is null ? y : $"sum{l}";
            graph.Add(1, Node("Gemm", [x, $"w{l}", $"b{l}"], sum, attribute: "transB"))
                .Add(5, Tensor($"w{l}", [layer.Outputs, layer.Inputs], model.Weights[l]))
                .Add(5, Tensor($"b{l}", [layer.Outputs], model.Biases[l]));
            if (activation is not null)
                graph.Add(1, Node(activation, [sum], y, attribute: activation == "Softmax" ? "axis" : null));
            x = y;
        }
        return graph
            .Add(11, Value("x", [batch, model.Topology.Inputs]))
            .Add(12, Value("y", [batch, model.Topology.Outputs]));
    }

    /// <param name="attribute">An integer attribute that is 1; what a Gemm or Softmax here needs.</param>
    private static Message Node(string operation, string[] inputs, string output, string? attribute)
    {
        var node = new Message();
        foreach (string input in inputs)
            node.Add(1, input);
        node.Add(2, output).Add(4, operation);
        return attribute is null ? node : node.Add(5, new Message().Add(1, attribute).Add(3, 1).Add(20, 2));
    }

    private static Message Tensor(string name, int[] shape, float[] values)
    {
        var tensor = new Message();
        foreach (int extent in shape)
            tensor.Add(1, extent);
        return tensor.Add(2, Float).Add(8, name).Add(9, MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static Message Value(string name, int[] shape)
    {
        var extents = new Message();
        foreach (int extent in shape)
            extents.Add(1, new Message().Add(1, extent));
        return new Message().Add(1, name).Add(2, new Message().Add(1, new Message().Add(1, Float).Add(2, extents)));
    }

    /// <summary>A protobuf message: fields of numbers, strings, bytes and other messages.</summary>
    private sealed class Message
    {
        private readonly MemoryStream _bytes = new();

        public Message Add(int field, long value)
        {
            Varint((ulong)field << 3);
            Varint((ulong)value);
            return this;
        }

        public Message Add(int field, string value) => Add(field, Encoding.UTF8.GetBytes(value));

        public Message Add(int field, Message value) => Add(field, value.ToArray());

        public Message Add(int field, ReadOnlySpan<byte> value)
        {
            const ulong LengthDelimited = 2;
            Varint((ulong)field << 3 | LengthDelimited);
            Varint((ulong)value.Length);
            _bytes.Write(value);
            return this;
        }

        public byte[] ToArray() => _bytes.ToArray();

        private void Varint(ulong value)
        {
            for (; value >= 0x80; value >>= 7)
                _bytes.WriteByte((byte)(value | 0x80));
            _bytes.WriteByte((byte)value);
        }
    }
}
