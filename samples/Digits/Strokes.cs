namespace Digits;

/// <summary>A corner of a stroke, in a square of side 1 whose origin is top left.</summary>
internal readonly record struct Point(float X, float Y)
{
    /// <summary>Between two strokes of one digit: the pen leaves the paper.</summary>
    public static readonly Point PenUp = new(float.NaN, float.NaN);

    public bool LiftsPen => float.IsNaN(X);
}

/// <summary>The strokes of the ten digits: polylines and arcs.</summary>
internal static class Strokes
{
    private static readonly Point[][][] s_variants =
    [
        [Arc(.5f, .5f, .27f, .42f, -90, 270), Arc(.5f, .5f, .2f, .42f, -60, 300)],
        [Line(.5f, .08f, .5f, .92f), Line(.34f, .26f, .52f, .08f, .52f, .92f), [.. Line(.34f, .26f, .52f, .08f, .52f, .92f), Point.PenUp, .. Line(.32f, .92f, .72f, .92f)]],
        [[.. Arc(.48f, .32f, .25f, .24f, -160, 40), .. Line(.22f, .92f, .78f, .92f)]],
        [[.. Arc(.46f, .29f, .24f, .21f, -150, 90), .. Arc(.46f, .71f, .27f, .21f, -90, 150)], [.. Line(.24f, .08f, .72f, .08f, .46f, .42f), .. Arc(.46f, .68f, .26f, .24f, -80, 150)]],
        [[.. Line(.6f, .08f, .2f, .62f, .82f, .62f), Point.PenUp, .. Line(.62f, .4f, .62f, .92f)], [.. Line(.28f, .1f, .26f, .54f, .76f, .54f), Point.PenUp, .. Line(.7f, .1f, .68f, .92f)]],
        [[.. Line(.74f, .08f, .32f, .08f, .28f, .46f), .. Arc(.48f, .67f, .26f, .25f, -120, 140)]],
        [[.. Line(.62f, .08f, .36f, .42f), .. Arc(.5f, .69f, .25f, .23f, -180, 200)], [.. Arc(.62f, .5f, .34f, .42f, -90, -180), .. Arc(.5f, .7f, .23f, .22f, -180, 180)]],
        [Line(.22f, .08f, .78f, .08f, .42f, .92f), [.. Line(.22f, .08f, .78f, .08f, .42f, .92f), Point.PenUp, .. Line(.36f, .5f, .74f, .5f)]],
        [[.. Arc(.5f, .29f, .21f, .21f, 90, 450), .. Arc(.5f, .71f, .26f, .21f, -90, 270)]],
        [[.. Arc(.5f, .31f, .24f, .23f, 0, 360), .. Line(.72f, .4f, .6f, .92f)], [.. Arc(.48f, .31f, .22f, .23f, 0, 360), .. Arc(.4f, .6f, .31f, .32f, -20, 110)]],
    ];

    /// <summary>The variants of a digit, each of one or more strokes.</summary>
    public static Point[][] Variants(int digit) => s_variants[digit];

    private static Point[] Line(params ReadOnlySpan<float> coordinates)
    {
        var corners = new Point[coordinates.Length / 2];
        for (int i = 0; i < corners.Length; i++)
            corners[i] = new(coordinates[2 * i], coordinates[2 * i + 1]);
        return corners;
    }

    /// <summary>An elliptical arc; degrees increase clockwise from the right, since y points down.</summary>
    private static Point[] Arc(float centreX, float centreY, float radiusX, float radiusY, float fromDegrees, float toDegrees)
    {
        const float DegreesPerCorner = 30;
        int segments = Math.Max(1, (int)(MathF.Abs(toDegrees - fromDegrees) / DegreesPerCorner));
        var corners = new Point[segments + 1];
        for (int i = 0; i <= segments; i++)
        {
            (float sine, float cosine) = MathF.SinCos(float.DegreesToRadians(fromDegrees + (toDegrees - fromDegrees) * i / segments));
            corners[i] = new(centreX + radiusX * cosine, centreY + radiusY * sine);
        }
        return corners;
    }
}
