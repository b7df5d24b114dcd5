extern alias generator;
using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using generator::NetGen.Generator;

namespace NetGen.Tests.RandomCases;

/// <summary>The user's side of the work: Roslyn with the generator, in memory.</summary>
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

    // Compilations that descend from it share the reading of its references.
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create("Networks", references: References, options: DefaultOptions);

    /// <summary>Compiles sources as a project of their own, with what the generator adds to them.</summary>
    public static Compilation Compile(
        IEnumerable<string> sources, CSharpCompilationOptions? options = null, CSharpParseOptions? parse = null, IEnumerable<MetadataReference>? more = null)
    {
        Run(sources, out Compilation full, options, parse, more);
        return full;
    }

    /// <summary>Compiles sources as a project of their own, with what the generator adds to them, and returns the generator as it has run.</summary>
    public static GeneratorDriver Run(
        IEnumerable<string> sources, out Compilation full, CSharpCompilationOptions? options = null, CSharpParseOptions? parse = null, IEnumerable<MetadataReference>? more = null)
    {
        CSharpCompilation project = Project(sources, parse).AddReferences(more ?? []).WithOptions(options ?? DefaultOptions);
        GeneratorDriver driver = Drive(project, out full);
        ImmutableArray<Diagnostic> diagnostics = driver.GetRunResult().Diagnostics;
        Expect.True(diagnostics.IsEmpty, () => $"The generator isn't silent: {string.Join("\n", diagnostics)}");
        return driver;
    }

    /// <summary>Sources as a project of their own.</summary>
    public static CSharpCompilation Project(IEnumerable<string> sources, CSharpParseOptions? parse = null) =>
        s_empty.AddSyntaxTrees(sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, parse ?? new(LanguageVersion.CSharp13), $"Source{i}.cs")));

    /// <summary>A project with what the generator adds to it.</summary>
    public static Compilation Generate(CSharpCompilation project, out GeneratorDriverRunResult run)
    {
        run = Drive(project, out Compilation full).GetRunResult();
        return full;
    }

    private static GeneratorDriver Drive(CSharpCompilation project, out Compilation full) =>
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions?)project.SyntaxTrees.FirstOrDefault()?.Options)
            .RunGeneratorsAndUpdateCompilation(project, out full, out _);

    /// <summary>The assembly of a compilation, which must give neither an error nor a warning.</summary>
    public static byte[] Emit(Compilation compilation, IEnumerable<ResourceDescription>? resources = null)
    {
        using var image = new MemoryStream();
        ExpectNone(compilation.Emit(image, manifestResources: resources).Diagnostics);
        return image.ToArray();
    }

    /// <summary>Loads an assembly where it can be unloaded.</summary>
    public static AssemblyLoadContext Load(byte[] assembly)
    {
        var context = new AssemblyLoadContext("Networks", isCollectible: true);
        context.LoadFromStream(new MemoryStream(assembly));
        return context;
    }

    /// <summary>Fails with the errors and warnings among diagnostics, if there are any.</summary>
    public static void ExpectNone(IEnumerable<Diagnostic> diagnostics)
    {
        Diagnostic[] faults = [.. diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Take(10)];
        Expect.True(faults.Length == 0, () => string.Join("\n", faults.Select(fault => fault.ToString())));
    }
}
