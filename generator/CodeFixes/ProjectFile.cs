using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.CodeFixes;

/// <summary>A project file as text, so that an item can be added without a change to anything else in it.</summary>
internal sealed class ProjectFile
{
    private const string Item = "NetGenWeights";
    private readonly string _path;
    private readonly SourceText _text;
    private readonly XElement? _project;

    private ProjectFile(string path, SourceText text) => (_path, _text, _project) = (path, text, Parse(text));

    /// <summary>Whether it is a project that an item can be written into.</summary>
    public bool CanInclude => _project is { IsEmpty: false };

    public static ProjectFile Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        // The text remembers its encoding, with or without a byte order mark.
        return new(path, SourceText.From(stream));
    }

    /// <summary>The project with an item for a file, below the other items of its kind; the project itself if it already has that item.</summary>
    /// <param name="include">The file, with the characters that MSBuild reads as lists, patterns or properties escaped.</param>
    public ProjectFile Include(string include)
    {
        if (_project is null || _project.Descendants(Named(Item)).Any(item => item.Attribute("Include")?.Value == include))
            return this;
        XElement? last = _project.Elements(Named("ItemGroup")).Where(group => group.Attribute("Condition") is null).Elements(Named(Item)).LastOrDefault();
        string element = new XElement(Item, new XAttribute("Include", include)).ToString();
        return last is null ? WithGroup(element) : With(EndOf(last), Break + Indentation(last) + element);
    }

    public void Write()
    {
        using StreamWriter writer = new(_path, append: false, _text.Encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        _text.Write(writer);
    }

    private string Break => Lines.Break(_text);

    /// <summary>Adds a new group before the project's end, indented like the others, and separated from them by an empty line if they are.</summary>
    private ProjectFile WithGroup(string element)
    {
        string unit = _project!.Elements().LastOrDefault() is { } last ? Indentation(last) : "  ";
        string group = $"{unit}<ItemGroup>{Break}{unit}{unit}{element}{Break}{unit}</ItemGroup>{Break}";
        int end = _text.ToString().LastIndexOf("</Project", System.StringComparison.Ordinal);
        TextLine line = _text.Lines.GetLineFromPosition(end);
        if (end - line.Start != Lines.Indentation(_text, end).Length)
            return With(end, Break + group);
        bool isSeparate = string.IsNullOrWhiteSpace(_text.Lines[line.LineNumber - 1].ToString());
        bool areSeparate = _project.Nodes().OfType<XText>().Skip(1).Any(between => between.NextNode is not null && between.Value.Count(character => character == '\n') > 1);
        return With(line.Start, isSeparate ? group + Break : areSeparate ? Break + group : group);
    }

    private ProjectFile With(int position, string text) => new(_path, _text.Replace(position, 0, text));

    private string Indentation(XElement element) => Lines.Indentation(_text, StartOf(element));

    /// <summary>The position of an element's opening bracket.</summary>
    private int StartOf(XElement element)
    {
        IXmlLineInfo position = element;
        return _text.Lines[position.LineNumber - 1].Start + position.LinePosition - 2;
    }

    /// <summary>The position after an item.</summary>
    private int EndOf(XElement item)
    {
        string text = _text.ToString();
        int start = StartOf(item);
        return item.IsEmpty ? text.IndexOf("/>", start, System.StringComparison.Ordinal) + 2 : text.IndexOf('>', text.IndexOf("</" + Item, start, System.StringComparison.Ordinal)) + 1;
    }

    private XName Named(string name) => _project!.Name.Namespace + name;

    private static XElement? Parse(SourceText text)
    {
        try
        {
            XElement? root = XDocument.Parse(text.ToString(), LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace).Root;
            return root?.Name.LocalName == "Project" ? root : null;
        }
        catch (XmlException)
        {
            // The file is being edited: there is nothing to add to.
            return null;
        }
    }
}
