using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

public sealed class DiagnosticTests
{
    [Theory, ClassData(typeof(DiagnosticCases)), ClassData(typeof(LayerCases)), ClassData(typeof(DefineCases))]
    public async Task Reports_the_rule_on_the_exact_span(string id, string marked, string message)
    {
        (string source, var span) = Marked.Parse(marked);
        Diagnostic diagnostic = Assert.Single(await Project.Of(source).Generate().Analyze());
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(source.Substring(span.Start, span.Length), source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(span, diagnostic.Location.SourceSpan);
        Assert.Equal(message, diagnostic.GetMessage());
    }

    [Theory, ClassData(typeof(DiagnosticCases)), ClassData(typeof(LayerCases)), ClassData(typeof(DefineCases))]
    public async Task A_pragma_suppresses_it(string id, string marked, string _) =>
        Assert.Empty(await Project.Of($"#pragma warning disable {id}\n{Marked.Parse(marked).Source}").Analyze());

    [Theory, ClassData(typeof(DiagnosticCases)), ClassData(typeof(LayerCases)), ClassData(typeof(DefineCases))]
    public async Task An_editorconfig_configures_it(string id, string marked, string _)
    {
        Project project = Project.Of(Marked.Parse(marked).Source);
        Assert.Empty(await project.WithEditorConfig($"[*.cs]\ndotnet_diagnostic.{id}.severity = none\n").Analyze());
        Diagnostic softened = Assert.Single(await project.WithEditorConfig($"[*.cs]\ndotnet_diagnostic.{id}.severity = suggestion\n").Analyze());
        Assert.Equal(DiagnosticSeverity.Info, softened.Severity);
    }

    [Theory, ClassData(typeof(DiagnosticCases)), ClassData(typeof(LayerCases)), ClassData(typeof(DefineCases))]
    public void Only_errors_in_the_declaration_suppress_emission(string id, string marked, string _)
    {
        Project.Of(Marked.Parse(marked).Source).Generate(out ImmutableArray<GeneratedSourceResult> sources);
        bool isError = Validation.Rules.All.Single(rule => rule.Id == id).DefaultSeverity == DiagnosticSeverity.Error;
        Assert.Equal(isError && !IsOfWeights(id) ? 0 : 1, sources.Length);
    }

    /// <summary>An error in a weight file is not an error in the declaration, so code is still emitted.</summary>
    private static bool IsOfWeights(string id) => id is "NETGEN034" or "NETGEN035" or "NETGEN036" or "NETGEN037" or "NETGEN038" or "NETGEN141";

    [Fact]
    public void Every_rule_of_the_analyzer_has_a_case() =>
        Assert.Equal(
            // These require another project, and a failure of the compiler.
            Validation.Rules.All.Select(rule => rule.Id).Except(["NETGEN062", "NETGEN065", "NETGEN099"]),
            new DiagnosticCases().Concat(new LayerCases()).Concat(new DefineCases()).Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Reports_all_errors_at_once()
    {
        string source = Net("[Network(0, Loss = Loss.CrossEntropy)] [Dense(-1, Activation.Relu, Name = \"1st\")] [Dense(1, (Activation)50, Name = \"1st\")]", "int Forward;").Replace("partial", "abstract");
        Assert.Equal(
            ["NETGEN002", "NETGEN004", "NETGEN009", "NETGEN024", "NETGEN024", "NETGEN028", "NETGEN028", "NETGEN030", "NETGEN040"],
            (await Project.Of(source).Analyze()).Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Reports_every_difference_of_weights_at_once() =>
        Assert.Equal(
            [
                "'models/tiny.safetensors' has no dense1.weight (3 × 4)",
                "'models/tiny.safetensors' has no dense1.bias (3); rename hidden.bias in the file, if that is it",
                "'models/tiny.safetensors' has dense2.weight with the shape 1 × 3, but in 'Net' it has 2 × 3",
                "'models/tiny.safetensors' has dense2.bias with the shape 1, but in 'Net' it has 2",
                "'models/tiny.safetensors' has tensors that 'Net' doesn't have: hidden.weight (3 × 2), hidden.bias (3)",
            ],
            (await Project.Of(Net("[Network(4, Weights = \"models/tiny.safetensors\")] [Dense(3)] [Dense(2)]")).Analyze()).Select(diagnostic => diagnostic.GetMessage()));

    /// <summary>If the shapes of the network are themselves invalid, weights are not compared with them.</summary>
    [Fact]
    public async Task Compares_weights_only_with_valid_networks() =>
        Assert.Equal("NETGEN024", Assert.Single(await Project.Of(Net("[Network(4, Weights = \"models/tiny.safetensors\")] [Dense(-3)] [Dense(2)]")).Analyze()).Id);

    /// <summary>One diagnostic per class, whatever the emitted code would need.</summary>
    [Theory]
    [InlineData(LanguageVersion.CSharp8, "8.0")]
    [InlineData(LanguageVersion.CSharp10, "10.0")]
    [InlineData(LanguageVersion.CSharp11, "11.0")]
    public async Task An_old_language_version_is_one_diagnostic_without_code(LanguageVersion version, string name)
    {
        Project project = Project.Of(File("[Network(2)] [Dense(3, Activation.Tanh)] [Dense(1)] public partial class A { }")).WithLanguage(version);
        Diagnostic diagnostic = Assert.Single(await project.Analyze());
        Assert.Equal(
            $"NETGEN062 The code of 'A' is written in C# 12, but its project is compiled as C# {name}; remove <LangVersion> from the project file, or write <LangVersion>latest</LangVersion>",
            $"{diagnostic.Id} {diagnostic.GetMessage()}");
        Assert.Equal("Network(2)", diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Empty(project.Generate(out ImmutableArray<GeneratedSourceResult> sources).Compilation.GetDiagnostics().Where(each => each.Severity == DiagnosticSeverity.Error));
        Assert.Empty(sources);
    }

    [Fact]
    public async Task Code_is_emitted_from_CSharp_12_on()
    {
        Project project = Project.Of(File("[Network(3, 9, 8)] [Conv2D(4, 3)] [BatchNorm] [Dense(100)] public partial class A;")).WithLanguage(LanguageVersion.CSharp12);
        Assert.Empty(await project.Analyze());
        Assert.Empty(project.Generate().Compilation.GetDiagnostics().Where(each => each.Severity >= DiagnosticSeverity.Warning));
    }

    [Theory]
    [InlineData("/src/NetGen.Generator.NetworkGenerator/A.cs")]
    [InlineData("/src/NetGen.Generator/NetGen.Generator.NetworkGenerator/A.g.cs")]
    public async Task Files_are_treated_as_user_code_whatever_their_path(string path) =>
        Assert.Empty(await Project.At(path, On("public partial class A { public void Save(int x) { } }")).Generate().Analyze());

    [Fact]
    public async Task Unused_weights_are_not_compared()
    {
        Project project = Project.Of(Tiny("\"nowhere.safetensors\"")).WithProperty("NetGenFreshWeights", "True");
        Diagnostic diagnostic = Assert.Single(await project.Analyze());
        Assert.Equal(("NETGEN065", DiagnosticSeverity.Info), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal("'Net' starts from fresh weights instead of 'nowhere.safetensors', since NetGenFreshWeights is true", diagnostic.GetMessage());
        project.Generate(out ImmutableArray<GeneratedSourceResult> sources);
        Project.Of(Tiny("null")).Generate(out ImmutableArray<GeneratedSourceResult> expected);
        Assert.Equal(Assert.Single(expected).SourceText.ToString(), Assert.Single(sources).SourceText.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("false")]
    [InlineData("yes")]
    public async Task Weights_are_compared_unless_the_property_is_true(string value) =>
        Assert.Equal("NETGEN034", Assert.Single(await Project.Of(Tiny("\"nowhere.safetensors\"")).WithProperty("NetGenFreshWeights", value).Analyze()).Id);

    private static string Tiny(string weights) => Net($"[Network(2, Weights = {weights})] [Dense(3, Name = \"hidden\")] [Dense(1)]");

    [Fact]
    public async Task Checks_the_class_even_if_its_attributes_do_not_compile() =>
        Assert.Equal("NETGEN002", Assert.Single(await Project.Of(File("[Network(2)] [Dense(Activation.Relu)] class A;")).Analyze()).Id);

    /// <summary>Valid code that must give no diagnostic, one row each.</summary>
    [Theory]
    [InlineData("[Network(2)] [Dense(1)] partial class A;")]
    [InlineData("[Network(2, Loss = Loss.CrossEntropy)] [Dense(2)] partial class A;")]
    [InlineData("[Network(2, Loss = Loss.CrossEntropy)] [Dense(2, Activation.LogSoftmax)] partial class A;")]
    [InlineData("[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(1)] partial class A;")]
    [InlineData("[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(2, Activation.Sigmoid)] partial class A;")]
    [InlineData("[Network(2, Loss = Loss.Hinge)] [Dense(1, Activation.Tanh)] partial class A;")]
    [InlineData("[Network(2, Loss = Loss.Hinge)] [Dense(1, Activation.LeakyRelu)] partial class A;")]
    [InlineData("[Network(2, Loss = Loss.MeanSquaredError)] [Dense(2, Activation.Softmax)] partial class A;")]
    [InlineData("[Network(2)] [Dense(2, Activation.Step)] partial class A;")]
    [InlineData("[Network(32767)] [Dense(16384)] partial class A;")]
    [InlineData("[Network(67108863)] [Dense(1)] partial class A;")]
    [InlineData("[Network(1)] [Dense(13421700)] partial class A;")]
    [InlineData("[Network(20000)] [Dense(20000)] [Dense(20000)] [Dense(20000)] [Dense(20000)] [Dense(20000)] partial class A;")]
    [InlineData("[Network(128, Unroll = Unroll.Full)] [Dense(64)] partial class A;")]
    [InlineData("[Network(64, Unroll = Unroll.Full)] [Dense(64)] partial class A;")]
    [InlineData("[Network(2)] [Dense(1, Name = \"dense1\")] [Dense(1, Name = null)] partial class A;")]
    [InlineData("[Network(2)] [Dense(1)] partial class A { void Forward(int x) { } void Clone(int x) { } void Create<T>(ulong x) { } }")]
    [InlineData("[Network(2)] [Dense(1)] partial class A { void ForwardBatch(ref ReadOnlySpan<float> a, Span<float> b, Workspace c) { } }")]
    [InlineData("[Network(2)] [Dense(1)] partial class A { void Gradient() { } int Size; static A() { } ~A() { } public static A operator +(A a, A b) => a; }")]
    [InlineData("[Network(2)] [Dense(1, Activation.Step)] partial class A { int Backward; void ComputeLoss() { } }")]
    [InlineData("[Network(2)] [Dense(1, Activation.Step)] partial class ComputeGradients;")]
    [InlineData("[Network(2)] [Dense(1)] partial class A : B; class B(int x = 1) { int X => x; }")]
    [InlineData("[Network(2)] [Dense(1)] partial class A : B; abstract class B { protected B(params int[] x) { } }")]
    [InlineData("[Network(2)] [Dense(1)] partial class A; partial class A { int _x; }")]
    [InlineData("[Network(2)] [Dense(1)] partial class A : B; [Network(2)] [Dense(1)] partial class B { protected B(string s) : this(1UL) { } }")]
    [InlineData("[Network(2, Weights = \"models/tiny.safetensors\")] [Dense(3, Name = \"hidden\")] [Dense(1)] partial class A;")]
    [InlineData("[Network(2, Weights = @\".\\models\\tiny.safetensors\")] [Dense(3, Name = \"hidden\")] [Dense(1, Activation.Step)] partial class A;")]
    [InlineData("[Network(2, Weights = \"torch.safetensors\")] [BatchNorm] partial class A;")]
    [InlineData("[Network(2, Weights = null)] [Dense(3)] partial class A;")]
    [InlineData("class Forward { int InputLength; }")]
    [InlineData("[Obsolete] class A;")]
    public async Task Reports_nothing_for_valid_code(string text) => Assert.Empty(await Project.Of(File(text)).Generate().Analyze());

    [Fact]
    public void A_network_may_derive_from_a_network()
    {
        Project.Of(On("partial class A : B; [Network(2)] [Dense(1)] partial class B { protected B(string s) : this(1UL) { } }")).Generate(out var sources);
        Assert.Equal(2, sources.Length);
    }

    [Fact]
    public async Task Constructors_may_call_emitted_ones() =>
        Assert.Empty(await Project.Of(NetWith("public Net(string s) : this(1UL) { } public Net(int i) : this($\"{i}\") { }")).Generate().Analyze());

    [Fact]
    public async Task Ignores_attributes_of_the_same_name_in_other_namespaces() =>
        Assert.Empty(await Project.Of("""
            namespace Mine;
            class DenseAttribute(int units) : System.Attribute { int Units => units; }
            class NetworkAttribute(int length) : System.Attribute { int Length => length; }
            [Network(0)] [Dense(-1)] class A;
            """).Analyze());
}
