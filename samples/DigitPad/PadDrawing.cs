using Digits;

namespace DigitPad;

/// <summary>What was drawn on the pad, as the network's input.</summary>
internal static class PadDrawing
{
    private const int Side = DrawnDigits.Side;

    /// <summary>The size at which strokes are drawn, in pixels; the mean thickness of the digits that the network is trained on.</summary>
    private const float Size = 18, HalfThickness = 1.2f;

    /// <summary>Smaller drawings are dots, in units of the pad.</summary>
    private const float SmallestExtent = 0.08f;

    /// <summary>Draws strokes at one size and with one pen, however large the drawing is, and centres the image.</summary>
    /// <param name="coordinates">x and y of every corner, with the pad's sides as units; a pair of NaN lies between two strokes.</param>
    /// <returns>28 × 28 pixels; empty without corners.</returns>
    public static float[] ToImage(ReadOnlySpan<double> coordinates)
    {
        List<Point> strokes = [];
        (float left, float top, float right, float bottom) = (float.MaxValue, float.MaxValue, float.MinValue, float.MinValue);
        for (int i = 0; i + 1 < coordinates.Length; i += 2)
        {
            Point corner = new((float)coordinates[i], (float)coordinates[i + 1]);
            strokes.Add(corner);
            if (corner.LiftsPen)
                continue;
            // A tap is a stroke of no length.
            if (strokes.Count == 1 || strokes[^2].LiftsPen)
                strokes.Add(corner);
            (left, right) = (Math.Min(left, corner.X), Math.Max(right, corner.X));
            (top, bottom) = (Math.Min(top, corner.Y), Math.Max(bottom, corner.Y));
        }
        float[] image = new float[DrawnDigits.Pixels];
        if (right < left)
            return image;
        float scale = Size / Math.Max(Math.Max(right - left, bottom - top), SmallestExtent);
        Point[] scaled = [.. strokes.Select(corner => corner.LiftsPen ? corner : new Point(Place(corner.X, left, right), Place(corner.Y, top, bottom)))];
        for (int row = 0; row < Side; row++)
            for (int column = 0; column < Side; column++)
                image[row * Side + column] = Pen.Coverage(scaled, HalfThickness, row, column);
        float[] centred = new float[DrawnDigits.Pixels];
        Centring.Apply(image, centred);
        return centred;

        float Place(float value, float low, float high) => Side / 2f + (value - (low + high) / 2) * scale;
    }
}
