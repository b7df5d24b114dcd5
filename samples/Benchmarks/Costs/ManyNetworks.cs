namespace Benchmarks.Costs;

/// <summary>A project of a hundred networks: four kinds of them, in different widths, each in a separate file; and a large network.</summary>
internal static class ManyNetworks
{
    public const int Count = 100;

    /// <summary>A kind of network: its description in the table, and its attributes in the i-th width.</summary>
    public sealed record Kind(string Layers, Func<int, string> Attributes);

    public static IReadOnlyList<Kind> Kinds { get; } =
    [
        new("2-(2…26)-1 sigmoid", i => $"[Network(2)] [Dense({2 + i}, Activation.Sigmoid)] [Dense(1, Activation.Sigmoid)]"),
        new("4-(64…88)-64-2 tanh", i => $"[Network(4)] [Dense({64 + i}, Activation.Tanh)] [Dense(64, Activation.Tanh)] [Dense(2)]"),
        new("784-(128…152)-10 ReLU, softmax", i => $"[Network(784, Loss = Loss.CrossEntropy)] [Dense({128 + i}, Activation.Relu)] [Dense(10, Activation.Softmax)]"),
        new("784-(512…536)-256-10 ReLU, softmax", i => $"[Network(784, Loss = Loss.CrossEntropy)] [Dense({512 + i}, Activation.Relu)] [Dense(256, Activation.Relu)] [Dense(10, Activation.Softmax)]"),
    ];

    /// <summary>The file of a network.</summary>
    public static string Source(int network) => Source(Kinds[network % Kinds.Count], network / Kinds.Count, $"Net{network}");

    /// <summary>The file of a network of a hundred layers in blocks, and a dense layer.</summary>
    public static string Graph =>
        """
        using NetGen;

        [Network]
        public sealed partial class Net
        {
            static Tensor Define([Shape(16, 8, 8)] Tensor x)
            {
                for (int i = 0; i < 25; i++)
                    x = x.Conv2D(16, 3, padding: 1).BatchNorm().Relu() + x;
                return x.Dense(10);
            }
        }
        """;

    public static string Source(Kind kind, int width, string name) => $"using NetGen;\n\nnamespace Many;\n\n{kind.Attributes(width)}\npublic sealed partial class {name};\n";
}
