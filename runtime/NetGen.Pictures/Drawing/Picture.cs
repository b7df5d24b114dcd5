namespace NetGen.Pictures;

/// <summary>A drawing in SVG with a title and a description, in light colours or dark ones as the viewer prefers; the same bytes everywhere for the same content.</summary>
public sealed class Picture
{
    private readonly string _content;

    internal Picture(string title, string description, double width, double height, string content)
    {
        (Title, Description, _content) = (title, description, content);
        (Width, Height) = ((int)Math.Ceiling(width), (int)Math.Ceiling(height));
    }

    /// <summary>What it shows, in a few words.</summary>
    public string Title { get; }

    /// <summary>What can be seen, for those who can't see it.</summary>
    public string Description { get; }

    /// <summary>The width in pixels, unless it is scaled.</summary>
    public int Width { get; }

    /// <summary>The height in pixels, unless it is scaled.</summary>
    public int Height { get; }

    /// <summary>A complete SVG document, which needs no other file and no script.</summary>
    public string ToSvg() => ToElement($"<style>\n{PictureStyle.Css}</style>\n");

    /// <summary>Saves the SVG document, atomically: a crash leaves the old file or the new one.</summary>
    /// <param name="path">The file, replaced if it exists; its folder must exist.</param>
    /// <exception cref="IOException">The file can't be written; an existing one stays as it is.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string svg = ToSvg();
        AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(svg)));
    }

    /// <summary>The title.</summary>
    public override string ToString() => Title;

    /// <summary>The SVG element, for a page that has <see cref="PictureStyle.Css"/>.</summary>
    internal string ToElement(string style = "") =>
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" aria-label="{Xml.Escape(Title)}" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}">
        <title>{Xml.Escape(Title)}</title>
        <desc>{Xml.Escape(Description)}</desc>
        {style}<rect class="surface" width="{Width}" height="{Height}"/>
        {_content}</svg>

        """.ReplaceLineEndings("\n");
}
