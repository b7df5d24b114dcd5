namespace NetGen.Pictures;

/// <summary>Colours for numbers: points at equal distances, linear between them in sRGB. Lightness is monotone, so that a scale reads the same in greyscale.</summary>
internal sealed class ColorScale(params Rgb[] points)
{
    /// <summary>What is not a number: in no scale.</summary>
    public static Rgb NotFinite { get; } = new(0xD6, 0x27, 0x28);

    /// <summary>From negative (dark blue) over 0 (grey) to positive (light yellow).</summary>
    public static ColorScale Diverging { get; } = new(
        new(0x05, 0x1F, 0x4A), new(0x20, 0x4D, 0x8C), new(0x5B, 0x7D, 0xA6), new(0x8F, 0x94, 0x98), new(0xC7, 0xB0, 0x72), new(0xEF, 0xCB, 0x58), new(0xFF, 0xEF, 0xA6));

    /// <summary>From 0 (almost white) to 1 (dark blue).</summary>
    public static ColorScale Sequential { get; } = new(
        new(0xF4, 0xF7, 0xFA), new(0xCF, 0xE0, 0xEF), new(0x94, 0xBE, 0xDD), new(0x4D, 0x8F, 0xC4), new(0x1D, 0x5E, 0x9E), new(0x08, 0x30, 0x6B));

    /// <summary>The colour of a number from 0 to 1; numbers beyond have the colours of the ends.</summary>
    public Rgb this[double t]
    {
        get
        {
            if (double.IsNaN(t))
                return NotFinite;
            double at = Math.Clamp(t, 0, 1) * (points.Length - 1);
            int below = Math.Min((int)at, points.Length - 2);
            return Rgb.Mix(points[below], points[below + 1], at - below);
        }
    }

    /// <summary>The place of a number on a scale from −limit to limit, from 0 to 1; NaN for one that is not finite.</summary>
    public static double Around0(double value, double limit) => !double.IsFinite(value) ? double.NaN : limit == 0 ? 0.5 : 0.5 + 0.5 * value / limit;

    /// <summary>The scale as an image of one row, to be drawn as wide as wanted.</summary>
    public Png ToRow()
    {
        byte[] pixels = [.. Enumerable.Range(0, Png.Levels).Select(i => (byte)i)];
        return new(Png.Levels, 1, pixels, this);
    }
}
