namespace NetGen.Pictures;

/// <summary>The legend of a chart: names of the runs with their lines and markers, and what dashes mean, in rows.</summary>
internal sealed class ChartLegend
{
    private const double RowHeight = 20, LineWidth = 26, TextGap = 7, EntryGap = 20, TextSize = 12;

    private readonly List<(double X, double Y, string Text, int? Run, bool IsDashed)> _entries = [];

    public ChartLegend(IReadOnlyList<string> names, bool isValidated)
    {
        (double x, double y) = (ChartPanel.Left, 20);
        // One run without validation needs no explanation, unless it has a name.
        for (int run = 0; run < names.Count; run++)
            if (names[run].Length > 0)
                Add(names[run], run, isDashed: false);
        if (isValidated)
        {
            Add("training", null, isDashed: false);
            Add("validation", null, isDashed: true);
        }
        Height = _entries.Count == 0 ? 0 : _entries[^1].Y + 8;

        void Add(string name, int? run, bool isDashed)
        {
            const double Available = ChartPanel.Width - ChartPanel.Left - ChartPanel.Right;
            string text = TextWidth.Fit(name, Available - LineWidth - TextGap, TextSize);
            double width = LineWidth + TextGap + TextWidth.Of(text, TextSize);
            if (x > ChartPanel.Left && x + width > ChartPanel.Width - ChartPanel.Right)
                (x, y) = (ChartPanel.Left, y + RowHeight);
            _entries.Add((x, y, text, run, isDashed));
            x += width + EntryGap;
        }
    }

    public double Height { get; }

    public void Draw(Canvas canvas)
    {
        foreach ((double x, double y, string text, int? run, bool isDashed) in _entries)
        {
            canvas.Line(x, y - 4, x + LineWidth, y - 4, $"run {(run is { } number ? $"run{number % PictureStyle.RunColors}" : "key")}{(isDashed ? " validation" : "")}");
            if (run is { } marked)
                canvas.Path(Curve.Marker(marked, x + LineWidth / 2, y - 4), $"mark{marked % PictureStyle.RunColors}");
            canvas.Text(x + LineWidth + TextGap, y, text);
        }
    }
}
