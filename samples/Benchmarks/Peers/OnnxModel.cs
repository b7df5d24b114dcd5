using System.Runtime.InteropServices;
using NetGen;
using Message = Benchmarks.Peers.ProtobufMessage;

namespace Benchmarks.Peers;

/// <summary>Writes a network as an ONNX model (ir version 7, operator set 13): a node for every layer, followed by its activation; an output for every head.</summary>
/// <remarks>Field numbers are those of the ONNX project's onnx.proto.</remarks>
internal static class OnnxModel
{
    /// <summary>The name of the input.</summary>
    public const string Input = "x";

    private const int Float = 1, Int8 = 3;

    /// <param name="isQuantized">Whether dense layers are quantized dynamically, as by ONNX Runtime's <c>quantize_dynamic</c> with a scale for each output.</param>
    public static byte[] Write(Model model, int batch, bool isQuantized = false) =>
        new Message()
            .Add(1, 7)                                                                  // ir_version
            .Add(7, Graph(model, batch, isQuantized))                                                // graph
            .Add(8, new Message().Add(1, "").Add(2, 13))                                // opset_import: the default domain
            .ToArray();

    /// <summary>The layer whose state a stream's model takes and gives: as h0 and h1, of an LSTM also c0 and c1; null if there is none, or no ONNX model for it.</summary>
    public static RecurrentLayer? Remembering(Topology topology) => topology.Frames > 0 ? topology.Layers[0] as RecurrentLayer : null;

    /// <summary>Samples × channels × extents, or samples × elements; of a stream, frames × 1 stream × elements.</summary>
    public static long[] InputShape(Topology topology, int batch) => (topology.Axes, topology.Input) switch
    {
        (0, var frame) when topology.Frames > 0 => [batch, 1, frame.Length],
        (0, var vector) => [batch, vector.Length],
        (1, var signal) => [batch, signal.Channels, signal.Width],
        (_, var image) => [batch, image.Channels, image.Height, image.Width],
    };

    /// <summary>The names of a recurrent layer's states.</summary>
    public static string[] States(RecurrentLayer layer) => layer.IsLstm ? ["h", "c"] : ["h"];

    /// <summary>The name of a head's output: y0, y1 ….</summary>
    public static string OutputName(int head) => $"y{head}";

    private static Message Graph(Model model, int batch, bool isQuantized)
    {
        Topology topology = model.Topology;
        var writer = new GraphWriter(model, isQuantized);
        string features = writer.Write(topology.Trunk, Input);
        Message graph = writer.Graph.Add(2, topology.Name).Add(11, Value(Input, InputShape(topology, batch)));
        if (Remembering(topology) is { } layer)
            foreach (string state in States(layer))
            {
                graph.Add(11, Value(state + "0", [1, 1, layer.Units]));
                graph.Add(12, Value(state + "1", [1, 1, layer.Units]));
            }
        for (int head = 0; head < topology.Heads.Count; head++)
        {
            writer.Write(topology.Heads[head].Layers, features, OutputName(head));
            graph.Add(12, Value(OutputName(head), [batch, topology.Heads[head].Outputs]));
        }
        return graph;
    }

    /// <summary>Writes nodes and the tensors that they read.</summary>
    private sealed class GraphWriter(Model model, bool isQuantized)
    {
        private int _values, _tensors;

        public Message Graph { get; } = new();

        /// <summary>Writes layers, and returns the name of their result: <paramref name="result"/> if it is given, or that of the input where there are no layers.</summary>
        public string Write(Layer.Sequence sequence, string x, string? result = null)
        {
            for (int l = 0; l < sequence.Layers.Count; l++)
                x = Write(sequence.Layers[l], x, l == sequence.Layers.Count - 1 ? result : null);
            return x;
        }

        private string Write(Layer layer, string x, string? result)
        {
            string? activation = OperatorOf(layer.Activation);
            string sum = layer is Layer.Activate ? x : WriteWithoutActivation(layer, x, activation is null ? result : null);
            return activation is null ? sum
                : layer.Activation == Activation.Softmax ? Add(activation, [sum], result, Attribute("axis", 1))
                : Add(activation, [sum], result);
        }

        private string WriteWithoutActivation(Layer layer, string x, string? result) => layer switch
        {
            Layer.Dense { Axes: 0 } dense when isQuantized => WriteQuantized(dense, x, result),
            Layer.Dense { Axes: > 0 } => Add("Gemm", [Add("Flatten", [x]), .. Parameters(layer)], result, Attribute("transB", 1)),
            Layer.Dense => Add("Gemm", [x, .. Parameters(layer)], result, Attribute("transB", 1)),
            Layer.Convolution c => Add("Conv", [x, .. Parameters(layer)], result,
                Attribute("kernel_shape", c.Axes == 1 ? [c.KernelWidth] : [c.KernelHeight, c.KernelWidth]),
                Attribute("pads", c.Axes == 1 ? [c.PaddingWidth, c.PaddingWidth] : [c.PaddingHeight, c.PaddingWidth, c.PaddingHeight, c.PaddingWidth]),
                Attribute("strides", c.Axes == 1 ? [c.Stride] : [c.Stride, c.Stride]),
                Attribute("group", c.Groups)),
            Layer.MaxPool pool => Add("MaxPool", [x], result,
                Attribute("kernel_shape", pool.Axes == 1 ? [pool.SizeWidth] : [pool.SizeHeight, pool.SizeWidth]),
                Attribute("strides", pool.Axes == 1 ? [pool.SizeWidth] : [pool.SizeHeight, pool.SizeWidth])),
            Layer.GlobalAverage => Add("GlobalAveragePool", [x], result),
            // The default epsilon is 1e-5, as in this benchmark.
            Layer.BatchNorm => Add("BatchNormalization", [x, .. Parameters(layer)], result),
            RecurrentLayer recurrent => WriteRecurrent(recurrent, x, result),
            Layer.Residual residual => Add("Add", [Write(residual.Body, x), Write(residual.Shortcut, x)], result),
            _ => throw new NotSupportedException($"No ONNX operator is known for {layer.GetType().Name}."),
        };

        /// <summary>y = (q(x) − zero)·q(W)ᵀ · scale(x) · scale(W) + b.</summary>
        private string WriteQuantized(Layer.Dense layer, string x, string? result)
        {
            LayerTensors tensors = model.Of(layer);
            int inputs = layer.Inputs, units = layer.Units;
            float[] scales = [.. tensors.Weights.Chunk(inputs).Select(row => row.Max(Math.Abs) / 127)];
            sbyte[] weights = new sbyte[inputs * units];
            for (int j = 0; j < units; j++)
                for (int k = 0; k < inputs; k++)
                    weights[k * units + j] = (sbyte)MathF.Round(tensors.Weights[j * inputs + k] / scales[j]);
            (string integers, string scale, string zero) = ($"v{_values++}", $"v{_values++}", $"v{_values++}");
            Graph.Add(1, Node("DynamicQuantizeLinear", [x], integers).Add(2, scale).Add(2, zero));
            string weight = $"w{_tensors++}";
            Graph.Add(5, Tensor(weight, [inputs, units], Int8, MemoryMarshal.AsBytes(weights.AsSpan())));
            string sums = Add("Cast", [Add("MatMulInteger", [integers, weight, zero])], null, Attribute("to", Float));
            string scaled = Add("Mul", [sums, Add("Mul", [scale, WriteTensor([units], scales)])]);
            return Add("Add", [scaled, WriteTensor([units], tensors.Biases)], result);
        }

        private string Add(string operation, string[] inputs, string? result = null, params ReadOnlySpan<Message> attributes)
        {
            result ??= $"v{_values++}";
            Message node = Node(operation, inputs, result);
            foreach (Message attribute in attributes)
                node.Add(5, attribute);
            Graph.Add(1, node);
            return result;
        }

        /// <summary>Over a stream, with its state as further inputs and outputs, every frame's output; over a window, the last.</summary>
        private string WriteRecurrent(RecurrentLayer layer, string x, string? result)
        {
            bool isStream = Remembering(model.Topology) == layer;
            (string[] before, string[] after) = isStream ? ([.. States(layer).Select(state => state + "0")], [.. States(layer).Select(state => state + "1")]) : ((string[])[], (string[])[$"v{_values++}"]);
            // Time is ONNX's first axis.
            string frames = isStream ? x : Add("Transpose", [x], null, Attribute("perm", [2, 0, 1]));
            Message node = Node(layer.IsLstm ? "LSTM" : "GRU", [frames, .. RecurrentTensors(layer), "", .. before], isStream ? "outputs" : "");
            foreach (string state in after)
                node.Add(2, state);
            node.Add(5, Attribute("hidden_size", layer.Units));
            if (!layer.IsLstm)
                node.Add(5, Attribute("linear_before_reset", 1));
            Graph.Add(1, node);
            return Add("Flatten", [isStream ? "outputs" : after[0]], result, Attribute("axis", isStream ? 1 : 2));
        }

        /// <summary>W, R and both biases, each with its gates in ONNX's order, which is input, output, forget, cell, or update, reset, new.</summary>
        private string[] RecurrentTensors(RecurrentLayer layer)
        {
            int[] order = layer.IsLstm ? [0, 3, 1, 2] : [1, 0, 2];
            LayerTensors tensors = model.Of(layer);
            int rows = layer.Gates * layer.Units;
            (int[] Shape, float[] Values)[] all =
            [
                ([1, rows, layer.Channels], Gates(tensors.Weights[..(rows * layer.Channels)])),
                ([1, rows, layer.Units], Gates(tensors.Weights[(rows * layer.Channels)..])),
                ([1, 2 * rows], [.. Gates(tensors.Biases[..rows]), .. Gates(tensors.Biases[rows..])]),
            ];
            return [.. all.Select(tensor => WriteTensor(tensor.Shape, tensor.Values))];

            float[] Gates(float[] values) => [.. order.SelectMany(gate => values.AsSpan(gate * values.Length / order.Length, values.Length / order.Length).ToArray())];
        }

        /// <summary>Writes the tensors of a layer, and returns their names: weights, biases, means, variances, those that it has.</summary>
        private string[] Parameters(Layer layer)
        {
            LayerTensors tensors = model.Of(layer);
            (int[] Shape, float[] Values)[] all = [(layer.WeightShape, tensors.Weights), ([layer.Biases], tensors.Biases), ([layer.Statistics], tensors.Means), ([layer.Statistics], tensors.Variances)];
            return [.. all.Where(tensor => tensor.Values.Length > 0).Select(tensor => WriteTensor(tensor.Shape, tensor.Values))];
        }

        private string WriteTensor(int[] shape, float[] values)
        {
            string name = $"w{_tensors++}";
            Graph.Add(5, Tensor(name, shape, Float, MemoryMarshal.AsBytes(values.AsSpan())));
            return name;
        }
    }

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

    private static Message Tensor(string name, int[] shape, int type, ReadOnlySpan<byte> values)
    {
        var tensor = new Message();
        foreach (int extent in shape)
            tensor.Add(1, extent);
        return tensor.Add(2, type).Add(8, name).Add(9, values);
    }

    private static Message Value(string name, ReadOnlySpan<long> shape)
    {
        var extents = new Message();
        foreach (long extent in shape)
            extents.Add(1, new Message().Add(1, extent));
        return new Message().Add(1, name).Add(2, new Message().Add(1, new Message().Add(1, Float).Add(2, extents)));
    }
}
