using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>Where further layers go: behind the last attribute of a declaration, in lines of their own or in its line, as that one stands.</summary>
internal sealed record LayerPlace
{
    private readonly bool _inLines;
    private readonly string _newLine;

    private LayerPlace(int position, bool inLines, string newLine) => (Position, _inLines, _newLine) = (position, inLines, newLine);

    /// <summary>Where the text goes.</summary>
    public int Position { get; }

    public static LayerPlace Below(TypeDeclarationSyntax declaration, SourceText text)
    {
        AttributeListSyntax last = declaration.AttributeLists.Last();
        string newLine = Lines.Break(text) + Lines.Indentation(text, last.SpanStart);
        // A comment in its line belongs to the last one, and stays before what is new.
        SyntaxTrivia end = last.GetTrailingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return end == default ? new(last.Span.End, false, newLine) : new(BeforeBlanks(text, end.SpanStart), true, newLine);
    }

    /// <summary>Attributes that stood in one list, with its comments.</summary>
    public string Write(IEnumerable<string> attributes, ImmutableArray<string> above, string beside)
    {
        string before = string.Concat(above.Select(comment => _newLine + comment));
        string layers = string.Concat(attributes.Select(attribute => (_inLines ? _newLine : " ") + attribute));
        string after = beside.Length == 0 ? "" : " " + beside;
        if (_inLines)
            return before + layers + after;
        // A comment to the end of its line would swallow what follows it.
        string between = before.Length == 0 ? "" : before + _newLine;
        return between + (between.Length == 0 ? layers : layers.TrimStart()) + after + (after.Contains("//") ? _newLine : "");
    }

    private static int BeforeBlanks(SourceText text, int position)
    {
        while (text[position - 1] is ' ' or '\t')
            position--;
        return position;
    }
}
