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
        IEnumerable<string> sources, CSharpCompilationOptions? options = null, CSharpParseOptions? parse = null, IEnumerable<MetadataReference>? more = null, IEnumerable<AdditionalText>? texts = null)
    {
        CSharpCompilation project = Project(sources, parse).AddReferences(more ?? []).WithOptions(options ?? DefaultOptions);
        Compilation full = Generate(project, out GeneratorDriverRunResult run, texts);
        Expect.True(run.Diagnostics.IsEmpty, () => $"The generator isn't silent: {string.Join("\n", run.Diagnostics)}");
        return full;
    }

    /// <summary>Sources as a project of their own.</summary>
    public static CSharpCompilation Project(IEnumerable<string> sources, CSharpParseOptions? parse = null) =>
        s_empty.AddSyntaxTrees(sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, parse ?? new(LanguageVersion.CSharp13), $"Source{i}.cs")));

    /// <summary>A project with what the generator adds to it.</summary>
    public static Compilation Generate(CSharpCompilation project, out GeneratorDriverRunResult run, IEnumerable<AdditionalText>? texts = null)
    {
        var parse = (CSharpParseOptions?)project.SyntaxTrees.FirstOrDefault()?.Options;
        run = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], texts, parse)
            .RunGeneratorsAndUpdateCompilation(project, out Compilation full, out _)
            .GetRunResult();
        return full;
    }

    /// <summary>The assembly of a compilation, which must give neither an error nor a warning.</summary>
    public static byte[] Emit(Compilation compilation, IEnumerable<ResourceDescription>? resources = null)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image, manifestResources: resources);
        Diagnostic[] faults = [.. result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Take(10)];
        Expect.True(faults.Length == 0, () => string.Join("\n", faults.Select(fault => fault.ToString())));
        return image.ToArray();
    }

    /// <summary>Loads an assembly where it can be unloaded.</summary>
    public static AssemblyLoadContext Load(byte[] assembly)
    {
        var context = new AssemblyLoadContext("Networks", isCollectible: true);
        context.LoadFromStream(new MemoryStream(assembly));
        return context;
    }
}
