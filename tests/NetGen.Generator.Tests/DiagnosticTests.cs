using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

public sealed class DiagnosticTests
{
    [Theory, ClassData(typeof(DiagnosticCases)), ClassData(typeof(LayerCases))]
    public async Task Reports_the_rule_on_the_exact_span(string id, string marked, string message)
    {
        (string source, var span) = Marked.Parse(marked);
        Diagnostic diagnostic = Assert.Single(await Project.Of(source).Generate().Analyze());
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(source.Substring(span.Start, span.Length), source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(span, diagnostic.Location.SourceSpan);
        Assert.Equal(message, diagnostic.GetMessage());
    }

    [Theory, ClassData(typeof(DiagnosticCases)), ClassData(typeof(LayerCases))]
    public async Task A_pragma_silences_it(string id, string marked, string _) =>
        Assert.Empty(await Project.Of($"#pragma warning disable {id}\n{Marked.Parse(marked).Source}").Analyze());

    [Theory, ClassData(typeof(DiagnosticCases)), ClassData(typeof(LayerCases))]
    public async Task An_editorconfig_governs_it(string id, string marked, string _)
    {
        Project project = Project.Of(Marked.Parse(marked).Source);
        Assert.Empty(await project.WithEditorConfig($"[*.cs]\ndotnet_diagnostic.{id}.severity = none\n").Analyze());
        Diagnostic softened = Assert.Single(await project.WithEditorConfig($"[*.cs]\ndotnet_diagnostic.{id}.severity = suggestion\n").Analyze());
        Assert.Equal(DiagnosticSeverity.Info, softened.Severity);
    }

    [Theory, ClassData(typeof(DiagnosticCases)), ClassData(typeof(LayerCases))]
    public void An_error_emits_nothing_and_a_warning_everything(string id, string marked, string _)
    {
        Project.Of(Marked.Parse(marked).Source).Generate(out ImmutableArray<GeneratedSourceResult> sources);
        bool isWarning = Validation.Rules.All.Single(rule => rule.Id == id).DefaultSeverity == DiagnosticSeverity.Warning;
        Assert.Equal(isWarning ? 1 : 0, sources.Length);
    }

    [Fact]
    public void Every_rule_of_the_analyzer_has_a_case() =>
        Assert.Equal(
            Validation.Rules.All.Select(rule => rule.Id).Where(id => id != "NETGEN099"),
            new DiagnosticCases().Concat(new LayerCases()).Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal));

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
                "'models/tiny.safetensors' has tensors that 'Net' hasn't: hidden.weight (3 × 2), hidden.bias (3)",
            ],
            (await Project.Of(Net("[Network(4, Weights = \"models/tiny.safetensors\")] [Dense(3)] [Dense(2)]")).Analyze()).Select(diagnostic => diagnostic.GetMessage()));

    /// <summary>Where shapes are wrong themselves, they are nothing to compare with.</summary>
    [Fact]
    public async Task Compares_weights_with_sound_networks_only() =>
        Assert.Equal("NETGEN024", Assert.Single(await Project.Of(Net("[Network(4, Weights = \"models/tiny.safetensors\")] [Dense(-3)] [Dense(2)]")).Analyze()).Id);

    [Fact]
    public async Task Judges_the_class_even_where_its_attributes_do_not_compile() =>
        Assert.Equal("NETGEN002", Assert.Single(await Project.Of(File("[Network(2)] [Dense(Activation.Relu)] class A;")).Analyze()).Id);

    /// <summary>What must be left alone, one row each.</summary>
    [Theory]
    [InlineData("[Network(2)] [Dense(1)] partial class A;")]
    [InlineData("[Network(2, Loss = Loss.CrossEntropy)] [Dense(2)] partial class A;")]
    [InlineData("[Network(2, Loss = Loss.CrossEntropy)] [Dense(2, Activation.LogSoftmax)] partial class A;")]
    [InlineData("[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(1)] partial class A;")]
    [InlineData("[Network(2, Loss = Loss.BinaryCrossEntropy)] [Dense(2, Activation.Sigmoid)] partial class A;")]
    [InlineData("[Network(2, Loss = Loss.Hinge)] [Dense(1, Activation.Tanh)] partial class A;")]
    [InlineData("[Network(2, Loss = Loss.Hinge)] [Dense(1, Activation.LeakyRelu)] partial class A;")]
    [InlineData("[Network(2)] [Dense(2, Activation.Softmax)] partial class A;")]
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
    public async Task Says_nothing_where_nothing_is_wrong(string text) => Assert.Empty(await Project.Of(File(text)).Generate().Analyze());

    [Fact]
    public void A_class_that_derives_from_a_network_is_one_of_its_own()
    {
        Project.Of(On("partial class A : B; [Network(2)] [Dense(1)] partial class B { protected B(string s) : this(1UL) { } }")).Generate(out var sources);
        Assert.Equal(2, sources.Length);
    }

    [Fact]
    public async Task Constructors_may_continue_in_those_that_the_compiler_writes() =>
        Assert.Empty(await Project.Of(NetWith("public Net(string s) : this(1UL) { } public Net(int i) : this($\"{i}\") { }")).Generate().Analyze());

    [Fact]
    public async Task Says_nothing_of_namesakes_in_other_namespaces() =>
        Assert.Empty(await Project.Of("""
            namespace Mine;
            class DenseAttribute(int units) : System.Attribute { int Units => units; }
            class NetworkAttribute(int length) : System.Attribute { int Length => length; }
            [Network(0)] [Dense(-1)] class A;
            """).Analyze());
}
