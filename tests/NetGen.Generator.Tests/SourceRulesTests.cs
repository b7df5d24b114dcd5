using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Tests;

/// <summary>Rules for the compiler's own source.</summary>
public sealed partial class SourceRulesTests
{
    /// <summary>Names are for people only: decisions are made by types and properties.</summary>
    [Theory]
    [InlineData("Graph")]
    [InlineData("Lowering")]
    [InlineData("Layers")]
    [InlineData("Emit")]
    public void No_code_decides_by_name(string folder)
    {
        string[] files = Directory.GetFiles(Path.Combine(Generator(), folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotMatch(DecisionByName(), File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("if (name.EndsWith(\".sum\"))")]
    [InlineData("call.Routine == \"Dropouts.Apply<T>\"")]
    [InlineData("value.Name.Split('.')[0]")]
    [InlineData("layer.GetType().Name")]
    public void A_decision_by_name_is_detected(string code) => Assert.Matches(DecisionByName(), code);

    /// <summary>Data flow in one direction; only the kinds of layers, which take part in every stage, reference all of them.</summary>
    [Theory]
    [InlineData("Declaration", "Validation", "Graph", "Lowering", "Emit")]
    [InlineData("Model", "Declaration", "Validation", "Graph", "Lowering", "Emit")]
    [InlineData("Validation", "Lowering", "Emit")]
    [InlineData("Graph", "Declaration", "Validation")]
    [InlineData("Lowering", "Declaration", "Validation")]
    [InlineData("Emit", "Declaration", "Validation")]
    public void A_stage_does_not_reference(string stage, params string[] others)
    {
        string[] files = Directory.GetFiles(Path.Combine(Generator(), stage), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Empty(Namespaces(File.ReadAllText(file)).Intersect(others)));
    }

    [Theory]
    [InlineData("using NetGen.Generator.Lowering;", "Lowering")]
    [InlineData("using Limits = NetGen.Generator.Lowering.Limits;", "Lowering")]
    [InlineData("class A { Emit.CodeWriter? _writer; }", "Emit")]
    public void A_reference_to_a_stage_is_detected(string code, string stage) => Assert.Contains(stage, Namespaces(code));

    /// <summary>The names in the using directives of a source, and those followed by a dot.</summary>
    private static IEnumerable<string> Namespaces(string code) =>
        CSharpSyntaxTree.ParseText(code, Project.ParseOptions).GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Ancestors().OfType<UsingDirectiveSyntax>().Any() || IsFollowed(name) && name.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()?.Name.Span.Contains(name.Span) != true)
            .Select(name => name.Identifier.Text);

    private static bool IsFollowed(IdentifierNameSyntax name) =>
        name.Parent is QualifiedNameSyntax qualified && qualified.Left == name || name.Parent is MemberAccessExpressionSyntax access && access.Expression == name;

    /// <summary>Ops that the core itself appends, and the kernel of the loss: the loss, sums of gradients, shapes, and the activation after a sum, which a loss may replace.</summary>
    private static readonly Type[] s_core = [typeof(ComputeLoss), typeof(LossGradient), typeof(LossKernel), typeof(Add), typeof(Reshape), typeof(Activate)];

    /// <summary>What a kind consists of.</summary>
    private static readonly Type[] s_parts = [typeof(Layer), typeof(Op), typeof(Kernel), typeof(LayerPlan), typeof(Definition)];

    /// <summary>A kind of layer is defined only in its folder; other code uses the registry or the layer.</summary>
    [Fact]
    public void Nothing_outside_Layers_references_a_kind()
    {
        HashSet<string> kinds = [.. KindNames()];
        string[] files = [.. Directory.GetFiles(Generator(), "*.cs", SearchOption.AllDirectories).Where(IsOutsideLayers)];
        Assert.InRange(files.Length, 50, 1000);
        Assert.All(files, file => Assert.Empty(Mentioned(File.ReadAllText(file), kinds)));
    }

    [Theory]
    [InlineData("layer is DenseLayer { Units: > 0 }", "DenseLayer")]
    [InlineData("switch (layer) { case PoolLayer pool: break; }", "PoolLayer")]
    [InlineData("node.Op is Convolve", "Convolve")]
    [InlineData("kernel is DenseForward { Plan.SharesOutputs: true }", "DenseForward")]
    [InlineData("BatchNormPlan? norm = null;", "BatchNormPlan")]
    [InlineData("to.Request(new FiltersInLanes(plan))", "FiltersInLanes")]
    [InlineData("attribute.Name == \"Dropout\"", "Dropout")]
    [InlineData("name switch { \"MaxPool2DAttribute\" => 1 }", "MaxPool2DAttribute")]
    public void A_reference_to_a_kind_is_detected(string code, string kind) => Assert.Equal([kind], Mentioned(code, [.. KindNames()]));

    /// <summary>The types of layers, of their ops, kernels and emitted methods, and the attributes of the registry.</summary>
    private static IEnumerable<string> KindNames()
    {
        Type[] types = [.. typeof(Layer).Assembly.GetTypes().Where(type => type.Namespace == typeof(Layer).Namespace && !type.IsAbstract && !type.IsNested && s_parts.Any(type.IsSubclassOf)).Except(s_core)];
        Assert.InRange(types.Length, 40, 1000);
        return [.. types.Select(type => type.Name), .. Registry.Default.Attributes.SelectMany(attribute => new[] { $"\"{attribute}\"", $"\"{attribute}Attribute\"" })];
    }

    /// <summary>The names that occur in a source as identifiers or literals.</summary>
    private static IEnumerable<string> Mentioned(string code, HashSet<string> names) =>
        CSharpSyntaxTree.ParseText(code, Project.ParseOptions).GetRoot().DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.StringLiteralToken))
            .Where(token => names.Contains(token.Text))
            .Select(token => token.ValueText);

    private static bool IsOutsideLayers(string file) =>
        Path.GetRelativePath(Generator(), file).Split(Path.DirectorySeparatorChar)[0] is not ("Layers" or "bin" or "obj");

    [GeneratedRegex("""\.(EndsWith|StartsWith|Split|IndexOf|Contains)\(["'][^"'\\]|GetType\(\)\.Name|(Name|Routine|Identifier) [!=]= \x22""")]
    private static partial Regex DecisionByName();

    private static string Generator([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../generator"));
}
