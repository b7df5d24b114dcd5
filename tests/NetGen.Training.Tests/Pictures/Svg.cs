using System.Xml;
using System.Xml.Linq;

namespace NetGen.Training.Tests.Pictures;

/// <summary>An SVG document, read by .NET's XML parser, which refuses what is not well-formed.</summary>
internal sealed class Svg
{
    private static readonly XNamespace s_namespace = "http://www.w3.org/2000/svg";

    public Svg(string text)
    {
        Assert.DoesNotContain('\r', text);
        Root = XDocument.Parse(text).Root!;
        Assert.Equal(s_namespace + "svg", Root.Name);
        Assert.NotEmpty(Root.Element(s_namespace + "title")!.Value);
        Assert.NotEmpty(Root.Element(s_namespace + "desc")!.Value);
        Assert.DoesNotContain("NaN", Attributes("d", "x", "y", "width", "height", "cx", "cy", "viewBox"));
    }

    public XElement Root { get; }

    public string Description => Root.Element(s_namespace + "desc")!.Value;

    public string[] Texts => [.. Elements("text").Select(text => text.Value)];

    /// <summary>Titles of single elements.</summary>
    public string[] Tips => [.. Elements("title").Where(title => title.Parent != Root).Select(title => title.Value)];

    public int Width => XmlConvert.ToInt32(Root.Attribute("width")!.Value);

    public IEnumerable<XElement> Elements(string name) => Root.Descendants(s_namespace + name);

    public IEnumerable<XElement> Elements(string name, string @class) => Elements(name).Where(element => ((string?)element.Attribute("class") ?? "").Split(' ').Contains(@class));

    private string Attributes(params string[] names) => string.Concat(Root.DescendantsAndSelf().Attributes().Where(attribute => names.Contains(attribute.Name.LocalName)).Select(attribute => attribute.Value));
}
