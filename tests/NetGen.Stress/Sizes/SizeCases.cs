namespace NetGen.Stress.Sizes;

/// <summary>A network whose emitted code could grow without bound.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Attributes">Its declaration.</param>
internal sealed record SizeCase(string Name, string Attributes)
{
    public int Layers => Attributes.Split('[').Length - 2;

    public string Source => $"using NetGen;\nnamespace Networks;\n{Attributes}\npublic sealed partial class Net;\n";
}

/// <summary>Deep networks of equal layers and of different ones, long kernels, and groups.</summary>
internal static class SizeCases
{
    public static IReadOnlyList<SizeCase> All { get; } =
    [
        new("200 dense layers", "[Network(64, Loss = Loss.Huber)]" + Repeat(200, "[Dense(64, Activation.Gelu)]")),
        new("200 dense layers in loops", "[Network(64, Loss = Loss.Huber, Unroll = Unroll.Loops)]" + Repeat(200, "[Dense(64, Activation.Gelu)]")),
        new("200 dense layers of 200 sizes", "[Network(64, Loss = Loss.Huber)]" + Each(200, i => $"[Dense({16 + i * 7 % 200}, Activation.{Activations[i % Activations.Length]})]")),
        new("200 convolutions of 200 sizes", "[Network(3, 16, 16)]" + Each(200, i => $"[Conv2D({4 + i * 7 % 61}, {1 + i % 5}, Activation.{Activations[i % Activations.Length]}, Padding = Padding.Same)]") + "[GlobalAveragePool] [Dense(3)]"),
        new("200 layers that threads share", "[Network(256, Loss = Loss.CrossEntropy)]" + Repeat(199, "[Dense(256, Activation.Relu)]") + "[Dense(10, Activation.Softmax)]"),
        new("6,000 activations", "[Network(32)]" + Repeat(6000, "[Activate(Activation.Tanh)]")),
        new("a kernel of 800", "[Network(1, 1000)] [Conv1D(1, 800)]"),
        new("a kernel of 800 over columns", "[Network(4, 2000)] [Conv1D(16, 800, Activation.Relu)]"),
        new("25 × convolution, norm, silu", "[Network(3, 32, 32, Loss = Loss.CrossEntropy)]" + Repeat(25, "[Conv2D(16, 3, Padding = 1)] [BatchNorm] [Activate(Activation.Silu)]") + "[GlobalAveragePool] [Dense(10, Activation.Softmax)]"),
        new("1,000 dense layers", "[Network(64, Loss = Loss.Huber)]" + Repeat(1000, "[Dense(64, Activation.Gelu)]")),
        new("1,000 layers of mixed kinds", "[Network(4, 12, 12, Loss = Loss.CrossEntropy)]" + Mixed(998) + "[GlobalAveragePool] [Dense(10, Activation.Softmax)]"),
        new("1,000 layers, dense and norms", "[Network(48, Loss = Loss.CrossEntropy)]" + Each(1000, i => Vectors[i * 7 % 5])),
        new("2 groups of 512 channels", "[Network(1024, 8, 8)] [Conv2D(1024, 3, Groups = 2, Padding = 1)] [GlobalAveragePool] [Dense(2)]"),
    ];

    private static string[] Vectors =>
        ["[Dense(48, Activation.Mish)]", "[LayerNorm]", "[BatchNorm]", "[Dropout(0.1)]", "[PRelu]"];

    private static string[] Activations => ["Relu", "Gelu", "Tanh", "Linear", "Silu"];

    /// <summary>Layers that keep an image's shape, in an order without a period.</summary>
    private static string Mixed(int count)
    {
        string[] kinds =
        [
            "[Conv2D(4, 3, Activation.Relu, Padding = 1)]", "[BatchNorm]", "[Activate(Activation.Silu)]", "[MaxPool2D(3, Stride = 1, Padding = 1)]", "[Dropout(0.1)]",
            "[LayerNorm]", "[PRelu]", "[AveragePool2D(3, Stride = 1, Padding = 1)]", "[Conv2D(4, 3, Groups = 4, Padding = 1)]", "[Conv2D(4, 1)]",
        ];
        return Each(count, i => kinds[(int)((uint)(i * i) * 2654435761u >> 16) % kinds.Length]);
    }

    private static string Repeat(int count, string attributes) => Each(count, _ => attributes);

    private static string Each(int count, Func<int, string> attributes) => string.Concat(Enumerable.Range(0, count).Select(attributes));
}
