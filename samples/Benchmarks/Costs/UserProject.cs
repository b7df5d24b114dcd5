extern alias generator;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Benchmarks.Costs;

/// <summary>A user's project in memory, as the compiler sees it.</summary>
internal static class UserProject
{
    private static readonly Lazy<MetadataReference[]> s_references = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("NetGen.Generator", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    public static CSharpParseOptions Language { get; } = new(LanguageVersion.CSharp13);

    /// <summary>The file of the generator's assembly.</summary>
    public static string GeneratorFile => typeof(generator::NetGen.Generator.NetworkGenerator).Assembly.Location;

    public static CSharpCompilation Compilation(IEnumerable<SyntaxTree> files) => CSharpCompilation.Create(
        "Declared", files, s_references.Value, new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A new driver without cached results.</summary>
    public static GeneratorDriver Driver() =>
        CSharpGeneratorDriver.Create([new generator::NetGen.Generator.NetworkGenerator().AsSourceGenerator()], parseOptions: Language);
}
