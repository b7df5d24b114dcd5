extern alias runtime;

using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.CodeFixes.Tests;

/// <summary>Writing layer attributes as a <c>Define</c> gives exactly the expected text, and the same network: its model, its diagnostics, and the code that is emitted for it.</summary>
public sealed class DefineRefactoringTests
{
    [Theory, ClassData(typeof(DefineCases))]
    public Task Writes_the_layers_as_calls(string before, string after) => Rewrites(before, after);

    [Theory, ClassData(typeof(DefineCases))]
    public Task Writes_the_layers_as_calls_with_CRLF(string before, string after) => Rewrites(before.Replace("\n", "\r\n"), after.Replace("\n", "\r\n"));

    /// <summary>Every kind of layer, with every constructor, and every property written alone and with all others.</summary>
    [Fact]
    public async Task Every_layer_is_the_same_as_a_call()
    {
        List<string> layers = [];
        foreach (string kind in Registry.Default.Attributes)
        {
            Type attribute = typeof(runtime::NetGen.LayerAttribute).Assembly.GetType($"NetGen.{kind}Attribute", throwOnError: true)!;
            string[] properties = [.. attribute.GetProperties().Where(property => property.CanWrite).Select(property => $"{property.Name} = {Sample(property.Name, property.PropertyType, kind)}")];
            foreach (ConstructorInfo constructor in attribute.GetConstructors())
            {
                string[] arguments = [.. constructor.GetParameters().Select(parameter => kind == "Reshape" ? Extent(parameter, constructor) : Sample(parameter.Name!, parameter.ParameterType, kind))];
                layers.AddRange(properties.Select(property => $"{kind}({string.Join(", ", [.. arguments, property])})"));
                layers.Add($"{kind}({string.Join(", ", [.. arguments, .. properties])})");
            }
        }
        Assert.InRange(layers.Count, 80, 200);
        string[] sources = [.. layers.Select((layer, i) => Source($"A{i}", $"[Network({Input(layer)})] {(layer.StartsWith("LastFrame", StringComparison.Ordinal) ? $"[PRelu] [{layer}]" : $"[{layer}] [PRelu]")}"))];
        await AreTheSame(sources);

        static string Input(string layer) =>
            layer.StartsWith("Embedding", StringComparison.Ordinal) ? "12"
            : new[] { "CausalConv1D", "Delay", "LastFrame" }.Any(kind => layer.StartsWith(kind, StringComparison.Ordinal)) ? "4, SequenceLength = 9"
            : layer.Contains("1D") || new[] { "Rnn", "Lstm", "Gru", "SelfAttention", "PositionEmbedding" }.Any(kind => layer.StartsWith(kind, StringComparison.Ordinal)) ? "4, 36"
            : "4, 6, 6";

        // Arrays of 144 elements for layers that keep their input's length, sizes that fit a side of 6 for the others.
        static string Extent(ParameterInfo parameter, ConstructorInfo constructor) => constructor.GetParameters().Length switch { 1 => "144", 2 => "12", _ => parameter.Position == 0 ? "9" : "4" };
        static string Sample(string name, Type type, string kind) => (name.ToLowerInvariant(), type) switch
        {
            ("activation", _) when kind == "Rnn" => "Activation.Relu",
            ("name", _) => "\"named\"",
            ("filters", _) => "8",
            ("padding" or "paddingheight" or "paddingwidth", _) => "1",
            ("dilation" or "dilationheight" or "dilationwidth", _) => "1 + 0",
            ("groups", _) => "4",
            ("momentum" or "rate", _) => "0.25",
            (_, { IsEnum: true }) => $"{type.Name}.{Enum.GetNames(type)[1]}",
            _ when type == typeof(bool) => name == "UseBias" ? "false" : "true",
            _ when type == typeof(double) => "1e-3",
            _ => "2",
        };
    }

    [Fact]
    public async Task Random_chains_are_the_same_as_calls()
    {
        var random = new Random(1);
        int count = Environment.GetEnvironmentVariable("NETGEN_LONG") == "1" ? 300 : 20;
        // Each change of a file binds its whole project again: small projects keep that from growing with the square of the count.
        foreach (string[] project in Enumerable.Range(0, count).Select(i => Source($"A{i}", RandomChain(random))).Chunk(10))
            await AreTheSame(project);
    }

    [Theory]
    // Faults of the network.
    [InlineData("[Network(2)] [Dense(0)] partial class A;")]
    [InlineData("[Network(2)] [Dense(1)] class A;")]
    [InlineData("[Network(2)] [Dense(1)] partial class A<T>;")]
    [InlineData("[Network(2)] [Dense(1)] partial record A;")]
    [InlineData("[Network(2)] [Dense(1)] partial record class A(int X);")]
    [InlineData("[Network(2)] [Dense(1)] partial class A { int Forward; }")]
    [InlineData("partial class Outer<T> { [Network(2)] [Dense(1)] partial class A; }")]
    [InlineData("[Network(2)] [Dense(1)] partial class A; [Dense(1)] partial class A;")]
    [InlineData("[Network(2)] [Dense(units)] partial class A;")]
    [InlineData("[Network(2)] [Network(2)] [Dense(1)] partial class A;")]
    [InlineData("[Network(2)] [Own] partial class A; class OwnAttribute : LayerAttribute;")]
    [InlineData("[Network(2)] partial class A;")]
    [InlineData("[Dense(2)] partial class A;")]
    [InlineData("[Network] partial class A { static Tensor Define([Shape(2)] Tensor input) => input.Dense(1); }")]
    // No room for the method.
    [InlineData("[Network(2)] [Dense(1)] partial class A { int Define; }")]
    [InlineData("[Network(2)] [Dense(1)] partial class A { void Define() { } }")]
    [InlineData("[Network(2)] [Dense(1)] partial class A : B; class B { protected class Define; }")]
    [InlineData("[Network(2)] [Dense(1)] partial class Define;")]
    // Directives that can't move with the layers.
    [InlineData("[Network(2)]\n#if A\n[Dense(1)]\n#else\n[Dense(2)]\n#endif\npartial class A;")]
    [InlineData("[Network(2)]\n#if !A\n[Dense(1)]\n#endif\npartial class A;")]
    [InlineData("[Network(2)]\n[Dense(\n#pragma warning disable\n1)]\npartial class A;")]
    [InlineData("[Network(2)]\n#region Layers\n[Dense(1)]\n partial class A;\n#endregion")]
    [InlineData("[Network(2)]\n#pragma warning disable NETGEN043\n[Dense(1)]\n[System.Serializable]\n#pragma warning restore NETGEN043\npartial class A;")]
    [InlineData("[Network(2)]\n#line 1\n[Dense(1)]\n#line default\npartial class A;")]
    public async Task Offers_nothing(string source)
    {
        UserSolution solution = UserSolution.Of($"using NetGen;\n{source}\n");
        for (int i = 0; i < source.Length; i++)
            Assert.Empty(await Offers(solution, new("using NetGen;\n".Length + i, 0)));
    }

    [Theory]
    [InlineData("class B { B Net; }\n\n⟦[Network(2)] // two\n[Dense(1)]\npublic partial class A⟧ : B\n{\n    int _field;\n}\n[System.Serializable] class C;")]
    [InlineData("// above\n⟦[Network(2)]\n[Dense(1)]\npartial class A⟧;\npartial class A { int _other; }")]
    public async Task Offers_it_at_the_attributes_and_the_name(string marked)
    {
        string source = $"using NetGen;\n{marked}";
        int start = source.IndexOf('⟦'), end = source.IndexOf('⟧') - 1;
        UserSolution solution = UserSolution.Of(source.Replace("⟦", "").Replace("⟧", ""));
        for (int i = 0; i < source.Length - 2; i++)
            Assert.Equal(i >= start && i <= end ? 1 : 0, (await Offers(solution, new(i, 0))).Length);
        Assert.Single(await Offers(solution, TextSpan.FromBounds(start, end)));
        Assert.Empty(await Offers(solution, TextSpan.FromBounds(start, end + 3)));
    }

    [Fact]
    public async Task It_has_a_title() =>
        Assert.Equal("Write the layers as Define", Assert.Single(await Offers(UserSolution.Of("[NetGen.Network(2)] [NetGen.Dense(1)] partial class A;"), new(0, 0))).Title);

    /// <summary>Editors find a refactoring by its attribute, and create it without arguments.</summary>
    [Fact]
    public void Editors_find_it()
    {
        Type refactoring = Assert.Single(typeof(NetworkFix).Assembly.GetTypes(), type => type.IsSubclassOf(typeof(CodeRefactoringProvider)));
        Assert.Equal([LanguageNames.CSharp], refactoring.GetCustomAttribute<ExportCodeRefactoringProviderAttribute>()!.Languages);
        Assert.NotNull(refactoring.GetConstructor([]));
    }

    private static async Task Rewrites(string before, string after)
    {
        UserSolution solution = UserSolution.Of(before);
        int at = before.IndexOf("Network(", StringComparison.Ordinal);
        UserSolution rewritten = await solution.Apply(Assert.Single(await Offers(solution, new(at, 0))));
        Assert.Equal(after, Assert.Single(rewritten.Texts));
        Assert.Empty(await rewritten.Errors());
        Assert.Equal(await Emitted(solution), await Emitted(rewritten));
        Assert.Equal(Described(await solution.Analyze()), Described(await rewritten.Analyze()));
    }

    /// <summary>Rewrites a network in each file, and compares its model and its emitted code with those before.</summary>
    private static async Task AreTheSame(string[] sources)
    {
        UserSolution solution = UserSolution.Of(sources);
        Assert.DoesNotContain(await solution.Analyze(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        List<string> texts = [];
        foreach (Document document in solution.Solution.Projects.First().Documents)
        {
            UserSolution one = await solution.Apply(Assert.Single(await Offers(document, new(sources[0].IndexOf('['), 0))));
            texts.Add((await one.Solution.GetDocument(document.Id)!.GetTextAsync()).ToString());
        }
        UserSolution rewritten = UserSolution.Of([.. texts]);
        Assert.All(rewritten.Texts, text => Assert.Contains("Tensor input) => input", text));
        Assert.Empty(await rewritten.Errors());
        ImmutableArray<NetworkModel> expected = await Models(solution), models = await Models(rewritten);
        Assert.Equal(sources.Length, expected.Length);
        Assert.All(expected.Zip(models), pair => Assert.Equal(pair.First, pair.Second));
        Assert.Equal(await Emitted(solution), await Emitted(rewritten));
    }

    private static Task<ImmutableArray<CodeAction>> Offers(UserSolution solution, TextSpan span) => Offers(solution.Solution.Projects.First().Documents.First(), span);

    private static async Task<ImmutableArray<CodeAction>> Offers(Document document, TextSpan span)
    {
        var offers = ImmutableArray.CreateBuilder<CodeAction>();
        await new DefineRefactoring().ComputeRefactoringsAsync(new(document, span, offers.Add, CancellationToken.None));
        return offers.ToImmutable();
    }

    private static async Task<ImmutableArray<NetworkModel>> Models(UserSolution solution)
    {
        Compilation compilation = (await solution.Solution.Projects.First().GetCompilationAsync())!;
        return [.. compilation.Assembly.GlobalNamespace.GetTypeMembers().OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => DeclarationParser.Parse(DeclaredNetwork.Find(type, Registry.Default)!).Model!)];
    }

    private static async Task<IEnumerable<string>> Emitted(UserSolution solution)
    {
        SourceGeneratedDocument[] documents = [.. await solution.Solution.Projects.First().GetSourceGeneratedDocumentsAsync()];
        Assert.NotEmpty(documents);
        return [.. documents.OrderBy(document => document.HintName, StringComparer.Ordinal).Select(document => document.GetTextAsync().Result.ToString())];
    }

    private static IEnumerable<string> Described(ImmutableArray<Diagnostic> diagnostics) => diagnostics.Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");

    private static string Source(string name, string attributes) => $"using NetGen;\n{attributes}\npublic partial class {name};\n";

    private static string RandomChain(Random random)
    {
        int channels = random.Next(1, 5), side = random.Next(4, 12);
        List<string> layers = [];
        bool isSpatial = true;
        for (int i = random.Next(1, 8); i > 0; i--)
        {
            string kind = $"Activation.{(Activation)random.Next((int)Activation.Softmax)}", name = random.Next(4) == 0 ? $", Name = \"layer{i}\"" : "";
            layers.Add((isSpatial ? random.Next(9) : random.Next(5, 9)) switch
            {
                0 => $"[Conv2D({random.Next(1, 9)}, {random.Next(1, 4)}, {kind}, Padding = 1{name})]",
                1 => $"[Conv2D({channels = channels * 2}, 3, Padding = Padding.Same, Groups = 1, UseBias = {(random.Next(2) == 0 ? "true" : "false")}{name})]",
                2 => $"[MaxPool2D(3, Stride = 1, Padding = 1{name})]",
                3 => $"[AveragePool2D(1, StrideHeight = 1, SizeWidth = 2{name})]",
                4 => "[GlobalAveragePool]",
                5 => $"[Dense({random.Next(1, 40)}, {kind}{name})]",
                6 => $"[BatchNorm] [Activate({kind}{name})]",
                7 => $"[LayerNorm(Epsilon = 1e-{random.Next(3, 7)}{name})] [PRelu]",
                _ => $"[Dropout(0.{random.Next(1, 9)}{name})] [Dense(3)]",
            });
            isSpatial &= layers[^1][1] is 'C' or 'M' or 'A' or 'B' or 'L' && !layers[^1].Contains("Dense");
        }
        return $"[Network({channels}, {side}, {side}, Unroll = Unroll.{(Unroll)random.Next(3)})] {string.Join(random.Next(2) == 0 ? " " : "\n", layers)} [Dense(2)]";
    }
}
