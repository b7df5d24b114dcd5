using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetGen.Terminal;

/// <summary>The lowest lines of a terminal, drawn again and again; what is written to the console meanwhile appears above them.</summary>
/// <remarks>Lines are overwritten rather than erased first, and each update is one write, so that nothing flickers.</remarks>
internal sealed class LiveRegion(IAnsiConsole console) : IRenderHook
{
    private const string EraseRestOfLine = "\e[K", EraseBelow = "\e[J", HideCursor = "\e[?25l", ShowCursor = "\e[?25h";

    private readonly Lock _lock = new();
    private IRenderable? _content;
    private int _height, _isShown;

    /// <summary>Draws over the last content; what is higher than the terminal is cut off.</summary>
    public void Show(IRenderable content)
    {
        _content = content;
        if (Interlocked.Exchange(ref _isShown, 1) == 0)
        {
            console.Pipeline.Attach(this);
            console.Write(new ControlCode(HideCursor));
        }
        else
            console.Write(new ControlCode(""));
    }

    /// <summary>Erases the region. From any thread, and any number of times.</summary>
    public void Remove()
    {
        if (Interlocked.Exchange(ref _isShown, 0) == 0)
            return;
        _content = null;
        console.Write(new ControlCode(ShowCursor));
        console.Pipeline.Detach(this);
    }

    IEnumerable<IRenderable> IRenderHook.Process(RenderOptions options, IEnumerable<IRenderable> renderables)
    {
        // Innermost: nothing here writes to the console, whose own lock is held.
        lock (_lock)
        {
            IRenderable[] others = [.. renderables];
            bool isUpdate = Array.TrueForAll(others, other => other is ControlCode);
            var start = new ControlCode((_height > 0 ? $"\r\e[{_height}A" : "") + (isUpdate ? "" : EraseBelow));
            return [start, .. others, new Frame(Draw(options))];
        }
    }

    private List<Segment> Draw(RenderOptions options)
    {
        (int width, int height) = (options.ConsoleSize.Width, options.ConsoleSize.Height);
        List<Segment> segments = [];
        _height = 0;
        if (_content is { } content)
            foreach (SegmentLine line in Segment.SplitLines(content.Render(options, width)).Take(Math.Max(1, height - 1)))
            {
                segments.AddRange([.. line.CellCount() > width ? Segment.Truncate(line, width) : line, Segment.Control(EraseRestOfLine), Segment.LineBreak]);
                _height++;
            }
        segments.Add(Segment.Control(EraseBelow));
        return segments;
    }

    private sealed class Frame(List<Segment> segments) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => segments;
    }
}
