using System.Text;

namespace NetGen.Pictures;

/// <summary>The values of a run by epoch, as lines between points in a panel.</summary>
internal static class Curve
{
    /// <summary>Ranges of points that are drawn on their own, one after another; a value that is not drawn ends a range.</summary>
    public static IEnumerable<List<(double X, double Y)>> Ranges(IEnumerable<(double X, double? Y)> points)
    {
        List<(double X, double Y)> range = [];
        foreach ((double x, double? y) in points)
            if (y is { } at)
                range.Add((x, at));
            else if (range.Count > 0)
            {
                yield return range;
                range = [];
            }
        if (range.Count > 0)
            yield return range;
    }

    /// <summary>Of all points in the same column of a width the first, the lowest, the highest and the last: a line through them covers the same pixels.</summary>
    public static List<(double X, double Y)> Decimate(List<(double X, double Y)> points, double columnWidth)
    {
        List<(double X, double Y)> kept = [];
        for (int start = 0, end; start < points.Count; start = end)
        {
            double column = Math.Floor(points[start].X / columnWidth);
            (int low, int high) = (start, start);
            for (end = start; end < points.Count && Math.Floor(points[end].X / columnWidth) == column; end++)
                (low, high) = (points[end].Y < points[low].Y ? end : low, points[end].Y > points[high].Y ? end : high);
            int[] indices = [start, low, high, end - 1];
            kept.AddRange(indices.Distinct().Order().Select(i => points[i]));
        }
        return kept;
    }

    public static string ToPath(List<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        for (int i = 0; i < points.Count; i++)
            path.Append(i == 0 ? 'M' : 'L').Append(Xml.Number(points[i].X)).Append(' ').Append(Xml.Number(points[i].Y));
        return path.ToString();
    }

    /// <summary>The outline of a run's marker, by its number: circle, square, triangle, diamond, triangle downwards.</summary>
    public static string Marker(int run, double x, double y)
    {
        const int Shapes = 5;
        string at = $"M{Xml.Number(x)} {Xml.Number(y)}";
        return at + (run % Shapes) switch
        {
            0 => "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
            1 => "m-3 -3h6v6h-6z",
            2 => "m0 -4l4 7h-8z",
            3 => "m0 -4.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z",
            _ => "m0 4l4 -7h-8z",
        };
    }
}
