extern alias generator;
using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using generator::NetGen.Generator;

namespace NetGen.Tests.RandomCases;

/// <summary>Compiles users' projects in memory, with Roslyn and the generator.</summary>
public static class Compiler
{
    // Every .NET assembly of this process, and the runtime; not the generator, which has the same enums.
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilationOptions DefaultOptions { get; } = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable);

    // Compilations derived from it share its loaded references.
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create("Networks", references: References, options: DefaultOptions);

    /// <summary>Compiles sources as one project, with the generator's output.</summary>
    public static Compilation Compile(
        IEnumerable<string> sources, CSharpCompilationOptions? options = null, CSharpParseOptions? parse = null, IEnumerable<MetadataReference>? more = null)
    {
        Run(sources, out Compilation full, options, parse, more);
        return full;
    }

    /// <summary>Compiles sources as one project, with the generator's output, and returns the generator driver after its run.</summary>
    public static GeneratorDriver Run(
        IEnumerable<string> sources, out Compilation full, CSharpCompilationOptions? options = null, CSharpParseOptions? parse = null, IEnumerable<MetadataReference>? more = null)
    {
        CSharpCompilation project = Project(sources, parse).AddReferences(more ?? []).WithOptions(options ?? DefaultOptions);
        GeneratorDriver driver = Drive(project, out full);
        ImmutableArray<Diagnostic> diagnostics = driver.GetRunResult().Diagnostics;
        Expect.True(diagnostics.IsEmpty, () => $"The generator reported diagnostics: {string.Join("\n", diagnostics)}");
        return driver;
    }

    /// <summary>Sources as one project.</summary>
    public static CSharpCompilation Project(IEnumerable<string> sources, CSharpParseOptions? parse = null) =>
        s_empty.AddSyntaxTrees(sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, parse ?? new(LanguageVersion.CSharp13), $"Source{i}.cs")));

    /// <summary>A project with the generator's output.</summary>
    public static Compilation Generate(CSharpCompilation project, out GeneratorDriverRunResult run)
    {
        run = Drive(project, out Compilation full).GetRunResult();
        return full;
    }

    private static GeneratorDriver Drive(CSharpCompilation project, out Compilation full) =>
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions?)project.SyntaxTrees.FirstOrDefault()?.Options)
            .RunGeneratorsAndUpdateCompilation(project, out full, out _);

    /// <summary>Emits the assembly of a compilation, which must have no errors or warnings.</summary>
    public static byte[] Emit(Compilation compilation, IEnumerable<ResourceDescription>? resources = null)
    {
        using var image = new MemoryStream();
        ExpectNone(compilation.Emit(image, manifestResources: resources).Diagnostics);
        return image.ToArray();
    }

    /// <summary>Loads an assembly into an unloadable context.</summary>
    public static AssemblyLoadContext Load(byte[] assembly)
    {
        var context = new AssemblyLoadContext("Networks", isCollectible: true);
        context.LoadFromStream(new MemoryStream(assembly));
        return context;
    }

    /// <summary>Fails if there are errors or warnings among the diagnostics.</summary>
    public static void ExpectNone(IEnumerable<Diagnostic> diagnostics)
    {
        Diagnostic[] faults = [.. diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Take(10)];
        Expect.True(faults.Length == 0, () => string.Join("\n", faults.Select(fault => fault.ToString())));
    }
}
