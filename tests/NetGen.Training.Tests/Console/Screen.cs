using System.Text;
using Spectre.Console;
using Encoding = System.Text.Encoding;

namespace NetGen.Training.Tests.Terminal;

/// <summary>A terminal: carries out the escape sequences that are written to it, and has what is then to be seen.</summary>
internal sealed class Screen : StringWriter, IAnsiConsoleOutput
{
    private readonly List<StringBuilder> _lines = [new()];
    private readonly StringBuilder _sequence = new();
    private int _row, _column;

    private Screen(int width, int height, bool isTerminal) => (Width, Height, IsTerminal) = (width, height, isTerminal);

    public int Width { get; }

    public int Height { get; }

    public bool IsTerminal { get; }

    /// <summary>Called with each text that is written.</summary>
    public Action<string>? Written { get; set; }

    public bool IsCursorHidden { get; private set; }

    /// <summary>All lines, those that have scrolled away included, without trailing spaces.</summary>
    public string[] Lines => [.. _lines.Select(line => line.ToString().TrimEnd())];

    public string Text => string.Join('\n', Lines);

    TextWriter IAnsiConsoleOutput.Writer => this;

    /// <summary>A console that draws on a new screen.</summary>
    public static (Screen Screen, IAnsiConsole Console) Create(int width = 80, int height = 30, bool isTerminal = true, ColorSystemSupport colors = ColorSystemSupport.NoColors)
    {
        var screen = new Screen(width, height, isTerminal);
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = screen,
        });
        console.Profile.Capabilities.Unicode = true;
        return (screen, console);
    }

    void IAnsiConsoleOutput.SetEncoding(Encoding encoding) { }

    public override void Write(char value) => Interpret(value);

    public override void Write(string? value)
    {
        base.Write(value);
        foreach (char character in value ?? "")
            Interpret(character);
        Written?.Invoke(value ?? "");
    }

    private void Interpret(char character)
    {
        if (_sequence.Length > 0)
        {
            _sequence.Append(character);
            if (char.IsAsciiLetter(character))
                Carry(_sequence.ToString()[2..]);
            return;
        }
        switch (character)
        {
            case '\e': _sequence.Append(character); break;
            case '\r': _column = 0; break;
            case '\n': GoTo(_row + 1); _column = 0; break;
            default: Put(character); break;
        }
    }

    private void Put(char character)
    {
        if (IsTerminal && _column == Width)
        {
            GoTo(_row + 1);
            _column = 0;
        }
        StringBuilder line = _lines[_row];
        line.Append(' ', Math.Max(0, _column + 1 - line.Length));
        line[_column++] = character;
    }

    private void Carry(string sequence)
    {
        _sequence.Clear();
        switch (sequence)
        {
            case "?25l": IsCursorHidden = true; break;
            case "?25h": IsCursorHidden = false; break;
            case "K": Erase(_row); break;
            case "J":
                Erase(_row);
                _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                break;
            case [.., 'A']:
                int up = int.Parse(sequence.AsSpan()[..^1]);
                // Lines that have scrolled away are out of the cursor's reach.
                Assert.InRange(up, 1, Math.Min(_row, Height - 1));
                _row -= up;
                break;
            case [.., 'm']: break;
            default: throw new NotSupportedException(sequence);
        }
    }

    private void Erase(int row) => _lines[row].Length = Math.Min(_lines[row].Length, _column);

    private void GoTo(int row)
    {
        _row = row;
        while (_lines.Count <= row)
            _lines.Add(new());
    }
}
