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

    /// <summary>Four layers for each block: in a loop, in as many statements, and in one expression.</summary>
    public static TheoryData<string> Bodies => ["loop", "statements", "expression"];

    /// <summary>After every edit each class is read and checked again, so a long body must not cost more for each layer than a short one. Bytes are counted, since time is no property of a program alone: samples/Benchmarks measures it.</summary>
    [Theory, MemberData(nameof(Bodies))]
    public void Twice_as_many_layers_are_read_again_at_twice_the_cost(string body)
    {
        (long few, long many) = (AllocatedByReading(body, blocks: 25), AllocatedByReading(body, blocks: 50));
        Assert.True(many < 2.5 * few, $"{few:N0} bytes, then {many:N0}");
    }

    private static long AllocatedByReading(string body, int blocks)
    {
        string statements = body switch
        {
            "loop" => $"for (int i = 0; i < {blocks}; i++) x = Block(x, 16);",
            "statements" => string.Concat(Enumerable.Repeat("x = x.Conv2D(16, 3, padding: 1).BatchNorm().Relu() + x; ", blocks)),
            _ => $"x = x{string.Concat(Enumerable.Repeat(".Relu()", 4 * blocks))};",
        };
        string source = $"using NetGen; [Network] partial class Net {{ static Tensor Define([Shape(16, 8, 8)] Tensor x) {{ {statements} return x.Dense(10); }} static Tensor Block(Tensor x, int n) => x.Conv2D(n, 3, padding: 1).BatchNorm().Relu() + x; }}";
        CSharpCompilation compilation = Project.Of(source).Compilation;
        SyntaxTree tree = compilation.SyntaxTrees[0];
        long allocated = 0;
        // The first reading fills what all compilations share.
        for (int edit = 0; edit < 3; edit++)
        {
            CSharpCompilation edited = compilation.ReplaceSyntaxTree(tree, Project.Parse($"{source} // {edit}", tree.FilePath));
            long before = GC.GetAllocatedBytesForCurrentThread();
            NetworkDeclaration declaration = DeclarationParser.Parse(DeclaredNetwork.Find(edited.GetTypeByMetadataName("Net")!, Registry.Default)!);
            Assert.True(NetworkRules.Accept(declaration));
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(4 * blocks + 1, declaration.Model!.Layers.Count);
        }
        return allocated;
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
