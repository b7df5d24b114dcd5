using System.Globalization;

namespace NetGen.Pictures;

/// <summary>A colour in sRGB.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>Relative luminance at which black and white text have equal contrast, 4.58: √(1.05 · 0.05) − 0.05 (WCAG 2.2).</summary>
    private const double Middle = 0.1791;

    /// <summary>From 0 for black to 1 for white, by WCAG 2.2.</summary>
    public double Luminance => 0.2126 * Linear(R) + 0.7152 * Linear(G) + 0.0722 * Linear(B);

    /// <summary>The class of text on this colour: black or white, whichever has the higher contrast, which is at least 4.5.</summary>
    public string TextClass => Luminance > Middle ? "on-light" : "on-dark";

    /// <summary>The point between two colours; t = 0 is the first.</summary>
    public static Rgb Mix(Rgb from, Rgb to, double t) => new(Mix(from.R, to.R, t), Mix(from.G, to.G, t), Mix(from.B, to.B, t));

    /// <summary>As in <c>#08244f</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{R:x2}{G:x2}{B:x2}");

    private static byte Mix(byte from, byte to, double t) => (byte)Math.Round(from + (to - from) * t);

    private static double Linear(byte channel) => channel / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
}
