using Microsoft.CodeAnalysis.Text;

namespace NetGen.Generator.Tests;

/// <summary>A source in which <c>⟦…⟧</c> marks the expected span of a diagnostic.</summary>
internal sealed record Marked(string Source, TextSpan Span)
{
    public static Marked Parse(string text)
    {
        int start = text.IndexOf('⟦');
        int end = text.IndexOf('⟧') - 1;
        return new(text.Replace("⟦", "").Replace("⟧", ""), TextSpan.FromBounds(start, end));
    }
}
