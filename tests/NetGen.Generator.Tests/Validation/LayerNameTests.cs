using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Lowering;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>The emitted code distinguishes layers of any names, and the tensors keep the declared spelling.</summary>
public sealed class LayerNameTests
{
    /// <summary>Networks that cover all code emitted for layers; each layer is named Probe and a letter.</summary>
    private static readonly string[] s_networks =
    [
        "[Network(2)] [Dense(3, Activation.Tanh, Name = \"probeA\")] [Dense(1, Name = \"probeB\")]",
        "[Network(200, Loss = Loss.CrossEntropy)] [Dense(200, Activation.Gelu, Name = \"probeA\")] [Dense(17, Name = \"probeB\")] [Activate(Activation.Softmax, Name = \"probeC\")]",
        "[Network(3, 9, 40)] [Conv2D(6, 3, Activation.Relu, Name = \"probeA\", Padding = 1)] [BatchNorm(Name = \"probeB\")] [MaxPool2D(2, Name = \"probeC\")] [Conv2D(6, 3, Groups = 2, Name = \"probeD\")] [PRelu(Name = \"probeE\")] [Dropout(0.5, Name = \"probeF\")] [Dense(3, Name = \"probeG\")]",
        "[Network(2, 20)] [LayerNorm(Name = \"probeA\")] [Conv1D(9, 3, Activation.Gelu, Name = \"probeB\")] [Activate(Activation.Silu, Name = \"probeC\")] [AveragePool1D(2, Name = \"probeD\")] [Conv1D(20, 2, Name = \"probeE\")] [Flatten(Name = \"probeF\")] [Reshape(2, 80, Name = \"probeG\")] [GlobalAveragePool(Name = \"probeH\")]",
        "[Network(2, 20)] [Lstm(5, Bidirectional = true, Name = \"probeA\")] [Gru(4, Bidirectional = true, UseBias = false, Name = \"probeB\")] [Rnn(3, Return = Return.Last, Name = \"probeC\")] [Dense(2, Name = \"probeD\")]",
        "[Network(20)] [Embedding(9, 12, Name = \"probeA\")] [PositionEmbedding(Name = \"probeB\")] [LayerNorm(Over = Over.Channels, Name = \"probeC\")] [SelfAttention(3, Causal = true, Name = \"probeD\")] [Dense(2, Name = \"probeE\")]",
    ];

    /// <summary>The words of the code with samples in lanes, and those of the code with outputs in lanes: no file has both.</summary>
    private static readonly Vocabulary[] s_vocabularies = [Vocabulary.Of(s_networks[..1]), Vocabulary.Of(s_networks[1..])];

    private static readonly string[] s_words = [.. s_vocabularies.SelectMany(vocabulary => vocabulary.Words).Distinct()];

    [Fact]
    public void No_two_emitted_words_give_the_same_name()
    {
        Assert.True(s_words.Length > 40, string.Join(", ", s_words));
        foreach (string first in s_words)
            foreach (string second in s_words)
                AssertDistinct($"hidden{first}{second}", "hidden", $"hidden{first}", $"hidden_{second}", "hidden_");
    }

    [Fact]
    public void No_layer_takes_a_reserved_name()
    {
        foreach (string other in s_vocabularies.SelectMany(vocabulary => vocabulary.Others))
            for (int end = 1; end <= other.Length; end++)
                AssertDistinct(other[..end]);
    }

    [Theory]
    [InlineData("hidden", "hiddenOutput")]
    [InlineData("dense1Output", "dense1")]
    [InlineData("a", "aB", "a_B", "a_", "a__B", "aBC")]
    [InlineData("0", "layer0", "layer0Weight", "Layer0_")]
    [InlineData("_", "__", "层", "größe", "Größe_", "école", "_0")]
    [InlineData("K", "\u212a", "ı", "I")]
    public void Names_that_extend_others_are_distinguished(params string[] layers) => AssertDistinct(layers);

    [Fact]
    public void Long_names_are_truncated_and_distinguished() =>
        AssertDistinct([.. Enumerable.Range(0, 20).Select(i => $"{new string('a', 2000)}{i}"), new string('a', 100)]);

    [Fact]
    public void Names_without_conflict_are_kept() =>
        Assert.Equal(["Dense1", "Dense10", "Dense1b", "Hidden", "Layer0"], Names.Identifiers(["dense1", "dense10", "dense1b", "Hidden", "0"]));

    /// <summary>Every word once as a name in the smallest network, and all kinds of layers with the most difficult names.</summary>
    [Fact]
    public void Emitted_code_compiles_for_any_layer_names()
    {
        string[] names = [.. s_words.Select(word => $"hidden{word}"), "sum", "größe", "层", "_", "__", "0", "12", "class", "T", "x", "w", "step", "unchecked", "ı", new string('n', 3000)];
        AssertCompiles(names.Select(name => $"[Network(2)] [Dense(3, Name = \"hidden\")] [Dense(1, Name = \"{name}\")]"));
        AssertCompiles(s_networks.SelectMany(network => new[]
        {
            network.Replace("probeA", "sum").Replace("probeB", "sumOutput").Replace("probeC", "sumWeight"),
            network.Replace("probeA", "0").Replace("probeB", "层").Replace("probeC", "层Value").Replace("probeD", "_"),
        }));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Größe")]
    [InlineData("_")]
    public void Tensors_keep_the_declared_spelling(string name) =>
        Assert.Contains($"\"{name}.weight\"", Compiler.Compile(ModelOf($"[Network(2)] [Dense(3, Name = \"{name}\")] [Dense(1)]")));

    private static void AssertDistinct(params string[] layers)
    {
        IReadOnlyList<string> identifiers = Names.Identifiers(layers);
        Assert.All(identifiers, identifier => Assert.True(SyntaxFacts.IsValidIdentifier(identifier) && identifier.Length < 200));
        foreach (Vocabulary vocabulary in s_vocabularies)
        {
            HashSet<string> emitted = [.. vocabulary.Others];
            foreach (string identifier in identifiers)
                foreach (string word in vocabulary.Words)
                    if (!emitted.Add(identifier + word) || !emitted.Add(Names.Local(identifier) + word))
                        Assert.Fail($"{string.Join(", ", layers)}: {identifier + word} is there twice.");
        }
    }

    private static void AssertCompiles(IEnumerable<string> declarations)
    {
        string[] sources = [.. declarations.Select((attributes, i) => File($"{attributes} public partial class Net{i};"))];
        Project generated = Project.Of(sources).Generate(out ImmutableArray<GeneratedSourceResult> emitted);
        Assert.Equal(sources.Length, emitted.Length);
        Assert.Empty(generated.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
    }

    /// <summary>The identifiers of emitted code.</summary>
    /// <param name="Words">Suffixes of a layer's identifier, such as <c>Weight</c> and <c>InputGradient4x2</c>.</param>
    /// <param name="Others">Identifiers that do not belong to a layer.</param>
    private sealed record Vocabulary(string[] Words, string[] Others)
    {
        public static Vocabulary Of(IEnumerable<string> networks)
        {
            string[] identifiers =
            [
                .. networks.SelectMany(network => CSharpSyntaxTree.ParseText(Compiler.Compile(ModelOf(network)), Project.ParseOptions).GetRoot().DescendantTokens())
                    // An identifier after a dot is a member of another type.
                    .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && !token.GetPreviousToken().IsKind(SyntaxKind.DotToken))
                    .Select(token => token.ValueText).Distinct(),
            ];
            return new([.. identifiers.Where(IsOfLayer).Select(name => name["ProbeA".Length..]).Distinct()], [.. identifiers.Where(name => !IsOfLayer(name))]);
        }

        private static bool IsOfLayer(string name) => name.StartsWith("probe", StringComparison.OrdinalIgnoreCase) && name.Length > "ProbeA".Length;
    }
}
