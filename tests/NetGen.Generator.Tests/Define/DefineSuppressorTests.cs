using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Generator.Tests;

/// <summary>Analyses of unused members are quiet about a network's <c>Define</c> and its parameters, and about nothing else.</summary>
public sealed class DefineSuppressorTests
{
    private const string Source = """
        using NetGen;
        [Network] partial class Net
        {
            static Tensor Define([Shape(2)] Tensor x, [Shape(3)] Tensor unused) => Block(x, 1);
            static Tensor Block(Tensor x, int extra) => x.Dense(1);
            static int Define(int x) => x;
        }
        class Other { static int Define(int x) => x; }
        """;

    [Fact]
    public async Task Only_Define_and_its_parameters_are_silenced()
    {
        CompilationWithAnalyzers compilation = Project.Of(Source).Compilation.WithAnalyzers(
            [new EverythingIsUnused(), new DefineSuppressor()],
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));
        ImmutableArray<Diagnostic> diagnostics = await compilation.GetAnalyzerDiagnosticsAsync();
        Assert.Equal(["Define", "unused", "x"], diagnostics.Where(each => each.IsSuppressed).Select(Text).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["Block", "Define", "Define", "extra", "x", "x", "x"], diagnostics.Where(each => !each.IsSuppressed && each.Id == "CA1801").Select(Text).Order(StringComparer.Ordinal));
        Assert.Equal(3 * new DefineSuppressor().SupportedSuppressions.Length, diagnostics.Count(each => each.IsSuppressed));

        static string Text(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length).Split(' ')[^1];
    }

#pragma warning disable RS1029, RS1032, RS1033, RS1036, RS1041, RS2000, RS2008 // it stands for analyzers of others, and belongs to no compiler
    /// <summary>Reports every method and parameter by every id that the suppressor knows, as the analyzers of those ids would.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class EverythingIsUnused : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            [.. new DefineSuppressor().SupportedSuppressions.Select(suppression => new DiagnosticDescriptor(suppression.SuppressedDiagnosticId, "Unused", "Unused", "Usage", DiagnosticSeverity.Warning, true))];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(each => Report(each, ((MethodDeclarationSyntax)each.Node).Identifier.GetLocation()), SyntaxKind.MethodDeclaration);
            context.RegisterSyntaxNodeAction(each => Report(each, each.Node.GetLocation()), SyntaxKind.Parameter);
        }

        private void Report(SyntaxNodeAnalysisContext context, Location location)
        {
            foreach (DiagnosticDescriptor descriptor in SupportedDiagnostics)
                context.ReportDiagnostic(Diagnostic.Create(descriptor, location));
        }
    }
}
