using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>The analyzer's diagnostics for spatial and normalisation layers.</summary>
public sealed class LayerDiagnosticTests
{
    /// <summary>Several mistakes at once, each reported once, at its argument.</summary>
    [Theory]
    [InlineData("[Network(1, 8, 8)] [Conv2D(0, -1, Stride = 0, Padding = -3, Dilation = -2, Groups = 0)]", "NETGEN024 0, NETGEN024 -1, NETGEN024 0, NETGEN051 -3, NETGEN024 -2, NETGEN024 0")]
    [InlineData("[Network(1, 8, 8)] [Conv2D(1, 0, KernelHeight = -1, StrideHeight = 0, StrideWidth = -3)]", "NETGEN024 0, NETGEN024 -1, NETGEN024 0, NETGEN024 -3")]
    [InlineData("[Network(1, 8, 8)] [Conv2D(1, 20, KernelHeight = 20)]", "NETGEN047 20, NETGEN047 20")]
    [InlineData("[Network(1, 8, 8)] [Conv2D(1, 20, KernelHeight = 30, KernelWidth = 40)]", "NETGEN047 30, NETGEN047 40")]
    [InlineData("[Network(1, 8, 8)] [MaxPool2D(0, Padding = -1)]", "NETGEN024 0, NETGEN051 -1")]
    [InlineData("[Network(1, 8, 8)] [MaxPool2D(9, Padding = 5, StrideWidth = 0)]", "NETGEN053 5, NETGEN024 0")]
    [InlineData("[Network(64)] [Conv2D(0, 3, Groups = 2)] [Dropout(2)]", "NETGEN050 Conv2D(0, 3, Groups = 2), NETGEN024 0, NETGEN056 2")]
    [InlineData("[Network(64)] [Conv2D(8, 0, Groups = 3)]", "NETGEN050 Conv2D(8, 0, Groups = 3), NETGEN024 0, NETGEN054 3")]
    [InlineData("[Network(0)] [Conv2D(8, 3, Groups = 3)] [MaxPool2D(-2)] [Dense(0)]", "NETGEN024 0, NETGEN054 3, NETGEN024 -2, NETGEN024 0")]
    [InlineData("[Network(9)] [Rnn(0, Activation.Gelu, Return = (Return)5)]", "NETGEN050 Rnn(0, Activation.Gelu, Return = (Return)5), NETGEN024 0, NETGEN115 Activation.Gelu, NETGEN030 (Return)5")]
    [InlineData("[Network(9)] [Lstm(4)] [Gru(3)] [Rnn(-1)]", "NETGEN050 Lstm(4), NETGEN024 -1")]
    [InlineData("[Network(4)] [BatchNorm(Epsilon = -1, Momentum = 2)]", "NETGEN057 -1, NETGEN058 2")]
    [InlineData("[Network(4)] [Reshape(-1, 0, -2)]", "NETGEN024 -1, NETGEN024 0, NETGEN024 -2")]
    [InlineData("[Network(100)] [Reshape(1, 9, 9)] [Conv2D(1, 10)]", "NETGEN055 Reshape(1, 9, 9), NETGEN047 10")]
    [InlineData("[Network(1, 8, 8)] [Conv2D(2, 3, Stride = 2, Padding = Padding.Same)] [Conv2D(2, 5)]", "NETGEN052 2, NETGEN047 5")]
    [InlineData("[Network(4, Loss = Loss.CrossEntropy)] [Dense(2, Activation.Softmax)] [Dropout(0.5)]", "NETGEN040 Loss.CrossEntropy, NETGEN059 Dropout(0.5)")]
    [InlineData("[Network(4, Loss = Loss.BinaryCrossEntropy)] [Dense(2, Activation.Sigmoid)] [Dropout(0.5)]", "NETGEN040 Loss.BinaryCrossEntropy, NETGEN059 Dropout(0.5)")]
    [InlineData("[Network(4)] [Dense(2)] [Dropout(0.5)] [Dropout(0.1)]", "NETGEN059 Dropout(0.5), NETGEN059 Dropout(0.1)")]
    [InlineData("[Network(1, 8, 8)] [Conv2D(2, 3, Activation.Softmax)] [Activate(Activation.LogSoftmax)]", "NETGEN060 Activation.Softmax, NETGEN060 Activation.LogSoftmax")]
    public async Task Reports_each_mistake_once(string attributes, string expected) =>
        Assert.Equal(expected, Text(await Project.Of(Net(attributes)).Analyze()));

    [Theory]
    [InlineData("[Network(1, 28, 28)] [Conv2D(6, 31)]", "28")]
    [InlineData("[Network(1, 28, 20)] [Conv2D(6, 31)]", "20")]
    [InlineData("[Network(1, 20, 28)] [Conv2D(6, 31)]", "20")]
    [InlineData("[Network(1, 20, 28)] [Conv2D(6, 31, Padding = 2, DilationWidth = 4)]", "8")]
    [InlineData("[Network(1, 20, 28)] [Conv2D(6, 31, DilationWidth = 50)]", "1")]
    [InlineData("[Network(1, 20, 28)] [Conv2D(6, 3, KernelWidth = 29)]", "28")]
    [InlineData("[Network(1, 28, 28)] [MaxPool2D(31, Padding = 1)]", "30")]
    [InlineData("[Network(1, 5)] [AveragePool1D(6)]", "5")]
    public async Task Passes_the_largest_valid_kernel_to_code_fixes(string attributes, string largest)
    {
        Project project = Project.Of(Net(attributes));
        Diagnostic diagnostic = Assert.Single(await project.Analyze());
        Assert.Equal("NETGEN047", diagnostic.Id);
        Assert.Equal(largest, diagnostic.Properties["Largest"]);
        string source = project.Compilation.SyntaxTrees[0].ToString();
        Assert.Empty(await Project.Of(Replace(source, diagnostic, largest)).Analyze());
        Assert.Equal("NETGEN047", Assert.Single(await Project.Of(Replace(source, diagnostic, $"{largest} + 1")).Analyze()).Id);
    }

    /// <summary>Valid code that must give no diagnostic, one row each.</summary>
    [Theory]
    [InlineData("[Network(1, 28, 28, Loss = Loss.CrossEntropy)] [Conv2D(6, 5, Activation.Relu, Padding = 2)] [MaxPool2D(2)] [Conv2D(16, 5, Activation.Relu)] [MaxPool2D(2)] [Dense(120, Activation.Relu, Name = \"hidden\")] [Dropout(0.25)] [Dense(10, Activation.Softmax)]")]
    [InlineData("[Network(3, 32, 32, Loss = Loss.CrossEntropy)] [Conv2D(16, 3, UseBias = false, Padding = Padding.Same)] [BatchNorm] [Activate(Activation.Relu)] [GlobalAveragePool] [Dense(10)]")]
    [InlineData("[Network(4, Loss = Loss.CrossEntropy)] [Dense(10)] [Activate(Activation.Softmax)]")]
    [InlineData("[Network(4, Loss = Loss.CrossEntropy)] [Dense(10, Activation.Softmax)] [Flatten]")]
    [InlineData("[Network(4, Loss = Loss.CrossEntropy)] [Dense(10, Activation.Softmax)] [Reshape(2, 5)] [Flatten] [Activate(Activation.Linear)] [Dropout(0)]")]
    [InlineData("[Network(4, Loss = Loss.MeanSquaredError)] [Dense(10, Activation.Softmax)] [Reshape(2, 5)]")]
    [InlineData("[Network(4, Loss = Loss.CrossEntropy)] [Dense(10, Activation.Relu)] [BatchNorm]")]
    [InlineData("[Network(4, Loss = Loss.CrossEntropy)] [Dense(10, Activation.Relu)] [LayerNorm]")]
    [InlineData("[Network(3, 20, Loss = Loss.CrossEntropy)] [Lstm(8, Bidirectional = true)] [Gru(5, Return = Return.Last)] [Dense(3)]")]
    [InlineData("[Network(3, 20, Loss = Loss.Hinge)] [Rnn(1, Return = Return.Last)]")]
    [InlineData("[Network(12, Loss = Loss.CrossEntropy)] [Embedding(30, 8)] [PositionEmbedding] [LayerNorm(Over = Over.Channels)] [SelfAttention(2)] [GlobalAveragePool] [Dense(3)]")]
    [InlineData("[Network(1)] [Embedding(16777216, 1)] [SelfAttention(1, Causal = true)]")]
    [InlineData("[Network(4, Loss = Loss.BinaryCrossEntropy)] [Dense(1)] [BatchNorm] [Activate(Activation.Sigmoid)]")]
    [InlineData("[Network(4, Loss = Loss.Hinge)] [Dense(2)] [PRelu]")]
    [InlineData("[Network(1, 8, 8, Loss = Loss.CrossEntropy)] [Conv2D(10, 3)] [GlobalMaxPool]")]
    [InlineData("[Network(1, 8, 8, Loss = Loss.CrossEntropy)] [Conv2D(10, 3, Activation.Relu)] [GlobalAveragePool]")]
    [InlineData("[Network(1, 8, 8, Loss = Loss.CrossEntropy)] [Conv2D(10, 3, Activation.Relu)] [GlobalAveragePool] [Activate(Activation.Softmax)]")]
    [InlineData("[Network(1, 8, 8, Loss = Loss.MeanAbsoluteError)] [Conv2D(10, 3, Activation.Sigmoid)] [AveragePool2D(2)]")]
    [InlineData("[Network(1, 8, 8, Loss = Loss.Huber)] [Conv2D(2, 3)] [Flatten] [Activate(Activation.LogSoftmax)]")]
    [InlineData("[Network(4)] [Dropout(0)] [Dense(1)] [Dropout(0)]")]
    [InlineData("[Network(4)] [Dropout(0.999)] [Dense(1)]")]
    [InlineData("[Network(4)] [Dense(1, Activation.Step)] [Dropout(0.5)]")]
    [InlineData("[Network(4)] [BatchNorm(Momentum = 0)] [BatchNorm(Momentum = 1)] [LayerNorm(Epsilon = 1e-45)]")]
    [InlineData("[Network(1, 8, 8)] [Conv2D(2, 3, Stride = 5)] [MaxPool2D(1, Stride = 2)]")]
    [InlineData("[Network(1, 8, 8)] [Conv2D(2, 0, KernelHeight = 1, KernelWidth = 2, Stride = -1, StrideHeight = 1, StrideWidth = 1)]")]
    [InlineData("[Network(1, 8, 8)] [MaxPool2D(3, Padding = 1)] [MaxPool2D(2, SizeHeight = 1)]")]
    [InlineData("[Network(12, 8, 8)] [Conv2D(24, 3, Groups = 12)] [Conv2D(6, 3, Groups = 6)]")]
    [InlineData("[Network(9500000)] [Reshape(1, 9500000)] [Flatten]")]
    [InlineData("[Network(2048, 7, 7)] [Conv2D(5347, 7)]")]
    [InlineData("[Network(256, 8, 8, Unroll = Unroll.Loops)] [Conv2D(8, 3)]")]
    [InlineData("[Network(14, 8, 8, Unroll = Unroll.Full)] [Conv2D(8, 3)]")]
    public async Task Reports_nothing_for_valid_code(string attributes) => Assert.Empty(await Project.Of(Net(attributes)).Analyze());

    /// <summary>Any values give diagnostics, not exceptions: Roslyn reports an exception in the analyzer as AD0001.</summary>
    [Fact]
    public async Task Absurd_values_are_errors_and_never_exceptions()
    {
        string[] numbers = ["int.MinValue", "-1", "0", "1", "2", "65535", "67108863", "int.MaxValue - 1", "int.MaxValue"];
        Random random = new(1);
        string Number() => numbers[random.Next(numbers.Length)];
        string Options(params string[] names) => string.Concat(names.Where(_ => random.Next(3) == 0).Select(name => $", {name} = {Number()}"));
        string Layer() => random.Next(9) switch
        {
            0 => $"[Conv2D({Number()}, {Number()}{Options("Stride", "Padding", "Dilation", "Groups", "KernelHeight", "StrideWidth", "PaddingHeight", "DilationWidth")})]",
            1 => $"[Conv1D({Number()}, {Number()}{Options("Stride", "Padding", "Dilation", "Groups")})]",
            2 => $"[MaxPool2D({Number()}{Options("Stride", "Padding", "SizeHeight", "StrideWidth", "PaddingHeight")})]",
            3 => $"[AveragePool1D({Number()}{Options("Stride", "Padding")})]",
            4 => $"[Reshape({Number()}, {Number()}, {Number()})]",
            5 => $"[Reshape({Number()}, {Number()})]",
            6 => $"[Dense({Number()})]",
            7 => "[GlobalMaxPool]",
            _ => "[BatchNorm] [PRelu(PerChannel = true)] [Flatten]",
        };
        foreach (int _ in Enumerable.Range(0, 2000))
        {
            string source = Net($"[Network({Number()}, {Number()}, {Number()})] {string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Layer()))}");
            Project project = Project.Of(source);
            ImmutableArray<Diagnostic> diagnostics = await project.Analyze();
            foreach (Diagnostic diagnostic in diagnostics)
                Assert.True(diagnostic.Id.StartsWith("NETGEN", StringComparison.Ordinal), $"{diagnostic}\n{source}");
            if (!diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
                project.Generate();
        }
    }

    private static string Text(ImmutableArray<Diagnostic> diagnostics) =>
        string.Join(", ", diagnostics.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)}"));

    private static string Replace(string source, Diagnostic diagnostic, string text) =>
        source.Remove(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length).Insert(diagnostic.Location.SourceSpan.Start, text);
}
