using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NetGen.CodeFixes.Tests;

/// <summary>A kernel that is too large is replaced by the largest that fits, as reported by the analyzer.</summary>
public sealed class KernelTests
{
    [Theory]
    [InlineData("[Conv2D(6, 9)] partial class A;", "[Conv2D(6, 5)] partial class A;")]
    [InlineData("[Conv2D(kernel: 2 * 4 /* too much */, filters: 6)] partial class A;", "[Conv2D(kernel: 5 /* too much */, filters: 6)] partial class A;")]
    [InlineData("[Conv2D(6,\n    A.Size)] // large\npartial class A { public const int Size = 7; }", "[Conv2D(6,\n    5)] // large\npartial class A { public const int Size = 7; }")]
    [InlineData("[Conv2D(6, 3, Padding = 1)]\n[MaxPool2D(9)] partial class A;", "[Conv2D(6, 3, Padding = 1)]\n[MaxPool2D(5)] partial class A;")]
    [InlineData("[Conv2D(6, 9, KernelHeight = 8)] partial class A;", "[Conv2D(6, 5, KernelHeight = 6)] partial class A;")]
    [InlineData("[Conv2D(6, 9)] partial class A;\n⟦[Conv2D(6, 9)] partial class B;\n⟦[Conv2D(6, 4)] partial class C;", "[Conv2D(6, 5)] partial class A;\n⟦[Conv2D(6, 5)] partial class B;\n⟦[Conv2D(6, 4)] partial class C;")]
    public async Task Becomes_the_largest_that_fits(string before, string after)
    {
        foreach (string lineEnd in (string[])["\n", "\r\n"])
            foreach (FixAllScope scope in (FixAllScope[])[FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution])
            {
                UserSolution solution = UserSolution.Of(Network(before, lineEnd));
                CodeAction? all = await solution.FixAll(new KernelFix(), scope, (await solution.Analyze())[0], nameof(KernelFix));
                Assert.Equal("Write 5, the largest that fits", all!.Title);
                UserSolution fixedSolution = await solution.Apply(all);
                Assert.Equal(Network(after, lineEnd), Assert.Single(fixedSolution.Texts));
                Assert.Empty(await fixedSolution.Analyze());
                Assert.Empty(await fixedSolution.Errors());
            }
    }

    [Fact]
    public async Task The_code_fix_changes_only_the_selected_occurrence()
    {
        UserSolution solution = UserSolution.Of(Network("[Conv2D(6, 9)] partial class A; ⟦[Conv2D(6, 8)] partial class B;"));
        CodeAction offer = Assert.Single(await solution.Offers(new KernelFix(), (await solution.Analyze())[1]));
        Assert.Equal(Network("[Conv2D(6, 9)] partial class A; ⟦[Conv2D(6, 5)] partial class B;"), Assert.Single((await solution.Apply(offer)).Texts));
    }

    [Fact]
    public async Task A_call_in_a_body_is_changed_if_it_is_one_layer()
    {
        const string Source = "using NetGen; [Network] partial class A { static Tensor Define([Shape(1, 6, 5)] Tensor x) => Twice(x.MaxPool2D(9, stride: 1)); static Tensor Twice(Tensor x) => Pool(Pool(x)); static Tensor Pool(Tensor x) => x.MaxPool2D(7); }";
        UserSolution solution = UserSolution.Of(Source);
        Diagnostic[] diagnostics = [.. await solution.Analyze()];
        CodeAction offer = Assert.Single(await solution.Offers(new KernelFix(), diagnostics[0]));
        UserSolution fixedSolution = await solution.Apply(offer);
        Assert.Equal(Source.Replace("(9", "(5"), Assert.Single(fixedSolution.Texts));
        diagnostics = [.. await fixedSolution.Analyze()];
        Assert.All(diagnostics, diagnostic => Assert.Equal("NETGEN047", diagnostic.Id));
        foreach (Diagnostic diagnostic in diagnostics)
            Assert.Empty(await fixedSolution.Offers(new KernelFix(), diagnostic));
        Assert.NotEmpty(diagnostics);
    }

    /// <param name="layers">The layers of networks over 6 × 5 pixels; all but the first begin at ⟦.</param>
    private static string Network(string layers, string lineEnd = "\n") =>
        $"using NetGen;\n⟦{layers}\n".Replace("⟦", "[Network(1, 6, 5)]\n").Replace("\n", lineEnd);
}
