using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Validation;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace NetGen.Generator.Tests;

/// <summary>The cost of an edit for classes with a <c>Define</c>: only those whose bodies reach the edit are compiled again.</summary>
public sealed class DefineIncrementalityTests
{
    private const string First = "using NetGen; [Network] partial class First { static Tensor Define([Shape(2)] Tensor x) => Blocks.Twice(x, Sizes.Small); }";
    private const string Second = "using NetGen; [Network] partial class Second { static Tensor Define([Shape(2)] Tensor x) => x.Dense(Sizes.Large).Relu(); }";
    private const string Blocks = "using NetGen; static class Blocks { public static Tensor Twice(Tensor x, int n) => x.Dense(n).Dense(n); public static Tensor Other(Tensor x) => x; }";
    private const string Sizes = "static class Sizes { public const int Small = 3; public static readonly int Large = 4; }";

    private const bool Same = false, Changed = true;

    [Theory]
    [InlineData(First, "Blocks.Twice", "/* comment */ Blocks.Twice", Same, Same)]
    [InlineData(First, "=> Blocks.Twice(x, Sizes.Small)", "{ var y = x; return Blocks.Twice(y, 1 + 2); }", Same, Same)]
    [InlineData(Blocks, "=> x;", "=> x.Dense(7);", Same, Same)]
    [InlineData(Sizes, "}", "public const int Another = 3; }", Same, Same)]
    [InlineData(First, "Sizes.Small", "7", Changed, Same)]
    [InlineData(Blocks, "x.Dense(n).Dense(n)", "x.Dense(n).Relu()", Changed, Same)]
    [InlineData(Sizes, "Small = 3", "Small = 5", Changed, Same)]
    [InlineData(Sizes, "Large = 4", "Large = 5", Same, Changed)]
    public void An_edit_compiles_only_the_classes_that_reach_it(string file, string before, string after, bool first, bool second)
    {
        Assert.Contains(before, file);
        GeneratorRunResult result = Run(file, file.Replace(before, after));
        Assert.Equal([Reason(first, Unchanged), Reason(second, Unchanged)], Reasons(result, nameof(NetworkDeclaration)));
        Assert.Equal([Reason(first, Cached), Reason(second, Cached)], Reasons(result, nameof(NetworkModel)));
        Assert.Equal([Reason(first, Cached), Reason(second, Cached)], Reasons(result, nameof(CompiledNetwork)));
    }

    /// <summary>A hundred layers: in a loop over a block, and, where it is asked for, in straight lines, whose first readings take long.</summary>
    public static TheoryData<string> Bodies => Environment.GetEnvironmentVariable("NETGEN_LONG") == "1"
        ? ["for (int i = 0; i < 25; i++) x = Block(x, 16);", string.Concat(Enumerable.Repeat("x = x.Conv2D(16, 3, padding: 1).BatchNorm().Relu() + x; ", 25)), $"x = x{string.Concat(Enumerable.Repeat(".Relu()", 100))};"]
        : ["for (int i = 0; i < 25; i++) x = Block(x, 16);"];

    /// <summary>What every edit costs for each class: the body is bound by Roslyn, read and checked again. The best of many tries counts, of which the first are not compiled yet, and others interrupted.</summary>
    [Theory, MemberData(nameof(Bodies))]
    public void A_network_of_100_layers_is_read_again_in_less_than_5_ms(string body)
    {
        string source = $"using NetGen; [Network] partial class Net {{ static Tensor Define([Shape(16, 8, 8)] Tensor x) {{ {body} return x.Dense(10); }} static Tensor Block(Tensor x, int n) => x.Conv2D(n, 3, padding: 1).BatchNorm().Relu() + x; }}";
        CSharpCompilation compilation = Project.Of(source).Compilation;
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < 2000 && best >= TimeSpan.FromMilliseconds(5); i++)
        {
            SyntaxTree tree = compilation.SyntaxTrees[0];
            CSharpCompilation edited = compilation.ReplaceSyntaxTree(tree, Project.Parse($"{source} // {i}", tree.FilePath));
            long start = Stopwatch.GetTimestamp();
            NetworkDeclaration declaration = DeclarationParser.Parse(DeclaredNetwork.Find(edited.GetTypeByMetadataName("Net")!, Registry.Default)!);
            Assert.True(NetworkRules.Accept(declaration));
            best = new[] { best, Stopwatch.GetElapsedTime(start) }.Min();
            Assert.Equal(101, declaration.Model!.Layers.Count);
        }
        Assert.True(best < TimeSpan.FromMilliseconds(5), $"{best.TotalMilliseconds} ms");
    }

    private static IncrementalStepRunReason Reason(bool isChanged, IncrementalStepRunReason otherwise) => isChanged ? Modified : otherwise;

    private static GeneratorRunResult Run(string before, string after)
    {
        CSharpCompilation compilation = Project.Of(First, Second, Blocks, Sizes).Compilation;
        SyntaxTree edited = compilation.SyntaxTrees.Single(tree => tree.ToString() == before);
        return CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], [], Project.ParseOptions, driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true))
            .RunGenerators(compilation)
            .RunGenerators(compilation.ReplaceSyntaxTree(edited, Project.Parse(after, edited.FilePath)))
            .GetRunResult().Results.Single();
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(each => each.Outputs).Select(output => output.Reason);
}
