using System.Runtime.InteropServices;
using System.Text;
using NetGen;

namespace Benchmarks.Peers;

/// <summary>Writes a network as an ONNX model (ir version 7, operator set 13): a node for every layer, followed by its activation.</summary>
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

    /// <summary>Samples × channels × extents, or samples × elements.</summary>
    public static long[] InputShape(Topology topology, int batch) => (topology.Layers[0].Axes, topology.Layers[0].Input) switch
    {
        (0, var vector) => [batch, vector.Length],
        (1, var signal) => [batch, signal.Channels, signal.Width],
        (_, var image) => [batch, image.Channels, image.Height, image.Width],
    };

    private static Message Graph(Model model, int batch)
    {
        Message graph = new Message().Add(2, model.Topology.Name);
        string x = "x";
        for (int l = 0; l < model.Topology.Layers.Count; l++)
        {
            Layer layer = model.Topology.Layers[l];
            string? activation = OperatorOf(layer.Activation);
            string y = l == model.Topology.Layers.Count - 1 ? "y" : $"y{l}", sum = activation is null ? y : $"sum{l}";
            if (layer is Layer.Dense && l > 0 && model.Topology.Layers[l - 1].Axes > 0)
                x = Apply(Node("Flatten", [x], $"flat{l}"), $"flat{l}");
            if (NodeOf(layer, l, x, sum) is { } node)
                x = Apply(node, sum);
            if (activation is not null)
                x = Apply(layer.Activation == Activation.Softmax ? Node(activation, [x], y).Add(5, Attribute("axis", 1)) : Node(activation, [x], y), y);
            if (layer.Weights > 0)
                graph.Add(5, Tensor($"w{l}", layer.WeightShape, model.Weights[l])).Add(5, Tensor($"b{l}", [layer.Biases], model.Biases[l]));
            if (layer.Statistics > 0)
                graph.Add(5, Tensor($"m{l}", [layer.Statistics], model.Means[l])).Add(5, Tensor($"v{l}", [layer.Statistics], model.Variances[l]));
        }
        return graph
            .Add(11, Value("x", InputShape(model.Topology, batch)))
            .Add(12, Value("y", [batch, model.Topology.Outputs]));

        string Apply(Message node, string output)
        {
            graph.Add(1, node);
            return output;
        }
    }

    /// <summary>The node of a layer without its activation; null if the layer is only an activation.</summary>
    private static Message? NodeOf(Layer layer, int l, string x, string y) => layer switch
    {
        Layer.Dense => Node("Gemm", [x, $"w{l}", $"b{l}"], y).Add(5, Attribute("transB", 1)),
        Layer.Convolution c => Node("Conv", [x, $"w{l}", $"b{l}"], y)
            .Add(5, Attribute("kernel_shape", c.Axes == 1 ? [c.KernelWidth] : [c.KernelHeight, c.KernelWidth]))
            .Add(5, Attribute("pads", c.Axes == 1 ? [c.PaddingWidth, c.PaddingWidth] : [c.PaddingHeight, c.PaddingWidth, c.PaddingHeight, c.PaddingWidth]))
            .Add(5, Attribute("group", c.Groups)),
        Layer.MaxPool pool => Node("MaxPool", [x], y)
            .Add(5, Attribute("kernel_shape", pool.Axes == 1 ? [pool.SizeWidth] : [pool.SizeHeight, pool.SizeWidth]))
            .Add(5, Attribute("strides", pool.Axes == 1 ? [pool.SizeWidth] : [pool.SizeHeight, pool.SizeWidth])),
        Layer.GlobalAverage => Node("GlobalAveragePool", [x], y),
        // The default epsilon is 1e-5, as in this benchmark.
        Layer.BatchNorm => Node("BatchNormalization", [x, $"w{l}", $"b{l}", $"m{l}", $"v{l}"], y),
        _ => null,
    };

    private static string? OperatorOf(Activation activation) => activation switch
    {
        Activation.Linear => null,
        Activation.Relu => "Relu",
        Activation.Sigmoid => "Sigmoid",
        Activation.Tanh => "Tanh",
        Activation.Softmax => "Softmax",
        _ => throw new NotSupportedException($"No ONNX operator is known for {activation}."),
    };

    private static Message Node(string operation, string[] inputs, string output)
    {
        var node = new Message();
        foreach (string input in inputs)
            node.Add(1, input);
        return node.Add(2, output).Add(4, operation);
    }

    private static Message Attribute(string name, int value)
    {
        const int Integer = 2;
        return new Message().Add(1, name).Add(3, value).Add(20, Integer);
    }

    private static Message Attribute(string name, int[] values)
    {
        const int Integers = 7;
        Message attribute = new Message().Add(1, name);
        foreach (int value in values)
            attribute.Add(8, value);
        return attribute.Add(20, Integers);
    }

    private static Message Tensor(string name, int[] shape, float[] values)
    {
        var tensor = new Message();
        foreach (int extent in shape)
            tensor.Add(1, extent);
        return tensor.Add(2, Float).Add(8, name).Add(9, MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static Message Value(string name, ReadOnlySpan<long> shape)
    {
        var extents = new Message();
        foreach (long extent in shape)
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
