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
            string top = _height > 0 ? $"\r\e[{_height}A" : "";
            return [new ControlCode(isUpdate ? top : top + EraseBelow), .. others, Draw(options)];
        }
    }

    /// <summary>The content as one sequence: the console writes what has no style of its own at once.</summary>
    private ControlCode Draw(RenderOptions options)
    {
        (int width, int height) = (options.ConsoleSize.Width, options.ConsoleSize.Height);
        SegmentLine[] lines = _content is { } content ? [.. Segment.SplitLines(content.Render(options, width)).Take(Math.Max(1, height - 1))] : [];
        _height = lines.Length;
        return ControlCode.Create(options.Capabilities, writer =>
        {
            foreach (SegmentLine line in lines)
            {
                foreach (Segment segment in line.CellCount() > width ? Segment.Truncate(line, width) : line)
                    writer.Write(segment.Text, segment.Style, segment.Link);
                writer.Write(EraseRestOfLine + "\n");
            }
            writer.Write(EraseBelow);
        });
    }
}
