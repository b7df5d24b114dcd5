using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.RandomCases;

namespace NetGen.Tests.Hostile;

/// <summary>Compiles with the strictest settings: all warnings enabled, each an error.</summary>
internal static class HostileCompilation
{
    public static CSharpCompilationOptions Options { get; } = Compiler.DefaultOptions.WithWarningLevel(9999).WithGeneralDiagnosticOption(ReportDiagnostic.Error);

    public static CSharpParseOptions Parse { get; } = new(LanguageVersion.CSharp13);

    /// <summary>Asserts that the sources compile without a diagnostic and give the stated number of networks.</summary>
    public static Compilation Check(int networks, string source, CSharpCompilationOptions? options = null, CSharpParseOptions? parse = null)
    {
        Compilation compilation = Compiler.Compile([source], options ?? Options, parse ?? Parse);
        using var image = new MemoryStream();
        Diagnostic[] faults = [.. compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        Assert.True(faults.Length == 0, string.Join("\n", faults.Take(20).Select(fault => $"{fault}\n    {LineOf(fault)}")));
        INamedTypeSymbol contract = compilation.GetTypeByMetadataName("NetGen.INetwork`1")!;
        int implemented = Types(compilation.Assembly.GlobalNamespace).Count(type => type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, contract)));
        Assert.Equal(networks, implemented);
        return compilation;
    }

    private static string LineOf(Diagnostic fault) =>
        fault.Location.SourceTree?.GetText().Lines[fault.Location.GetLineSpan().StartLinePosition.Line].ToString() ?? "";

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol parent) =>
        parent.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}
