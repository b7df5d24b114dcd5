using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using static NetGen.Generator.Tests.Sources;

namespace NetGen.Generator.Tests;

/// <summary>Analyzers of unused code are quiet about <c>Define</c> and its blocks, and about nothing else.</summary>
public sealed class SuppressorTests
{
    private const string Source = """
        [Network] public partial class Net
        {
            private static Tensor Define([Shape(3)] Tensor x) { Tensor Local(Tensor y) => y; return Block(Local(x)).Twice(Units()) + Other.Shared(2); }
            private static Tensor Block(Tensor x) => Inner(x.Dense(Both()));
            private static Tensor Inner(Tensor x) => x.Depth(1);
            private static int Units() => 3;
            private static int Both() => 3;
            private static Tensor Unused(Tensor x) => x;
            public static int Run(int n) => Both() + Helper();
            private static int Helper() => 1;
        }
        static class Other
        {
            public static Tensor Twice(this Tensor x, int n) => x.Dense(n);
            public static Tensor Depth(this Tensor x, int n) => x.Dense(n);
            public static int Shared(int n) => n;
            static int Field = Shared(1);
            static Tensor Define(Tensor x) => x;
        }
        """;

    [Theory]
    [InlineData("IDE0051")]
    [InlineData("IDE0052")]
    [InlineData("IDE0060")]
    [InlineData("CA1801")]
    [InlineData("CA1811")]
    [InlineData("CA1822")]
    public async Task It_is_quiet_about_methods_that_are_only_read(string id)
    {
        ImmutableArray<Diagnostic> diagnostics = await Report(id);
        Assert.Equal(
            ["Block", "Define", "Depth", "Inner", "Local", "Twice", "Units", "n", "n", "x", "x", "x", "x", "x", "y"],
            diagnostics.Where(each => each.IsSuppressed).Select(Text).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Both", "Define", "Helper", "Run", "Shared", "Unused", "n", "n", "x", "x"],
            diagnostics.Where(each => !each.IsSuppressed).Select(Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Other_ids_are_left_alone() => Assert.All(await Report("IDE0059"), diagnostic => Assert.False(diagnostic.IsSuppressed));

    private static async Task<ImmutableArray<Diagnostic>> Report(string id)
    {
        CompilationWithAnalyzers analysis = Project.Of(File(Source)).Compilation.WithAnalyzers([new Everywhere(id), new DefineSuppressor()], new CompilationWithAnalyzersOptions(new([]), null, true, false, reportSuppressedDiagnostics: true));
        return await analysis.GetAnalyzerDiagnosticsAsync();
    }

    private static string Text(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

    /// <summary>Reports every method and parameter.</summary>
#pragma warning disable RS1017, RS1036, RS1041 // For a test, it needs no rules of an analyzer that is shipped.
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class Everywhere(string id) : DiagnosticAnalyzer
    {
        private readonly DiagnosticDescriptor _rule = new(id, "Unused", "Unused", "Test", DiagnosticSeverity.Warning, true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [_rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSyntaxNodeAction(
                each => each.ReportDiagnostic(Diagnostic.Create(_rule, (each.Node switch
                {
                    MethodDeclarationSyntax method => method.Identifier,
                    LocalFunctionStatementSyntax local => local.Identifier,
                    var parameter => ((ParameterSyntax)parameter).Identifier,
                }).GetLocation())),
                SyntaxKind.MethodDeclaration, SyntaxKind.LocalFunctionStatement, SyntaxKind.Parameter);
        }
    }
}
