using NetGen;
using NetGen.Data;

namespace Digits;

/// <summary>Synthetic digits: a few variants of each, every copy randomly deformed, shifted, thickened and overlaid with noise from a seeded generator.</summary>
internal sealed class DrawnDigits(ulong seed)
{
    public const int Side = 28, Pixels = Side * Side, Classes = 10;

    private readonly SeededRandom _random = new(seed);

    /// <summary>How far a corner of a stroke is displaced at most, in sides of the square that a digit is drawn in.</summary>
    public float Wobble { get; init; } = 0.025f;

    /// <summary>Draws labelled digits, equally many of each class.</summary>
    public Dataset Draw(int count)
    {
        float[] pixels = new float[count * Pixels];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % Classes;
            Draw(labels[i], pixels.AsSpan(i * Pixels, Pixels));
        }
        return Dataset.FromLabels(pixels, labels, Classes);
    }

    private void Draw(int digit, Span<float> image)
    {
        Point[][] variants = Strokes.Variants(digit);
        Point[] strokes = Deform(variants[_random.NextInt32(variants.Length)]);
        float halfThickness = Between(0.7f, 1.7f);
        float ink = Between(0.75f, 1f);
        float noise = Between(0f, 0.12f);
        for (int row = 0; row < Side; row++)
            for (int column = 0; column < Side; column++)
            {
                float coverage = Pen.Coverage(strokes, halfThickness, row, column);
                image[row * Side + column] = Math.Clamp(ink * coverage + noise * Between(-1f, 1f), 0f, 1f);
            }
    }

    /// <summary>The corners of the strokes in pixels: each is displaced a little, then all are rotated, slanted, scaled and shifted together.</summary>
    private Point[] Deform(Point[] strokes)
    {
        (float sine, float cosine) = MathF.SinCos(Between(-0.22f, 0.22f));
        float slant = Between(-0.3f, 0.3f), width = Between(0.75f, 1.1f), height = Between(0.85f, 1.1f);
        float centreX = Side / 2f + Between(-2f, 2f), centreY = Side / 2f + Between(-2f, 2f);
        const float Scale = Side * 0.78f;
        return Array.ConvertAll(strokes, corner =>
        {
            if (corner.LiftsPen)
                return corner;
            float y = (corner.Y - 0.5f + Between(-Wobble, Wobble)) * height;
            float x = (corner.X - 0.5f + Between(-Wobble, Wobble)) * width - slant * y;
            return new Point(centreX + Scale * (cosine * x - sine * y), centreY + Scale * (sine * x + cosine * y));
        });
    }

    private float Between(float low, float high) => low + (high - low) * _random.NextSingle();
}
