using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using NetGen.Generator.Validation;

namespace NetGen.CodeFixes;

/// <summary>Adds a weights file to the project file, as <c>&lt;NetGenWeights Include="…" /&gt;</c>. It fixes one diagnostic at a time: editors apply a fix of all occurrences as changes to documents, and a project file is not one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WeightsItemFix)), Shared]
public sealed class WeightsItemFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [FixableIds.WeightsNotInProject];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (context.Document.Project.FilePath is { } path && File.Exists(path))
            foreach (Diagnostic diagnostic in context.Diagnostics)
                if (diagnostic.Properties[FixProperties.Include] is { Length: > 0 } file && ProjectFile.Read(path).CanInclude)
                    context.RegisterCodeFix(new Include(path, file), diagnostic);
        return Task.CompletedTask;
    }

    private sealed class Include(string project, string file) : CodeAction
    {
        public override string Title => $"Add '{file}' to {Path.GetFileName(project)}";

        public override string EquivalenceKey => nameof(WeightsItemFix);

        protected override Task<IEnumerable<CodeActionOperation>> ComputePreviewOperationsAsync(CancellationToken token) => ComputeOperationsAsync(token);

        protected override Task<IEnumerable<CodeActionOperation>> ComputeOperationsAsync(CancellationToken token) =>
            Task.FromResult<IEnumerable<CodeActionOperation>>([new WriteProject(Title, project, file)]);
    }

    /// <summary>Reads and writes when it is applied, so that a preview changes nothing.</summary>
    private sealed class WriteProject(string title, string project, string file) : CodeActionOperation
    {
        public override string Title => title;

        public override void Apply(Workspace workspace, CancellationToken cancellationToken) => ProjectFile.Read(project).Include(file).Write();
    }
}
