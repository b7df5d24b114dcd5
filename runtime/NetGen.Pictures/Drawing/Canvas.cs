using System.Text;

namespace NetGen.Pictures;

/// <summary>Elements of an SVG in the order in which they are painted, one on a line. Text is escaped here, and nowhere else; colours come from classes of <see cref="PictureStyle"/>, or from data.</summary>
internal sealed class Canvas
{
    private readonly StringBuilder _elements = new();

    public void Rectangle(double x, double y, double width, double height, string classes, double radius = 0) =>
        Element($"rect class=\"{classes}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\"{(radius == 0 ? "" : $" rx=\"{N(radius)}\"")}");

    public void Rectangle(double x, double y, double width, double height, Rgb fill, string tip) =>
        Element($"rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" fill=\"{fill}\"", tip);

    public void Circle(double x, double y, double radius, string classes) =>
        Element($"circle class=\"{classes}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"");

    public void Circle(double x, double y, double radius, Rgb fill, string tip) =>
        Element($"circle class=\"outline\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" fill=\"{fill}\"", tip);

    public void Line(double x1, double y1, double x2, double y2, string classes) =>
        Element($"line class=\"{classes}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"");

    public void Line(double x1, double y1, double x2, double y2, string classes, double thickness, double opacity) =>
        Element($"line class=\"{classes}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" stroke-width=\"{N(thickness)}\" stroke-opacity=\"{N(opacity)}\"");

    public void Path(string commands, string classes) => Element($"path class=\"{classes}\" d=\"{commands}\"");

    public void Image(double x, double y, double width, double height, Png image) =>
        Element($"image x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" preserveAspectRatio=\"none\" href=\"{image.ToDataUri()}\"");

    /// <summary>A line of text.</summary>
    /// <param name="x">Its start, middle or end.</param>
    /// <param name="y">Its baseline.</param>
    /// <param name="text">The text, not escaped.</param>
    /// <param name="classes">Classes; <c>middle</c> or <c>end</c> say which point x is.</param>
    /// <param name="rotation">Degrees clockwise around (x, y).</param>
    public void Text(double x, double y, string text, string classes = "", double rotation = 0) =>
        _elements.Append($"<text{(classes.Length == 0 ? "" : $" class=\"{classes}\"")} x=\"{N(x)}\" y=\"{N(y)}\"{(rotation == 0 ? "" : $" transform=\"rotate({N(rotation)} {N(x)} {N(y)})\"")}>{Xml.Escape(text)}</text>\n");

    public override string ToString() => _elements.ToString();

    private void Element(string element, string tip = "") =>
        _elements.Append(tip.Length == 0 ? $"<{element}/>\n" : $"<{element}><title>{Xml.Escape(tip)}</title></{element[..element.IndexOf(' ')]}>\n");

    private static string N(double value) => Xml.Number(value);
}
