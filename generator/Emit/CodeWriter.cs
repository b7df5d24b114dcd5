using System;
using System.Text;

namespace NetGen.Generator.Emit;

/// <summary>Writes indented C# with <c>\n</c> line ends.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes lines, each indented; an empty string is an empty line.</summary>
    public void Line(string lines = "")
    {
        foreach (string line in lines.Split('\n'))
        {
            string text = line.TrimEnd('\r');
            if (text.Length > 0)
                _text.Append(' ', 4 * _depth).Append(text);
            _text.Append('\n');
        }
    }

    /// <summary>Writes whole lines that another writer has made.</summary>
    public void Text(string lines)
    {
        if (lines.Length > 0)
            Line(lines.Substring(0, lines.Length - 1));
    }

    /// <summary>Writes a header and opens its braces, until disposed.</summary>
    public Closing Block(string header)
    {
        Line(header);
        Line("{");
        _depth++;
        return new(this, braces: true);
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

    /// <summary>Ends what was opened; the default ends nothing.</summary>
    public readonly struct Closing(CodeWriter? writer, bool braces) : IDisposable
    {
        public void Dispose()
        {
            if (writer is null)
                return;
            writer._depth--;
            if (braces)
                writer.Line("}");
        }
    }
}
