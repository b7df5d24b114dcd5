namespace Digits;

/// <summary>Draws strokes with a round pen.</summary>
internal static class Pen
{
    /// <summary>The share of a pixel that is covered by ink: it falls from 1 to 0 over the one pixel around the edge of a stroke.</summary>
    /// <param name="strokes">Their corners, in pixels.</param>
    /// <param name="halfThickness">Half the thickness of a stroke, in pixels.</param>
    /// <param name="row">The pixel's row.</param>
    /// <param name="column">Its column.</param>
    public static float Coverage(Point[] strokes, float halfThickness, int row, int column) =>
        Math.Clamp(halfThickness + 0.5f - Distance(strokes, new(column + 0.5f, row + 0.5f)), 0f, 1f);

    private static float Distance(Point[] strokes, Point pixel)
    {
        float nearest = float.MaxValue;
        for (int i = 1; i < strokes.Length; i++)
            if (!strokes[i - 1].LiftsPen && !strokes[i].LiftsPen)
                nearest = MathF.Min(nearest, SquaredDistance(strokes[i - 1], strokes[i], pixel));
        return MathF.Sqrt(nearest);
    }

    private static float SquaredDistance(Point start, Point end, Point pixel)
    {
        float alongX = end.X - start.X, alongY = end.Y - start.Y;
        float toX = pixel.X - start.X, toY = pixel.Y - start.Y;
        float length = alongX * alongX + alongY * alongY;
        float t = length == 0 ? 0 : Math.Clamp((toX * alongX + toY * alongY) / length, 0f, 1f);
        (float dx, float dy) = (toX - t * alongX, toY - t * alongY);
        return dx * dx + dy * dy;
    }
}
