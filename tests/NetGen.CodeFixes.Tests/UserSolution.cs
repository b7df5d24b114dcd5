extern alias runtime;

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator;

namespace NetGen.CodeFixes.Tests;

/// <summary>A user's solution in an editor's workspace, with the real generator and analyzer in every project.</summary>
internal sealed class UserSolution
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var file && (file.StartsWith("System.", StringComparison.Ordinal) || file == "netstandard.dll"))
            .Append(typeof(runtime::NetGen.NetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Three empty projects, created once: solutions derived from them share their loaded references.</summary>
    private static readonly Solution s_empty = Empty(projects: 3);

    private readonly Lazy<Task<ImmutableArray<Diagnostic>>> _diagnostics;

    private UserSolution(Solution solution)
    {
        Solution = solution;
        _diagnostics = new(async () => [.. (await Task.WhenAll(Used.Select(Analyze))).SelectMany(diagnostics => diagnostics)]);
    }

    public Solution Solution { get; }

    private IEnumerable<Project> Used => Solution.Projects.Where(project => project.HasDocuments);

    /// <summary>The texts of all files, in the order in which they were given.</summary>
    public IEnumerable<string> Texts => Solution.Projects.SelectMany(project => project.Documents).OrderBy(document => document.FilePath, StringComparer.Ordinal).Select(document => document.GetTextAsync().Result.ToString());

    /// <summary>One project with the given files.</summary>
    public static UserSolution Of(params string[] files) => Of([files]);

    public static UserSolution Of(params string[][] projects) => Of(projects, projectFile: null);

    public static UserSolution Of(string[][] projects, string? projectFile)
    {
        Solution solution = s_empty;
        for (int p = 0; p < projects.Length; p++)
        {
            ProjectId project = s_empty.ProjectIds[p];
            solution = solution.WithProjectFilePath(project, projectFile);
            for (int f = 0; f < projects[p].Length; f++)
                solution = solution.AddDocument(DocumentId.CreateNewId(project), $"File{f}.cs", SourceText.From(projects[p][f]), filePath: $"/Project{p}/File{f}.cs");
        }
        return new(solution);
    }

    private static Solution Empty(int projects)
    {
        Solution solution = new AdhocWorkspace().CurrentSolution;
        for (int p = 0; p < projects; p++)
        {
            ProjectId project = ProjectId.CreateNewId();
            solution = solution.AddProject(ProjectInfo.Create(
                project, VersionStamp.Default, $"Project{p}", $"Project{p}", LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: new CSharpParseOptions(LanguageVersion.CSharp13),
                metadataReferences: References,
                analyzerReferences: [new Generators()]));
            Assert.NotNull(solution.GetProject(project)!.GetCompilationAsync().Result!.GetSpecialType(SpecialType.System_Object));
        }
        return solution;
    }

    /// <summary>The diagnostics of the analyzer, file by file, which runs once since a solution doesn't change.</summary>
    public Task<ImmutableArray<Diagnostic>> Analyze() => _diagnostics.Value;

    /// <summary>The compiler's diagnostics for all sources, including generated ones.</summary>
    public async Task<IEnumerable<string>> Errors() =>
        (await Task.WhenAll(Used.Select(project => project.GetCompilationAsync())))
            .SelectMany(compilation => compilation!.GetDiagnostics())
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString());

    /// <summary>The code fixes offered for a diagnostic.</summary>
    public async Task<ImmutableArray<CodeAction>> Offers(CodeFixProvider fix, Diagnostic diagnostic)
    {
        var offers = ImmutableArray.CreateBuilder<CodeAction>();
        await fix.RegisterCodeFixesAsync(new(Solution.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => offers.Add(action), CancellationToken.None));
        return offers.ToImmutable();
    }

    /// <summary>The fix of all occurrences in the scope of a diagnostic.</summary>
    public async Task<CodeAction?> FixAll(CodeFixProvider fix, FixAllScope scope, Diagnostic diagnostic, string? key) =>
        await fix.GetFixAllProvider()!.GetFixAsync(new(Solution.GetDocument(diagnostic.Location.SourceTree)!, fix, scope, key, [diagnostic.Id], new Diagnostics(this), CancellationToken.None));

    public async Task<UserSolution> Apply(CodeAction action)
    {
        CodeActionOperation operation = Assert.Single(await action.GetOperationsAsync(CancellationToken.None));
        return new(Assert.IsType<ApplyChangesOperation>(operation).ChangedSolution);
    }

    private async Task<ImmutableArray<Diagnostic>> Analyze(Project project)
    {
        Compilation compilation = (await project.GetCompilationAsync())!;
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers([new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private sealed class Generators : AnalyzerReference
    {
        // The same object each time: workspaces look up the reference of a generator.
        private readonly ImmutableArray<ISourceGenerator> _generators = [new NetworkGenerator().AsSourceGenerator()];

        public override string FullPath => typeof(NetworkGenerator).Assembly.Location;

        public override object Id => FullPath;

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];
    }

    private sealed class Diagnostics(UserSolution solution) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken token) => await solution.Analyze(project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken token) =>
            (await solution.Analyze(document.Project)).Where(diagnostic => solution.Solution.GetDocument(diagnostic.Location.SourceTree)?.Id == document.Id);

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken token) =>
            (await solution.Analyze(project)).Where(diagnostic => diagnostic.Location.SourceTree is null);
    }
}
