using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>The position for further layers: after the last attribute of a declaration, on their own lines or on its line, as that one is written.</summary>
internal sealed record LayerPosition
{
    private readonly bool _inLines;
    private readonly string _newLine;

    private LayerPosition(int position, bool inLines, string newLine) => (Position, _inLines, _newLine) = (position, inLines, newLine);

    /// <summary>The position at which the text is inserted.</summary>
    public int Position { get; }

    public static LayerPosition After(TypeDeclarationSyntax declaration, SourceText text)
    {
        AttributeListSyntax last = declaration.AttributeLists.Last();
        string newLine = Lines.Break(text) + Lines.Indentation(text, last.SpanStart);
        // A comment on its line belongs to the last attribute, and stays before the new text.
        SyntaxTrivia end = last.GetTrailingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return end == default ? new(last.Span.End, false, newLine) : new(BeforeBlanks(text, end.SpanStart), true, newLine);
    }

    /// <summary>The text of attributes from one list, with its comments.</summary>
    public string Write(IEnumerable<string> attributes, ImmutableArray<string> above, string after)
    {
        string before = string.Concat(above.Select(comment => _newLine + comment));
        string layers = string.Concat(attributes.Select(attribute => (_inLines ? _newLine : " ") + attribute));
        string trailing = after.Length == 0 ? "" : " " + after;
        if (_inLines)
            return before + layers + trailing;
        // A comment to the end of its line would comment out what follows.
        string between = before.Length == 0 ? "" : before + _newLine;
        return between + (between.Length == 0 ? layers : layers.TrimStart()) + trailing + (trailing.Contains("//") ? _newLine : "");
    }

    private static int BeforeBlanks(SourceText text, int position)
    {
        while (text[position - 1] is ' ' or '\t')
            position--;
        return position;
    }
}
