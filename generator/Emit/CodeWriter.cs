using System;
using System.Text;
using System.Text.RegularExpressions;

namespace NetGen.Generator.Emit;

/// <summary>Writes indented C# with <c>\n</c> line ends.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public CodeWriter() { }

    /// <summary>A writer for text that another writer will contain.</summary>
    public CodeWriter(int depth) => _depth = depth;

    /// <summary>Characters so far.</summary>
    public int Length => _text.Length;

    /// <summary>Writes lines, each indented; an empty string is an empty line.</summary>
    public void Line(string lines = "")
    {
        for (int start = 0; start <= lines.Length;)
        {
            int end = lines.IndexOf('\n', start);
            if (end < 0)
                end = lines.Length;
            int length = (end > start && lines[end - 1] == '\r' ? end - 1 : end) - start;
            if (length > 0)
                _text.Append(' ', 4 * _depth).Append(lines, start, length);
            _text.Append('\n');
            start = end + 1;
        }
    }

    /// <summary>Writes the text of an inner writer.</summary>
    public void Append(CodeWriter inner) => _text.Append(inner._text);

    /// <summary>Writes a header and opens its braces, until disposed.</summary>
    public Closing Block(string header)
    {
        Line(header);
        Line("{");
        _depth++;
        return new(this, braces: true);
    }

    /// <summary>Writes a header and opens its braces, until disposed; they begin with a declaration if what it declares is used between them.</summary>
    public Closing Block(string header, string declared, string declaration)
    {
        Line(header);
        Line("{");
        _depth++;
        int start = _text.Length;
        return new(this, braces: true, () =>
        {
            if (Regex.IsMatch(_text.ToString(start, _text.Length - start), $@"\b{declared}\b"))
                _text.Insert(start, $"{new string(' ', 4 * _depth)}{declaration}\n");
        });
    }

    /// <summary>Opens braces without a header, until disposed.</summary>
    public Closing Block()
    {
        Line("{");
        _depth++;
        return new(this, braces: true);
    }

    /// <summary>Writes a header whose one statement follows, indented.</summary>
    public Closing Indent(string header)
    {
        Line(header);
        _depth++;
        return new(this, braces: false);
    }

    public override string ToString() => _text.ToString();

    /// <summary>Closes what was opened; the default closes nothing.</summary>
    public readonly struct Closing(CodeWriter? writer, bool braces, Action? complete = null) : IDisposable
    {
        public void Dispose()
        {
            if (writer is null)
                return;
            complete?.Invoke();
            writer._depth--;
            if (braces)
                writer.Line("}");
        }
    }
}
