using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>Changes to any number of files. They are changes of text, so that all comments, white space and line breaks outside them stay as they are.</summary>
internal sealed class TextEdits(Solution solution)
{
    private readonly Dictionary<DocumentId, List<TextChange>> _changes = [];

    public Solution Solution => solution;

    public bool IsEmpty => _changes.Count == 0;

    /// <summary>The user's file that a tree was parsed from; null for generated files.</summary>
    public Document? DocumentOf(SyntaxTree? tree) => solution.GetDocument(tree) is { } document and not SourceGeneratedDocument ? document : null;

    /// <summary>Replaces a span, once even if requested repeatedly. Of two changes to the same span the first counts.</summary>
    public void Replace(Document document, TextSpan span, string text)
    {
        if (!_changes.TryGetValue(document.Id, out List<TextChange>? changes))
            _changes.Add(document.Id, changes = []);
        if (!changes.Any(change => change.Span == span || change.Span.OverlapsWith(span)))
            changes.Add(new(span, text));
    }

    public void Insert(Document document, int position, string text) => Replace(document, new(position, 0), text);

    public async Task<Solution> ApplyAsync(CancellationToken token)
    {
        Solution changed = solution;
        foreach (KeyValuePair<DocumentId, List<TextChange>> document in _changes)
        {
            SourceText text = await solution.GetDocument(document.Key)!.GetTextAsync(token).ConfigureAwait(false);
            changed = changed.WithDocumentText(document.Key, text.WithChanges(document.Value.OrderBy(change => change.Span.Start)));
        }
        return changed;
    }
}
