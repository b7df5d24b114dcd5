using Microsoft.CodeAnalysis;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>Bodies of <c>Define</c> → every layer: its full name, the values that it reads and its output's shape.</summary>
public sealed class BodyTests
{
    private const string Members = """
        enum Size2 { Small = 4, Large = 8 }
        static readonly int[] s_units = [4, 5];
        static readonly int s_six = 2 * Size;
        static Tensor Block(Tensor x, int units, bool deep = false, string kind = "a") => deep ? x.Dense(units).Dense(units) : x.Dense(units);
        static Tensor Nested(Tensor x) { Tensor y = Block(x, 4); return Block(y, 5, deep: true); }
        static int Sum(params int[] items) { int sum = 0; foreach (int item in items) sum += item; return sum; }
        static Tensor Deep(Tensor x, int n) => n == 0 ? x : Deep(x.Dense(n), n - 1);
        static (Tensor, int) Pair(Tensor x) => (x.Dense(4), 7);
        static void Swap(int[] a) { int t = a[0]; a[0] = a[1]; a[1] = t; }
        static Tensor Unwind(Tensor x, int n) { int units; if (n == 0) return x; units = n; x = Unwind(x, n - 1); return x.Dense(units); }
        static T Same<T>(T x) => x;
        """;

    public static TheoryData<string, string> Rows => new()
    {
        // Straight lines.
        { "return x.Dense(4);", "dense1(0) 4" },
        { "return x.Conv2D(5, 3, padding: 1).BatchNorm().Relu().Dense(Size);", "conv1(0) 5 × 8 × 8, norm1(1) 5 × 8 × 8, activation1(2) 5 × 8 × 8, dense1(3) 3" },
        { "Tensor y = x.Dense(4); y = y.Dense(5); return y;", "dense1(0) 4, dense2(1) 5" },
        { "Tensor a = x.Dense(4), b = x.Dense(4); return a + b;", "dense1(0) 4, dense2(0) 4, add1(1 2) 4" },
        { "var a = x.Dense(4); return a * 2 - 1 / a;", "dense1(0) 4, multiply1(1) 4, divide1(1) 4, subtract1(2 3) 4" },
        { "var a = x.Dense(4); a += 1; a *= a; return -a;", "dense1(0) 4, add1(1) 4, multiply1(2 2) 4, multiply2(3) 4" },
        { "return Tensor.Concat(x.Dense(4), x.Dense(5));", "dense1(0) 4, dense2(0) 5, concat1(1 2) 9" },
        { "return Tensor.Concat(1, x, x).Dense(2);", "concat1(0 0) 3 × 16 × 8, dense1(1) 2" },
        { "Tensor[] parts = x.Split(3); return Tensor.Concat(parts).Dense(2);", "slice1(0) 1 × 8 × 8, slice2(0) 1 × 8 × 8, slice3(0) 1 × 8 × 8, concat1(1 2 3) 3 × 8 × 8, dense1(4) 2" },
        { "return x.Split(3)[1].Dense(2);", "slice1(0) 1 × 8 × 8, dense1(1) 2" },
        { "var (a, _, c) = x.Split(3); return a.Dense(2) + c.Split(4, -1)[3].Dense(2);", "slice1(0) 1 × 8 × 8, slice2(0) 1 × 8 × 8, dense1(1) 2, slice3(2) 1 × 8 × 2, dense2(4) 2, add1(3 5) 2" },
        { "var (left, right) = x.Split(2, axis: 1); Tensor unused; (x, unused) = left.Split(2, 2); return Tensor.Concat(x, right.Split(2, 2)[0]);", "slice1(0) 3 × 4 × 8, slice2(0) 3 × 4 × 8, slice3(1) 3 × 4 × 4, slice4(2) 3 × 4 × 4, concat1(3 4) 6 × 4 × 4" },
        { "return x.Slice(1, 2).Reshape(2, 64).Transpose().Dense(2);", "slice1(0) 2 × 8 × 8, reshape1(1) 2 × 64, transpose1(2) 64 × 2, dense1(3) 2" },
        { "var y = x.Reshape(3, 64); return y.MatMul(y.Transpose(1, 0)).Softmax(-1).Dense(1);", "reshape1(0) 3 × 64, transpose1(1) 64 × 3, matmul1(1 2) 3 × 3, softmax1(3) 3 × 3, dense1(4) 1" },
        { "return x.Mean(1, 2).Dense(2) + x.Sum();", "mean1(0) 3, dense1(1) 2, sum1(0) 1, add1(2 3) 2" },
        // Loops and choices.
        { "for (int u = 4; u <= 16; u *= 2) x = x.Dense(u); return x;", "dense1(0) 4, dense2(1) 8, dense3(2) 16" },
        { "foreach (int u in new[] { 4, 5 }) { if (u == 4) continue; x = x.Dense(u); } return x;", "dense1(0) 5" },
        { "foreach (var (u, deep) in new[] { (4, true), (5, false) }) x = Block(x, u, deep); return x;", "block1.dense1(0) 4, block1.dense2(1) 4, block2.dense1(2) 5" },
        { "int u = 6; while (u > 4) { x = x.Dense(u--); } return x;", "dense1(0) 6, dense2(1) 5" },
        { "int u = 6; do { x = x.Dense(u); u -= 1; } while (u > 4); return x;", "dense1(0) 6, dense2(1) 5" },
        { "while (true) { x = x.Dense(4); break; } return x;", "dense1(0) 4" },
        { "if (x.Rank == 3 && x.Channels > 2 || x.Length / 0 == 1) x = x.Dense(x.Height); else x = x.Dense(1); return x;", "dense1(0) 8" },
        { "return x.Dense(x.Width == 8 ? x.Length : 1);", "dense1(0) 192" },
        { "switch (x.Channels) { case 1: return x.Dense(1); case 2 or 3 when x.Rank > 2: x = x.Dense(4); break; default: break; } return x.Dense(2);", "dense1(0) 4, dense2(1) 2" },
        { "switch (x.Channels) { case 1: break; default: x = x.Dense(4); break; } return x;", "dense1(0) 4" },
        { "int n = x.Channels switch { < 2 => 1, > 3 and < 5 => 4, not 3 => 5, _ => 6 }; return x.Dense(n);", "dense1(0) 6" },
        { "int n = (x.Rank, x.Width) switch { (3, 9) => 1, (3, var w) => w, _ => 0 }; return x.Dense(n);", "dense1(0) 8" },
        { "return x is { Rank: 3, Channels: > 2 } ? x.Dense(4) : x.Dense(5);", "dense1(0) 4" },
        // Values.
        { "int[] u = [4, 5]; u[0] += 2; u[^1]++; Swap(u); return x.Dense(u[0]).Dense(u[1]).Dense(u.Length);", "dense1(0) 6, dense2(1) 6, dense3(2) 2" },
        { "var u = new int[2]; u[1] = 7; int[] v = [.. u, 9]; return x.Dense(v[1]).Dense(v.Length).Dense(u[0] + 1);", "dense1(0) 7, dense2(1) 3, dense3(2) 1" },
        { "(int a, double b) = (4, 0.5); (a, b) = (a + 1, b * 2); return x.Dense(a).Dense((int)b);", "dense1(0) 5, dense2(1) 1" },
        { "var p = (units: 4, deep: true); return Block(x, p.units, p.deep).Dense(p.Item1);", "block1.dense1(0) 4, block1.dense2(1) 4, dense1(2) 4" },
        { "var (y, n) = Pair(x); return y.Dense(n);", "pair1.dense1(0) 4, dense1(1) 7" },
        { "return x.Dense((int)Size2.Large).Dense((int)(Math.Sqrt(16.0) + 0.9)).Dense(Math.Max(2, 'a' - 'b'));", "dense1(0) 8, dense2(1) 4, dense3(2) 2" },
        { "return x.Dense(s_units[1]).Dense(s_six);", "dense1(0) 5, dense2(1) 6" },
        { "long n = 1L << 3; return x.Dense((int)n >> 1).Dense(7 % 4).Dense(-7 / 2 + 5).Dense(~-5);", "dense1(0) 4, dense2(1) 3, dense3(2) 2, dense4(3) 4" },
        { "float f = 0.5f; f *= 3; double d = f; return x.Dense((int)(d * 2)).Dropout(0.5f).Dense(1);", "dense1(0) 3, dropout1(1) 3, dense2(2) 1" },
        { "string? s = null; return x.Dense((s ?? \"abc\").Length);", "dense1(0) 3" },
        // Names.
        { "return x.Dense(4, name: \"a\").Dense(5, name: nameof(x));", "a(0) 4, x(1) 5" },
        { "for (int i = 0; i < 2; i++) x = x.Dense(4, name: $\"stage{i}_{Activation.Relu}\" + i); return x;", "stage0_Relu0(0) 4, stage1_Relu1(1) 4" },
        { "return Nested(Nested(x));", "nested1.block1.dense1(0) 4, nested1.block2.dense1(1) 5, nested1.block2.dense2(2) 5, nested2.block1.dense1(3) 4, nested2.block2.dense1(4) 5, nested2.block2.dense2(5) 5" },
        { "Tensor Local(Tensor y, int n = 4) => y.Dense(n + Size).Dense(2, name: \"end\"); return Local(Local(x));", "local1.dense1(0) 7, local1.end(1) 2, local2.dense1(2) 7, local2.end(3) 2" },
        { "int n = 4; Tensor Add(Tensor y) { n++; return y.Dense(n); } x = Add(x); return Add(x);", "add1.dense1(0) 5, add2.dense1(1) 6" },
        { "Tensor Tower(Tensor y) => y.Dense(4, name: \"a\"); x = Tower(x); return x;", "tower1.a(0) 4" },
        { "return x.Dense(4, name: \"a\") + x.Dense(4, name: \"a\");", "a(0) 4, a(0) 4, add1(1 2) 4" },
        // Calls.
        { "return Block(units: 4, x: x, kind: \"b\");", "block1.dense1(0) 4" },
        { "return x.Dense(Sum()+1).Dense(Sum(1, 2, 3));", "dense1(0) 1, dense2(1) 6" },
        { "return Deep(x, 3);", "deep1.dense1(0) 3, deep1.deep1.dense1(1) 2, deep1.deep1.deep1.dense1(2) 1" },
        { "return Unwind(x, 2);", "unwind1.unwind1.dense1(0) 1, unwind1.dense1(1) 2" },
        { "return Same(x).Twice(Same(4));", "twice1.dense1(0) 4, twice1.dense2(1) 4" },
    };

    [Theory, MemberData(nameof(Rows))]
    public async Task Declares(string body, string layers)
    {
        string source = Defined(body, Members) + "static class Blocks { public static Tensor Twice(this Tensor x, int n) => x.Dense(n).Dense(n); }";
        Project project = Project.Of(source);
        Assert.Equal(layers, Text(ModelIn(project)));
        Assert.Empty(project.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS5001"));
        Assert.Empty(await project.Analyze());
    }

    /// <summary>A chain of attributes and the same layers in a body are one model, but for the input's name.</summary>
    [Theory]
    [InlineData("[Conv2D(6, 5, Activation.Relu, Padding = 2, UseBias = false)]", "Conv2D(6, 5, Activation.Relu, padding: 2, useBias: false)")]
    [InlineData("[Conv2D(6, 5, KernelHeight = 3, StrideWidth = 2, Initializer = Initializer.HeNormal, Groups = 3)]", "Conv2D(groups: 3, filters: 6, kernel: 5, kernelHeight: 3, strideWidth: 2, initializer: Initializer.HeNormal)")]
    [InlineData("[MaxPool2D(2, Stride = 1)] [AveragePool2D(2)] [GlobalAveragePool]", "MaxPool2D(2, stride: 1).AveragePool2D(2).GlobalAveragePool()")]
    [InlineData("[Reshape(3, 64)] [Conv1D(4, 3, Dilation = 2)] [MaxPool1D(2)] [AveragePool1D(2)] [GlobalMaxPool]", "Reshape(3, 64).Conv1D(4, 3, dilation: 2).MaxPool1D(2).AveragePool1D(2).GlobalMaxPool()")]
    [InlineData("[BatchNorm(Epsilon = 1e-3, Momentum = 0.5)] [LayerNorm] [PRelu(PerChannel = true)] [Dropout(0.25)] [Flatten] [Dense(3, Name = \"a\")]", "BatchNorm(1e-3, 0.5).LayerNorm().PRelu(perChannel: true).Dropout(0.25).Flatten().Dense(3, name: \"a\")")]
    [InlineData("[Activate(Activation.Tanh)] [Activate(Activation.Gelu, Name = \"g\")] [Reshape(192)] [Activate(Activation.Softmax)]", "Tanh().Activate(Activation.Gelu, name: \"g\").Reshape(192).Softmax()")]
    [InlineData("[Reshape(24, 8)] [Lstm(5, Bidirectional = true)] [Gru(4, UseBias = false, Name = \"memory\")] [Rnn(3, Activation.Relu)] [Rnn(2, Return = Return.Last)]", "Reshape(24, 8).Lstm(5, bidirectional: true).Gru(4, useBias: false, name: \"memory\").Rnn(3, Activation.Relu).Rnn(2, @return: Return.Last)")]
    [InlineData("[Reshape(24, 8)] [PositionEmbedding] [LayerNorm(Over = Over.Channels)] [SelfAttention(3, Causal = true, Name = \"look\")] [PositionEmbedding(Initializer = Initializer.Normal)]", "Reshape(24, 8).PositionEmbedding().LayerNorm(over: Over.Channels).SelfAttention(3, causal: true, name: \"look\").PositionEmbedding(Initializer.Normal)")]
    public void Equals_the_chain(string chain, string calls)
    {
        NetworkModel expected = ModelOf($"[Network(3, 8, 8)] {chain}");
        NetworkModel model = ModelIn(Project.Of(Defined($"return x.{calls};")));
        Assert.Equal(expected with { Inputs = [new("x", expected.Input)] }, model);
    }

    /// <summary>Every activation has a member of its name.</summary>
    [Fact]
    public void Activations_have_members()
    {
        foreach (Activation activation in Enum.GetValues<Activation>().Where(activation => activation != Activation.Linear))
            Assert.Equal(activation, Assert.Single(ModelIn(Project.Of(Defined($"return x.{activation}();"))).Layers).Kind.Applied);
    }

    [Fact]
    public void Inputs_and_outputs_have_their_names_shapes_losses_and_weights()
    {
        NetworkModel model = ModelIn(Project.Of(File("""
            [Network(InputGradients = true, Unroll = Unroll.Loops)] [Output("value", Loss.Huber, Weight = 0.5)] [Output("action", Loss.CrossEntropy)]
            partial class Net
            {
                static (Tensor action, Tensor value, Tensor third) Define([Shape(3, 4)] Tensor image, [Shape(2)] Tensor @class) =>
                    (image.Dense(4, Activation.Softmax), @class.Dense(1), image.Dense(2));
            }
            """)));
        Assert.Equal([new("image", new([3, 4])), new("class", Shape.Vector(2))], model.Inputs);
        Assert.Equal([new("action", 2, Loss.CrossEntropy, true), new("value", 3, Loss.Huber, true, 0.5), new("third", 4, null, false)], model.Outputs);
        Assert.True(model.InputGradients);
        Assert.Equal(Unroll.Loops, model.Unroll);
    }

    [Fact]
    public void The_only_output_has_the_loss_of_Network()
    {
        Assert.Equal([new("output", 1, Loss.MeanSquaredError, false)], ModelIn(Project.Of(Defined("return x.Dense(1);"))).Outputs);
        string source = Defined("return x.Dense(1);").Replace("[Network]", "[Network(Loss = Loss.Huber)]");
        Assert.Equal([new("output", 1, Loss.Huber, true)], ModelIn(Project.Of(source)).Outputs);
        Assert.Equal([new("output", 1, Loss.Huber, true, 2)], ModelIn(Project.Of(Defined("return x.Dense(1);", attributes: "[Output(\"output\", Loss.Huber, Weight = 2)]"))).Outputs);
    }

    /// <summary>A network as deep as a chain of calls may be.</summary>
    [Fact]
    public void A_chain_may_be_long() =>
        Assert.Equal(2000, ModelIn(Project.Of(Defined($"return x{string.Concat(Enumerable.Repeat(".Relu()", 2000))};"))).Layers.Count);

    private static NetworkModel ModelIn(Project project)
    {
        var declaration = Declaration.DeclarationParser.Parse(Declaration.DeclaredNetwork.Find(project.Type("Net"), Registry.Default)!);
        Assert.Empty(declaration.Define.Faults);
        return declaration.Model!;
    }

    private static string Text(NetworkModel model)
    {
        IReadOnlyList<Shape> shapes = model.Shapes();
        return string.Join(", ", model.NamedLayers.Select((layer, i) => $"{layer.Name}({string.Join(" ", layer.Layer.From)}) {shapes[model.Inputs.Count + i]}"));
    }
}
