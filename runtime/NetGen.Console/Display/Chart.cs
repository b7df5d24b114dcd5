namespace NetGen.Terminal;

/// <summary>Charts of characters: columns of blocks whose height is an eighth of a character's or more.</summary>
internal static class Chart
{
    private const string Blocks = " ▁▂▃▄▅▆▇█", Ascii = " .:#", Eighths = " ▏▎▍▌▋▊▉█";

    /// <summary>The rows of a chart, from the top; the least value is the lowest column, the greatest fills the height. Fewer values than columns are widened; what is not finite is left blank.</summary>
    public static string[] Rows(IReadOnlyList<double> values, int width, int height, bool unicode)
    {
        string steps = unicode ? Blocks : Ascii;
        int perRow = steps.Length - 1;
        double[] points = Curve.Resample(values, width);
        (double least, double greatest) = Range(points);
        char[][] rows = [.. Enumerable.Range(0, height).Select(_ => new char[width])];
        for (int x = 0; x < width; x++)
        {
            double value = points.Length == 0 ? double.NaN : points[(int)((long)x * points.Length / width)];
            int level = !double.IsFinite(value) ? 0
                : greatest > least ? 1 + (int)Math.Round((value - least) / (greatest - least) * (perRow * height - 1))
                : (perRow * height + 1) / 2;
            for (int row = 0; row < height; row++)
                rows[row][x] = steps[Math.Clamp(level - (height - 1 - row) * perRow, 0, perRow)];
        }
        return [.. rows.Select(row => new string(row))];
    }

    /// <summary>A bar of a share from 0 to 1, padded to a width.</summary>
    public static string Bar(double share, int width, bool unicode)
    {
        string steps = unicode ? Eighths : " #";
        int perCharacter = steps.Length - 1;
        int level = double.IsFinite(share) ? (int)Math.Round(Math.Clamp(share, 0, 1) * width * perCharacter) : 0;
        return string.Create(width, (level, steps), static (characters, bar) =>
        {
            int perCharacter = bar.steps.Length - 1;
            for (int i = 0; i < characters.Length; i++)
                characters[i] = bar.steps[Math.Clamp(bar.level - i * perCharacter, 0, perCharacter)];
        });
    }

    private static (double Least, double Greatest) Range(double[] values)
    {
        (double least, double greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values)
            if (double.IsFinite(value))
                (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
        return (least, greatest);
    }
}
