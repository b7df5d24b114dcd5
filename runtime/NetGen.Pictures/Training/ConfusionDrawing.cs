using NetGen.Training;

namespace NetGen.Pictures;

/// <summary>Draws the cells of a confusion matrix, its labels and its scale.</summary>
internal sealed class ConfusionDrawing(ConfusionMatrix matrix, IReadOnlyList<string> names)
{
    /// <summary>Of more classes the cells are pixels of an image, without counts, and only some have a label.</summary>
    private const int MaxCells = 24;

    /// <summary>The most pixels in a row of the image; of more classes each is the mean of several.</summary>
    private const int MaxPixels = 1024;

    private const int MaxWideCells = 6;

    private const double Margin = 16, TextSize = 12, CountSize = 11, MaxLabel = 120, MinCell = 26, MaxCell = 46, MaxWideCell = 84, CountPadding = 8, ImageSize = 480, LabelDistance = 16;
    private const double ScaleWidth = 120, ScaleHeight = 8, AxisSpace = 22;

    // Text at 45° takes as much height as width.
    private static readonly double s_diagonal = Math.Sqrt(0.5);

    private readonly long[] _totals = [.. Enumerable.Range(0, matrix.Classes).Select(actual => Enumerable.Range(0, matrix.Classes).Sum(predicted => (long)matrix[actual, predicted]))];

    private bool HasCells => matrix.Classes <= MaxCells;

    public Picture Draw()
    {
        int classes = matrix.Classes;
        double cell = HasCells ? CellSize() : ImageSize / classes;
        // Labels that would touch are left out.
        int stride = Math.Max(1, (int)Math.Ceiling(LabelDistance / cell));
        string[] labels = [.. names.Select(name => TextWidth.Fit(name, MaxLabel, TextSize))];
        int[] labelled = [.. Enumerable.Range(0, classes).Where(label => label % stride == 0)];
        double widest = labelled.Max(label => TextWidth.Of(labels[label], TextSize));
        bool isDiagonal = widest > cell * stride - 4;

        double size = cell * classes, left = Margin + AxisSpace + widest + 8;
        double top = Margin + AxisSpace + (isDiagonal ? widest * s_diagonal + 14 : 18);
        var canvas = new Canvas();
        canvas.Text(left + size / 2, Margin + 10, "predicted class", "muted middle");
        canvas.Text(Margin + 10, top + size / 2, "actual class", "muted middle", rotation: -90);
        foreach (int label in labelled)
        {
            double centre = (label + 0.5) * cell;
            canvas.Text(left - 8, top + centre + 4, labels[label], "end");
            if (isDiagonal)
                canvas.Text(left + centre + 3, top - 6, labels[label], rotation: -45);
            else
                canvas.Text(left + centre, top - 7, labels[label], "middle");
        }
        if (HasCells)
            DrawCells(canvas, left, top, cell);
        else
            canvas.Image(left, top, size, size, Paint());

        double baseline = top + size + 26;
        canvas.Text(left, baseline, "0 %", "muted small");
        canvas.Image(left + 32, baseline - ScaleHeight, ScaleWidth, ScaleHeight, ColorScale.Sequential.ToRow());
        canvas.Text(left + 40 + ScaleWidth, baseline, "100 % of the row", "muted small");
        double right = isDiagonal ? Math.Max(0, TextWidth.Of(labels[labelled[^1]], TextSize) * s_diagonal - cell / 2 + 8) : 0;
        double width = Math.Max(left + size + right, left + 44 + ScaleWidth + TextWidth.Of("100 % of the row", CountSize));
        return new("Confusion matrix", Describe(), width + Margin, baseline + Margin, canvas.ToString());
    }

    /// <summary>As large as the largest count needs.</summary>
    private double CellSize()
    {
        int largest = Enumerable.Range(0, matrix.Classes).Max(actual => Enumerable.Range(0, matrix.Classes).Max(predicted => matrix[actual, predicted]));
        // Of few classes the labels may need more.
        double label = matrix.Classes <= MaxWideCells ? Math.Min(names.Max(name => TextWidth.Of(name, TextSize)) + CountPadding, MaxWideCell) : 0;
        return Math.Max(Math.Max(Math.Clamp(ImageSize / matrix.Classes, MinCell, MaxCell), label), TextWidth.Of(Xml.Count(largest), CountSize) + CountPadding);
    }

    private void DrawCells(Canvas canvas, double left, double top, double cell)
    {
        for (int actual = 0; actual < matrix.Classes; actual++)
            for (int predicted = 0; predicted < matrix.Classes; predicted++)
            {
                (double x, double y, int count) = (left + predicted * cell, top + actual * cell, matrix[actual, predicted]);
                Rgb fill = ColorScale.Sequential[Share(actual, count)];
                canvas.Rectangle(x, y, cell - 1, cell - 1, fill, $"{Xml.Count(count)} of {Xml.Count(_totals[actual])} of class {names[actual]} predicted as {names[predicted]}");
                // Empty cells are many; without zeros the errors stand out.
                if (count > 0)
                    canvas.Text(x + (cell - 1) / 2, y + cell / 2 + 3.5, Xml.Count(count), $"small middle {fill.TextClass}");
            }
    }

    private Png Paint()
    {
        int block = (matrix.Classes + MaxPixels - 1) / MaxPixels, pixels = (matrix.Classes + block - 1) / block;
        byte[] levels = new byte[pixels * pixels];
        for (int y = 0; y < pixels; y++)
            for (int x = 0; x < pixels; x++)
            {
                (long count, long total) = (0, 0);
                for (int actual = y * block; actual < Math.Min((y + 1) * block, matrix.Classes); actual++)
                {
                    total += _totals[actual];
                    for (int predicted = x * block; predicted < Math.Min((x + 1) * block, matrix.Classes); predicted++)
                        count += matrix[actual, predicted];
                }
                levels[y * pixels + x] = Png.LevelOf(total == 0 ? 0 : (double)count / total);
            }
        return new(pixels, pixels, levels, ColorScale.Sequential);
    }

    private double Share(int actual, int count) => _totals[actual] == 0 ? 0 : (double)count / _totals[actual];

    private string Describe()
    {
        long total = _totals.Sum(), correct = Enumerable.Range(0, matrix.Classes).Sum(label => (long)matrix[label, label]);
        var worst = (from actual in Enumerable.Range(0, matrix.Classes)
                     from predicted in Enumerable.Range(0, matrix.Classes)
                     where actual != predicted && matrix[actual, predicted] > 0
                     select (Count: matrix[actual, predicted], actual, predicted)).OrderByDescending(pair => pair.Count).FirstOrDefault();
        string mistakes = worst.Count == 0 ? "no mistake" : $"the most frequent mistake is {names[worst.actual]} predicted as {names[worst.predicted]}, {Xml.Count(worst.Count)} times";
        return $"{Xml.Count(matrix.Classes)} classes, {Xml.Count(correct)} of {Xml.Count(total)} samples predicted correctly; {mistakes}.";
    }
}
