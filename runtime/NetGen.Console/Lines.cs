using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetGen.Terminal;

/// <summary>Lines of styled text, which are neither wrapped nor read as markup.</summary>
internal sealed class Lines : IRenderable
{
    private readonly List<Segment> _segments = [];

    /// <summary>A single line.</summary>
    public static Lines Of(string text, Style? style = null) => new Lines().Add(text, style).End();

    /// <summary>Cells of the current line.</summary>
    public int Column { get; private set; }

    /// <summary>Appends text to the current line.</summary>
    public Lines Add(string text, Style? style = null)
    {
        if (text.Length == 0)
            return this;
        var segment = new Segment(text, style ?? Palette.Plain);
        Column += segment.CellCount();
        _segments.Add(segment);
        return this;
    }

    /// <summary>Appends whole lines.</summary>
    public Lines Add(IEnumerable<Segment> lines)
    {
        _segments.AddRange(lines);
        return this;
    }

    /// <summary>Fills the current line with spaces up to a column.</summary>
    public Lines Pad(int column) => Add(new string(' ', Math.Max(0, column - Column)));

    /// <summary>Ends the current line.</summary>
    public Lines End()
    {
        _segments.Add(Segment.LineBreak);
        Column = 0;
        return this;
    }

    Measurement IRenderable.Measure(RenderOptions options, int maxWidth)
    {
        int width = Segment.SplitLines(_segments).Max(line => (int?)line.CellCount()) ?? 0;
        return new(width, width);
    }

    IEnumerable<Segment> IRenderable.Render(RenderOptions options, int maxWidth) => _segments;
}
