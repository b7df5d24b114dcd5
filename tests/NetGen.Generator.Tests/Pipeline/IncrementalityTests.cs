using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace NetGen.Generator.Tests;

/// <summary>The cost of an edit: the run reason of every named step.</summary>
public sealed class IncrementalityTests
{
    private const string First = "using NetGen; [Network(2)] [Dense(3)] partial class First { void Forward() { } }";
    private const string Second = "using NetGen; [Network(4, Weights = \"w.safetensors\")] [Dense(5)] partial class Second;";
    private const string Other = "class Other;";
    private static readonly WeightsHeader s_weights = new("w.safetensors", [new("dense1.weight", "F32", "5 × 4"), new("dense1.bias", "F32", "5")]);

    [Fact]
    public void The_first_run_runs_every_step() => AssertReasons(Run(First, Second, Other), declaration: New, model: New, network: New, output: New);

    [Fact]
    public void Unchanged_sources_are_cached() =>
        AssertReasons(Run(First, Second, Other, edit: tree => tree), declaration: Cached, model: Cached, network: Cached, output: Cached);

    [Theory]
    [InlineData(First, "// comment\n" + First)]
    [InlineData(First, First + " class Another;")]
    [InlineData(First, "using NetGen; [Network(2)] /* comment */ [Dense(units: 1 + 2)] partial class First { void Forward() { int x; } }")]
    [InlineData(Other, "class Other { int Member; }")]
    [InlineData(Second, "using NetGen; [Network(4, Weights = \"./w.safetensors\")] [Dense(5)] partial class Second { int Member; }")]
    public void An_edit_without_effect_stops_at_the_declaration(string before, string after) =>
        AssertReasons(Edit(before, after), declaration: Unchanged, model: Cached, network: Cached, output: Cached);

    [Fact]
    public void A_member_that_only_rules_use_stops_at_the_model() =>
        AssertReasons(Edit(First, First.Replace("Forward()", "Forward(int x)")), ("First", Modified, Unchanged, Cached, Cached), ("Second", Unchanged, Cached, Cached, Cached));

    [Fact]
    public void A_real_change_recompiles_only_its_network() =>
        AssertReasons(Edit(First, First.Replace("Dense(3)", "Dense(7)")), ("First", Modified, Modified, Modified, Modified), ("Second", Unchanged, Cached, Cached, Cached));

    [Theory]
    [InlineData("[Network(1, 8, 8)] [Conv2D(3, 3, StrideWidth = 2)] [BatchNorm(Epsilon = 1e-3, Momentum = 0.01)] [Reshape(1, 54)] [Dropout(0.1)]")]
    [InlineData("[Network(4)] [Dropout(-0.0)] [LayerNorm(Epsilon = 1 / 3.0)] [PRelu(PerChannel = true)] [Activate(Activation.Mish)]")]
    [InlineData("[Network(3, 7)] [Lstm(5, Bidirectional = true)] [Gru(4)] [Rnn(3, Activation.Relu, Return = Return.Last)]")]
    [InlineData("[Network(4)] [Embedding(5, 6)] [PositionEmbedding] [LayerNorm(Over = Over.Channels)] [SelfAttention(2, Causal = true)]")]
    public void NaN_is_equal_to_itself(string attributes)
    {
        string first = $"using System; using NetGen; {attributes} [Dense(1)] partial class First;";
        GeneratorRunResult result = Run(first, Second, Other, tree => tree.ToString() == first ? Project.Parse($"// comment\n{first}", tree.FilePath) : tree);
        Assert.Equal([Unchanged, Unchanged], Reasons(result, nameof(NetworkDeclaration)));
        Assert.All(Reasons(result, nameof(CompiledNetwork)), reason => Assert.Equal(Cached, reason));
    }

    [Fact]
    public void A_network_that_becomes_invalid_is_removed_without_affecting_others()
    {
        GeneratorRunResult result = Edit(First, First.Replace("Dense(3)", "Dense(0)"));
        Assert.Equal("Second.g.cs", Assert.Single(result.GeneratedSources).HintName);
        Assert.Equal([Removed, Cached], Reasons(result, nameof(CompiledNetwork)));
    }

    [Fact]
    public void Adding_a_network_does_not_affect_others()
    {
        GeneratorRunResult result = Edit(Other, "using NetGen; [Network(4)] [Dense(5)] partial class Third;");
        Assert.Equal([Cached, Cached, New], Reasons(result, nameof(CompiledNetwork)));
    }

    /// <summary>The emitted code does not depend on the weight file; the analyzer checks whether it fits.</summary>
    [Fact]
    public void Other_weights_are_cached() =>
        AssertReasons(Run(First, Second, Other, weights: new(s_weights with { Tensors = [] })), declaration: Cached, model: Cached, network: Cached, output: Cached);

    [Fact]
    public void NetGenFreshWeights_recompiles_networks_with_a_file() =>
        AssertReasons(Run(First, Second, Other, weightsAreFresh: true), ("First", Cached, Unchanged, Cached, Cached), ("Second", Cached, Modified, Modified, Modified));

    /// <summary>A cached symbol, tree or location would keep a whole compilation in memory.</summary>
    [Fact]
    public void No_step_references_Roslyn_objects()
    {
        GeneratorRunResult result = Run(First, Second, Other);
        string[] steps = [nameof(DeclaredWeights), nameof(NetworkDeclaration), nameof(NetworkModel), nameof(HintName), nameof(CompiledNetwork)];
        foreach (object output in steps.SelectMany(step => result.TrackedSteps[step]).SelectMany(step => step.Outputs).Select(output => output.Value))
            AssertOwn(output, []);
    }

    private static void AssertOwn(object? value, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return;
        Type type = value.GetType();
        if (value is Array array)
        {
            foreach (object? item in array)
                AssertOwn(item, seen);
            return;
        }
        Assert.Equal(typeof(NetworkGenerator).Assembly, type.Assembly);
        for (Type? each = type; each is not null && each != typeof(object) && each != typeof(ValueType); each = each.BaseType)
            foreach (FieldInfo field in each.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                AssertOwn(field.GetValue(value), seen);
    }

    private static GeneratorRunResult Edit(string before, string after) =>
        Run(First, Second, Other, tree => tree.ToString() == before ? Project.Parse(after, tree.FilePath) : tree);

    /// <summary>Runs the generator for the three sources, and again after the edit or with other weights.</summary>
    private static GeneratorRunResult Run(string first, string second, string third, Func<SyntaxTree, SyntaxTree>? edit = null, DescribedWeights? weights = null, bool weightsAreFresh = false)
    {
        CSharpCompilation compilation = Project.Of(first, second, third).Compilation;
        var before = new DescribedWeights(s_weights);
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], [before], Project.ParseOptions, driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true))
            .RunGenerators(compilation);
        if (edit is not null)
            driver = driver.RunGenerators(compilation.SyntaxTrees.Aggregate(compilation, (edited, tree) => edit(tree) is var now && now != tree ? edited.ReplaceSyntaxTree(tree, now) : edited));
        if (weights is not null)
            driver = driver.ReplaceAdditionalText(before, weights).RunGenerators(compilation);
        if (weightsAreFresh)
            driver = driver.WithUpdatedAnalyzerConfigOptions(new BuildProperties(new() { ["build_property.NetGenFreshWeights"] = "true" })).RunGenerators(compilation);
        return driver.GetRunResult().Results.Single();
    }

    private static void AssertReasons(GeneratorRunResult result, IncrementalStepRunReason declaration, IncrementalStepRunReason model, IncrementalStepRunReason network, IncrementalStepRunReason output) =>
        AssertReasons(result, ("First", declaration, model, network, output), ("Second", declaration, model, network, output));

    private static void AssertReasons(
        GeneratorRunResult result,
        params (string Name, IncrementalStepRunReason Declaration, IncrementalStepRunReason Model, IncrementalStepRunReason Network, IncrementalStepRunReason Output)[] expected)
    {
        Assert.Equal(expected.Select(each => each.Declaration), Reasons(result, nameof(NetworkDeclaration)));
        Assert.Equal(expected.Select(each => each.Model), Reasons(result, nameof(NetworkModel)));
        Assert.Equal(expected.Select(each => each.Network), Reasons(result, nameof(CompiledNetwork)));
        Assert.Equal(expected.Select(each => each.Output), result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(each => each.Outputs).Select(output => output.Reason);
}
