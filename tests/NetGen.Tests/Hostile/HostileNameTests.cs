namespace NetGen.Tests.Hostile;

/// <summary>Emitted code binds to the right types and members, whatever names are declared around it.</summary>
public class HostileNameTests
{
    private static readonly string[] Names =
    [
        "System", "NetGen", "Math", "MathF", "Span", "ReadOnlySpan", "Unsafe", "MemoryMarshal", "Vector128", "Vector256", "Vector512", "Avx512F", "Stream",
        "MethodImpl", "MethodImplAttribute", "MethodImplOptions", "Runtime", "Numerics", "Single", "Int32", "String", "Object", "Exception", "ArgumentException",
        "Activations", "Losses", "VectorMath", "Lane", "Lanes128", "Lanes256", "Lanes512", "ILanes", "Kernels", "IKernels", "Batches", "Scratch", "Products", "Rows", "Blocks", "Widths",
        "Grid", "Grids", "Convolutions", "GroupedConvolutions", "Taps", "Pools", "Norms", "LayerNorms", "PRelus", "Dropouts", "Embeddings", "Indices", "IndexRange", "Attention", "ChannelNorms", "BatchState", "BatchNormalization", "BatchTraining", "TrainingPhase", "SharedLayer", "LayerRange", "IPhasedKernels", "IBatchKernels",
        "INetwork", "ITrainableNetwork", "ParameterBlock", "ParameterLayout", "TensorLayout", "Workspace", "NetworkSummary", "LayerSummary", "Loss", "Activation", "Initializer", "Shards",
    ];

    private const string Declaration =
        """
        [global::NetGen.Network(4, 5, 5, Loss = global::NetGen.Loss.CrossEntropy)]
        [global::NetGen.Conv2D(8, 3, Groups = 2)]
        [global::NetGen.BatchNorm]
        [global::NetGen.PRelu]
        [global::NetGen.Conv2D(8, 2)]
        [global::NetGen.MaxPool2D(2)]
        [global::NetGen.Dropout(0.5)]
        [global::NetGen.LayerNorm]
        [global::NetGen.Dense(40, global::NetGen.Activation.Silu)]
        [global::NetGen.Dense(5, global::NetGen.Activation.Softmax)]
        """;

    private const string Sequence =
        "[global::NetGen.Network(6)] [global::NetGen.Embedding(9, 4)] [global::NetGen.PositionEmbedding] [global::NetGen.LayerNorm(Over = global::NetGen.Over.Channels)] [global::NetGen.SelfAttention(2)] [global::NetGen.Lstm(3, Bidirectional = true)] [global::NetGen.Gru(2)] [global::NetGen.Rnn(3, Return = global::NetGen.Return.Last)] [global::NetGen.Dense(3)]";

    // Names that code may use unqualified unless a type has that name: contextual keywords, and the discard.
    private static readonly string[] Words = ["unmanaged", "notnull", "_", "var", "dynamic", "nint", "nuint", "nameof", "value", "field", "global", "T", "U"];

    /// <summary>A network for each of the two kinds of emitted code, and one of indices.</summary>
    private const string Networks =
        $"{Declaration} public sealed partial class X; [global::NetGen.Network(2)] [global::NetGen.Dense(2, global::NetGen.Activation.Tanh)] [global::NetGen.Dense(1)] public sealed partial class Y; {Sequence} public sealed partial class Z;";

    [Theory]
    [InlineData("")]
    [InlineData("Acme")]
    [InlineData("NetGen")]
    [InlineData("NetGen.Generated")]
    [InlineData("NetGen.Kernels")]
    public void Types_named_like_keywords(string space)
    {
        string types = $"#pragma warning disable\n{string.Concat(Words.Select(word => $"public class @{word}; "))}";
        HostileCompilation.Check(3, $"{(space == "" ? types : $"namespace {space}\n{{\n{types}\n}}")}\n#pragma warning restore\nnamespace Acme {{ {Networks} }}");
    }

    [Fact]
    public void Types_of_the_namespaces_that_emitted_code_uses() =>
        HostileCompilation.Check(3, $"namespace NetGen.Generated {{ {Types} }} namespace NetGen.Generated.XKernels {{ {Types} }} namespace Acme {{ {Networks} }}");

    [Fact]
    public void Types_of_the_same_namespace() =>
        HostileCompilation.Check(1, $"namespace Acme {{ {Types} {Declaration} public sealed partial class X; }}");

    [Fact]
    public void Types_in_an_enclosing_class() =>
        HostileCompilation.Check(1, $"namespace Acme {{ public partial class Outer {{ {Types} {Declaration} public sealed partial class X; }} }}");

    [Fact]
    public void Namespaces_next_to_the_users() =>
        HostileCompilation.Check(1, string.Concat(Names.Select(name => $"namespace Acme.{name} {{ public class Y; }} ")) + $"namespace Acme {{ {Declaration} public sealed partial class X; }}");

    [Fact]
    public void Types_of_the_global_namespace() =>
        HostileCompilation.Check(1, $"{TypesBut("System", "NetGen")} namespace Acme {{ {Declaration} public sealed partial class X; }}");

    [Fact]
    public void Global_aliases() =>
        HostileCompilation.Check(1, string.Concat(Names.Except(["System", "NetGen"]).Select(name => $"global using {name} = Acme.Y;\n")) + $"namespace Acme {{ public class Y; {Declaration} public sealed partial class X; }}");

    [Fact]
    public void Nested_types_of_the_class() =>
        HostileCompilation.Check(1, $"namespace Acme {{ {Declaration} public sealed partial class X {{ {TypesBut("Parameters", "Summary", "Loss")} }} }}");

    [Fact]
    public void Members_of_the_class() =>
        HostileCompilation.Check(1, $"namespace Acme {{ {Declaration} public sealed partial class X {{ public const int hidden = 1, Rows = 2, Batches = 3; public int System => hidden; public int NetGen() => Rows; public static string Math => \"\"; public event global::System.Action? Weights {{ add {{ }} remove {{ }} }} }} }}");

    private static string Types => TypesBut();

    // Some of them are generic in .NET, so types of both arities are declared.
    private static string TypesBut(params string[] left) => string.Concat(Names.Except(left).Select(name => $"public class {name}; public class {name}<T>; "));
}
