using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.CodeFixes.Tests;

/// <summary>A number that is too large becomes the largest that the analyzer says fits.</summary>
public sealed class KernelTests
{
    private const string Attribute = "class KernelAttribute(int filters, int kernel) : System.Attribute { int Sum => filters + kernel; }\n";

    [Theory]
    [InlineData("[Kernel(6, 9)] class A;", "[Kernel(6, 5)] class A;")]
    [InlineData("[Kernel(kernel: 2 * 4 /* too much */, filters: 6)] class A;", "[Kernel(kernel: 5 /* too much */, filters: 6)] class A;")]
    [InlineData("[Kernel(6,\n    A.Size)] // large\nclass A { public const int Size = 7; }", "[Kernel(6,\n    5)] // large\nclass A { public const int Size = 7; }")]
    [InlineData("[Kernel(6, 9)] class A;\n[Kernel(6, 9)] class B;\n[Kernel(6, 4)] class C;", "[Kernel(6, 5)] class A;\n[Kernel(6, 5)] class B;\n[Kernel(6, 4)] class C;")]
    public async Task Becomes_the_largest_that_fits(string before, string after)
    {
        foreach (string lineEnd in (string[])["\n", "\r\n"])
            foreach (FixAllScope scope in (FixAllScope[])[FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution])
            {
                UserSolution solution = UserSolution.Of(new TooLarge(), [[(Attribute + before).Replace("\n", lineEnd)]]);
                CodeAction? all = await solution.FixAll(new KernelFix(), scope, (await solution.Analyze())[0], nameof(KernelFix));
                Assert.Equal("Write 5, the largest that fits", all!.Title);
                UserSolution mended = await solution.Apply(all);
                Assert.Equal((Attribute + after).Replace("\n", lineEnd), Assert.Single(mended.Texts));
                Assert.Empty(await mended.Analyze());
                Assert.Empty(await mended.Errors());
            }
    }

    [Fact]
    public async Task Only_the_chosen_one_is_mended_by_the_light_bulb()
    {
        UserSolution solution = UserSolution.Of(new TooLarge(), [[$"{Attribute}[Kernel(6, 9)] class A; [Kernel(6, 8)] class B;"]]);
        CodeAction offer = Assert.Single(await solution.Offers(new KernelFix(), (await solution.Analyze())[1]));
        Assert.Equal($"{Attribute}[Kernel(6, 9)] class A; [Kernel(6, 5)] class B;", Assert.Single((await solution.Apply(offer)).Texts));
    }

    [Fact]
    public async Task Offers_nothing_where_no_kernel_fits()
    {
        UserSolution solution = UserSolution.Of(new TooLarge(largest: null), [[$"{Attribute}[Kernel(6, 9)] class A;"]]);
        Assert.Empty(await solution.Offers(new KernelFix(), Assert.Single(await solution.Analyze())));
    }

    /// <summary>Reports kernels that are larger than 5.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class TooLarge(string? largest = "5") : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor s_rule = new("NETGEN047", "Too large", "Too large", "NetGen", DiagnosticSeverity.Error, true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(Check, SyntaxKind.Attribute);
        }

        private void Check(SyntaxNodeAnalysisContext context)
        {
            SeparatedSyntaxList<AttributeArgumentSyntax> arguments = ((AttributeSyntax)context.Node).ArgumentList!.Arguments;
            ExpressionSyntax kernel = (arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.Text == "kernel") ?? arguments[1]).Expression;
            if (Convert.ToInt32(context.SemanticModel.GetConstantValue(kernel).Value, CultureInfo.InvariantCulture) > 5)
                context.ReportDiagnostic(Diagnostic.Create(s_rule, kernel.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add("Largest", largest)));
        }
    }
}
