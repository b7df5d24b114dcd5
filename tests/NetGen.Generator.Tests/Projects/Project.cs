extern alias runtime;

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Tests;

/// <summary>A user's project in memory, on which the generator and the analyzer run as in the compiler.</summary>
internal sealed class Project
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var file && (file.StartsWith("System.", StringComparison.Ordinal) || file == "netstandard.dll"))
            .Append(typeof(runtime::NetGen.NetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Created once: compilations derived from it share its loaded references.</summary>
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "User", references: References, options: new(OutputKind.DynamicallyLinkedLibrary, checkOverflow: true, nullableContextOptions: NullableContextOptions.Enable));

    private readonly AnalyzerConfigOptionsProvider _properties = new BuildProperties([]);

    private Project(CSharpCompilation compilation) => Compilation = compilation;

    private Project(Project project, AnalyzerConfigOptionsProvider properties) : this(project.Compilation) => _properties = properties;

    /// <summary>The description of the weight files that every such project has: of <c>[Network(2)] [Dense(3, Name = "hidden")] [Dense(1)]</c>, of another network, and of <c>[Network(2)] [BatchNorm]</c> as PyTorch saves it.</summary>
    public static AdditionalText Weights { get; } = new DescribedWeights(
        new("models/tiny.safetensors",
        [
            new("hidden.weight", "F32", "3 × 2"),
            new("hidden.bias", "F16", "3"),
            new("dense2.weight", "BF16", "1 × 3"),
            new("dense2.bias", "F64", "1"),
        ]),
        new("int8.safetensors", [new("embedding1.weight", "I8", "9 × 4"), new("embedding1.weight_scale", "F32", "9"), new("dense1.weight", "I8", "2 × 24"), new("dense1.weight_scale", "F32", "2"), new("dense1.bias", "F32", "2")], "Int8"),
        new("other.safetensors", [new("dense1.weight", "I8", "1 × 2")]),
        new("torch.safetensors",
        [
            new("norm1.weight", "F32", "2"),
            new("norm1.bias", "F32", "2"),
            new("norm1.running_mean", "F32", "2"),
            new("norm1.running_var", "F32", "2"),
            new("norm1.num_batches_tracked", "I64", "[]"),
        ]));

    public CSharpCompilation Compilation { get; }

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13, DocumentationMode.Parse);

    /// <summary>Files <c>/Source0.cs</c>, <c>/Source1.cs</c>, …, each unchanged.</summary>
    public static Project Of(params string[] sources) => new(Empty.AddSyntaxTrees(sources.Select((source, i) => Parse(source, $"/Source{i}.cs"))));

    /// <summary>One file at a path.</summary>
    public static Project At(string path, string source) => new(Empty.AddSyntaxTrees(Parse(source, path)));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    /// <summary>The same project with an .editorconfig next to its files.</summary>
    public Project WithEditorConfig(string text) => new(Compilation.WithOptions(Compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig(text))));

    /// <summary>The same project with another version of C#.</summary>
    public Project WithLanguage(LanguageVersion version) => new(Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(
        Compilation.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.ToString(), ParseOptions.WithLanguageVersion(version), tree.FilePath))));

    /// <summary>The same project with a build property, as exposed by <c>CompilerVisibleProperty</c>.</summary>
    public Project WithProperty(string name, string value) => new(this, new BuildProperties(new() { [$"build_property.{name}"] = value }));

    public INamedTypeSymbol Type(string name) => Compilation.GetTypeByMetadataName(name) ?? throw new ArgumentException($"No type '{name}'.");

    /// <param name="registry">The kinds of layers; NetGen's by default.</param>
    public Project Generate(out ImmutableArray<GeneratedSourceResult> sources, Registry? registry = null)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator(Compiler.Compile, registry).AsSourceGenerator()], [Weights], (CSharpParseOptions)Compilation.SyntaxTrees[0].Options, _properties)
            .RunGeneratorsAndUpdateCompilation(Compilation, out Compilation generated, out _);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is { } fault)
            throw new InvalidOperationException("The generator threw.", fault);
        Assert.Empty(result.Diagnostics);
        sources = result.GeneratedSources;
        return new((CSharpCompilation)generated);
    }

    public Project Generate() => Generate(out _);

    /// <summary>The diagnostics of the analyzer, in source order; an exception in it becomes a diagnostic (AD0001).</summary>
    /// <param name="registry">The kinds of layers; NetGen's by default.</param>
    public async Task<ImmutableArray<Diagnostic>> Analyze(Registry? registry = null)
    {
        CompilationWithAnalyzers analysis = Compilation.WithAnalyzers([new NetworkAnalyzer(registry ?? Registry.Default)], new AnalyzerOptions([Weights], _properties));
        ImmutableArray<Diagnostic> diagnostics = await analysis.GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private sealed class EditorConfig(string text) : SyntaxTreeOptionsProvider
    {
        private readonly AnalyzerConfigSet _set = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(text, "/.editorconfig")));

        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken token) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string id, CancellationToken token, out ReportDiagnostic severity) =>
            _set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(id, out severity);

        public override bool TryGetGlobalDiagnosticValue(string id, CancellationToken token, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }
}
