namespace NetGen.Pictures;

/// <summary>A run's values in a panel, one for each epoch.</summary>
/// <param name="Run">The run's number, which decides colour and marker.</param>
/// <param name="Points">Epochs and values.</param>
/// <param name="IsValidation">Whether it is dashed.</param>
internal sealed record ChartSeries(int Run, IReadOnlyList<(int Epoch, double Value)> Points, bool IsValidation);

/// <summary>A panel of a chart: a title, axes, and lines by epoch.</summary>
internal sealed record ChartPanel(string Title, Axis Epochs, Axis Values, IReadOnlyList<ChartSeries> Series, bool HasEpochTitle)
{
    public const double Width = 480, Left = 62, Right = 28;

    private const double Top = 34, PlotHeight = 158, ColumnWidth = 1, MarkerDistance = 56;

    /// <summary>The height with title and labels.</summary>
    public double Height => Top + PlotHeight + (HasEpochTitle ? 46 : 26);

    public void Draw(Canvas canvas, double y)
    {
        (double top, double bottom) = (y + Top, y + Top + PlotHeight);
        canvas.Text(Left, y + 20, Title, "strong");
        foreach (Tick tick in Values.Ticks)
        {
            double at = bottom - tick.At * (bottom - top);
            canvas.Line(Left, at, Width - Right, at, "grid");
            canvas.Text(Left - 8, at + 4, tick.Label, "muted small end");
        }
        foreach (Tick tick in Epochs.Ticks)
        {
            double at = Left + tick.At * (Width - Right - Left);
            canvas.Line(at, bottom, at, bottom + 4, "axis");
            canvas.Text(at, bottom + 17, tick.Label, "muted small middle");
        }
        canvas.Line(Left, bottom, Width - Right, bottom, "axis");
        if (HasEpochTitle)
            canvas.Text((Left + Width - Right) / 2, bottom + 35, "epoch", "muted small middle");
        if (!Series.Any(series => series.Points.Any(point => Values.Place(point.Value) is not null)))
            canvas.Text((Left + Width - Right) / 2, (top + bottom) / 2, "no values to show", "muted middle");
        foreach (ChartSeries series in Series)
            DrawSeries(canvas, series, top, bottom);
    }

    private void DrawSeries(Canvas canvas, ChartSeries series, double top, double bottom)
    {
        string color = $"{series.Run % PictureStyle.RunColors}";
        List<(double X, double Y)> markers = [];
        IEnumerable<(double X, double? Y)> points = series.Points.Select(point =>
            (Left + Epochs.Place(point.Epoch)!.Value * (Width - Right - Left), Values.Place(point.Value) is { } at ? bottom - at * (bottom - top) : (double?)null));
        foreach (List<(double X, double Y)> range in Curve.Ranges(points))
        {
            if (range.Count > 1)
                canvas.Path(Curve.ToPath(Curve.Decimate(range, ColumnWidth)), $"run run{color}{(series.IsValidation ? " validation" : "")}");
            foreach ((double X, double Y) point in range)
                if (markers is [] || point.X - markers[^1].X >= MarkerDistance || range.Count == 1)
                    markers.Add(point);
        }
        // Where single values are many, markers at the usual distance are enough; the first and the last one show where the run begins and ends.
        foreach ((double x, double y) in Curve.Decimate(markers, ColumnWidth * 4))
            canvas.Path(Curve.Marker(series.Run, x, y), $"mark{color}");
    }
}
