using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Benchmarks;

/// <summary>Compiles C# in memory, with the references of this program.</summary>
internal static class SourceCompiler
{
    private static readonly Lazy<MetadataReference[]> s_references = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("NetGen.Generator", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    public static CSharpParseOptions Language { get; } = new(LanguageVersion.CSharp13);

    public static CSharpCompilation Declare(string assembly, IEnumerable<SyntaxTree> trees) =>
        CSharpCompilation.Create(assembly, trees, s_references.Value, new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The compilation without a reference to the runtime, like the generator's own: types of the runtime would hide names of the generator.</summary>
    public static CSharpCompilation WithoutRuntime(CSharpCompilation compilation) =>
        compilation.RemoveReferences(compilation.References.Where(reference => Path.GetFileName(reference.Display) == Path.GetFileName(typeof(NetGen.NetworkAttribute).Assembly.Location)));

    /// <summary>The declaration of one of the benchmark's networks, cut out of the file that this program itself was compiled from.</summary>
    public static CompilationUnitSyntax DeclarationOf(string network)
    {
        CompilationUnitSyntax file = SyntaxFactory.ParseCompilationUnit(Read("Networks.cs"), options: Language);
        SyntaxNode[] others = [.. file.DescendantNodes().OfType<ClassDeclarationSyntax>().Where(type => type.Identifier.Text != network)];
        return file.RemoveNodes(others, SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    /// <summary>The attributes of one of the benchmark's networks.</summary>
    public static string AttributesOf(string network) =>
        string.Concat(DeclarationOf(network).DescendantNodes().OfType<AttributeListSyntax>().Select(list => $"{list.WithoutTrivia()}\n"));

    /// <summary>Runs a generator on declarations.</summary>
    public static GeneratorDriver Generate(IIncrementalGenerator generator, Compilation declared, out Compilation emitted) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Language).RunGeneratorsAndUpdateCompilation(declared, out emitted, out _);

    /// <summary>Emits a compilation as an assembly.</summary>
    /// <exception cref="InvalidOperationException">It has an error.</exception>
    public static MemoryStream Emit(Compilation compilation)
    {
        var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        stream.Position = 0;
        return result.Success
            ? stream
            : throw new InvalidOperationException($"This doesn't compile: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
    }

    /// <summary>The text of an embedded resource.</summary>
    public static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
