using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Tests;

/// <summary>Incomplete code, as while typing: neither the generator nor the analyzer may throw.</summary>
public sealed class BrokenSourceTests
{
    private const string Valid = """
        using System;
        using NetGen;
        namespace Mine;
        public partial record struct Outer<T>(int X)
        {
            [Network(1, 28, 28, Loss = Loss.CrossEntropy, Unroll = Unroll.Full), Dense(units: 3, activation: Activation.Relu, Name = "hidden", UseBias = false)]
            [Conv2D(6, 5, Padding = Padding.Same, KernelHeight = 3), MaxPool2D(2)] [Reshape(3, 4), Dropout(0.5), BatchNorm(Epsilon = 1e-3)]
            [Dense(10, Activation.Softmax, Initializer = Initializer.HeNormal)]
            public sealed partial class Digits<U>(int seed) : Base where U : class
            {
                public Digits(string s) : this(1) { }
                public required int Size { get; set; }
                public void Forward(ReadOnlySpan<float> input, Span<float> output) { }
                static int InputLength = 3;
            }
            [Dense(3)] partial class Digits<U>;
        }
        class Base { protected Base(int x) { } }
        """;

    [Fact]
    public Task Every_prefix_of_a_source() => Survive(Enumerable.Range(0, Valid.Length).Select(length => Valid[..length]));

    [Fact]
    public Task Every_suffix_of_a_source() => Survive(Enumerable.Range(0, Valid.Length).Select(start => Valid[start..]));

    [Fact]
    public Task Every_source_without_one_word() => Survive(Words().Select(word => Valid.Remove(word.Start, word.Length)));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("class")]
    [InlineData("new int[] { 1 }")]
    public Task Every_source_with_one_word_replaced(string replacement) =>
        Survive(Words().Select(word => Valid.Remove(word.Start, word.Length).Insert(word.Start, replacement)));

    private static IEnumerable<(int Start, int Length)> Words() =>
        System.Text.RegularExpressions.Regex.Matches(Valid, @"\w+|[^\w\s]").Select(match => (match.Index, match.Length));

    private static async Task Survive(IEnumerable<string> sources)
    {
        foreach (string source in sources)
            foreach (Diagnostic diagnostic in await Project.Of(source).Generate().Analyze())
                Assert.True(diagnostic.Id.StartsWith("NETGEN", StringComparison.Ordinal), $"{diagnostic}\n{source}");
    }
}
