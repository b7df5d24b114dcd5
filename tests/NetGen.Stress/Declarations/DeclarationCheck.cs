extern alias generator;

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Tests.RandomCases;
using NetworkAnalyzer = generator::NetGen.Generator.NetworkAnalyzer;

namespace NetGen.Stress.Declarations;

/// <summary>Checks the guarantees of the compiler for every source: no exception, no internal error, and either code that compiles or an error that says why not.</summary>
internal static class DeclarationCheck
{
    /// <summary>Runs the generator and the analyzer.</summary>
    /// <returns>The outcome: <c>compiled</c>, <c>rejected</c> with the ids of the rules, or <c>invalid</c> if C# itself reports errors.</returns>
    /// <exception cref="ExpectationException">The compiler violated a guarantee.</exception>
    public static string Run(string source)
    {
        var project = Compiler.Project([source]);
        Compilation full = Compiler.Generate(project, out GeneratorDriverRunResult run);
        if (run.Diagnostics.FirstOrDefault() is { } fault)
            throw new ExpectationException($"{fault.Id} from the generator: {fault.GetMessage()}\n{run.Results.Single().Exception}");

        ImmutableArray<Diagnostic> findings = full.WithAnalyzers([new NetworkAnalyzer()], new AnalyzerOptions([]))
            .GetAnalysisResultAsync(full.GetSemanticModel(project.SyntaxTrees.Single()), filterSpan: null, CancellationToken.None).Result.GetAllDiagnostics();
        if (findings.FirstOrDefault(finding => !finding.Id.StartsWith("NETGEN", StringComparison.Ordinal)) is { } thrown)
            throw new ExpectationException($"{thrown.Id} from the analyzer: {thrown.GetMessage()}");
        if (project.SyntaxTrees.Single().GetDiagnostics().Any(IsError))
            return "invalid";

        string[] rules = [.. findings.Where(IsError).Select(finding => finding.Id).Distinct().Order()];
        return rules.Length > 0 ? $"rejected {string.Join(' ', rules)}" : Compile(project, full, run);
    }

    /// <summary>Checks with C# a declaration that no rule rejects.</summary>
    private static string Compile(Compilation project, Compilation full, GeneratorDriverRunResult run)
    {
        HashSet<string> own = [.. project.GetDiagnostics().Select(diagnostic => diagnostic.ToString())];
        ImmutableArray<Diagnostic> all = full.GetDiagnostics();
        if (all.Any(diagnostic => IsError(diagnostic) && own.Contains(diagnostic.ToString())))
            return "invalid";
        if (all.FirstOrDefault(diagnostic => IsError(diagnostic) || IsEmitted(diagnostic)) is { } fault)
            throw new ExpectationException($"{fault.Id} from C#, and no error of NetGen: {fault}\n{LineOf(fault)}");
        int declared = Types(project.Assembly.GlobalNamespace).Count(type => type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == "NetGen.NetworkAttribute"));
        Expect.True(run.GeneratedTrees.Length == declared, () => $"Code for {run.GeneratedTrees.Length} networks of {declared}, and no error.");
        return declared == 0 ? "none" : "compiled";

        bool IsEmitted(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Warning && run.GeneratedTrees.Contains(diagnostic.Location.SourceTree!);
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    private static string LineOf(Diagnostic fault) =>
        fault.Location.SourceTree?.GetText().Lines[fault.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() ?? "";

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol parent) =>
        parent.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}
