extern alias runtime;

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.QuickInfo;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator;

namespace NetGen.Hover.Tests;

/// <summary>One file open in an editor, with the generator running; <c>⟦</c> marks the caret.</summary>
internal sealed class EditorProject
{
    private readonly Document _document;
    private readonly int _caret;

    public EditorProject(string source)
    {
        _caret = source.IndexOf('⟦');
        ProjectId project = ProjectId.CreateNewId();
        DocumentId document = DocumentId.CreateNewId(project);
        // Roslyn's default host, with the services of an editor.
        Solution solution = new AdhocWorkspace().CurrentSolution
            .AddProject(ProjectInfo.Create(
                project, VersionStamp.Default, "User", "User", LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
                parseOptions: new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.Diagnose),
                metadataReferences: References(),
                analyzerReferences: [new Generators()]))
            .AddDocument(document, "File.cs", SourceText.From(source.Replace("⟦", "")));
        _document = solution.GetDocument(document)!;
    }

    /// <summary>The hover text for the name at the caret, section by section.</summary>
    public async Task<string> Hover()
    {
        QuickInfoItem? hover = await QuickInfoService.GetService(_document)!.GetQuickInfoAsync(_document, _caret);
        return string.Join("\n", hover!.Sections.Select(section => section.Text));
    }

    /// <summary>The description of an entry of the completion list at the caret.</summary>
    public async Task<string> Describe(string entry)
    {
        CompletionService service = CompletionService.GetService(_document)!;
        CompletionList list = await service.GetCompletionsAsync(_document, _caret);
        CompletionItem item = list.ItemsList.First(item => item.DisplayText == entry);
        return (await service.GetDescriptionAsync(_document, item))!.Text;
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var file && (file.StartsWith("System.", StringComparison.Ordinal) || file == "netstandard.dll"))
            .Append(typeof(runtime::NetGen.NetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));

    private sealed class Generators : AnalyzerReference
    {
        // The same object each time: workspaces look up the reference of a generator.
        private readonly ImmutableArray<ISourceGenerator> _generators = [new NetworkGenerator().AsSourceGenerator()];

        public override string FullPath => typeof(NetworkGenerator).Assembly.Location;

        public override object Id => FullPath;

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => _generators;

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];
    }
}
