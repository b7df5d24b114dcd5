using NetGen.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetGen.Terminal;

/// <summary>What the live display shows at one moment.</summary>
/// <param name="Progress">How far training has come.</param>
/// <param name="Epochs">The last completed epochs.</param>
/// <param name="Losses">The curve of the training loss over the steps of this Fit.</param>
/// <param name="Table">Lays out the epochs.</param>
/// <param name="Scores">What else has a curve, over epochs; null for nothing.</param>
internal sealed record TrainingFrame(TrainingProgress Progress, IReadOnlyList<EpochResult> Epochs, double[] Losses, RecentEpochs Table, ScoreCurve? Scores) : IRenderable
{
    private const int MostEpochs = 5, WideFrom = 60, Gap = 4, HighestFigures = 3;

    private const string Between = "   ";

    /// <summary>Copies what is shown, so that it may be drawn on any thread.</summary>
    public static TrainingFrame Of(TrainingContext training, Curve losses, RecentEpochs table) =>
        new(training.Progress, [.. training.History.Epochs.Skip(training.History.Epochs.Count - MostEpochs)], losses.Points, table, ScoreCurve.Of(training.History));

    Measurement IRenderable.Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

    IEnumerable<Segment> IRenderable.Render(RenderOptions options, int maxWidth)
    {
        // Two bars and the figures are always there; charts and epochs as far as the terminal is high.
        int spare = options.ConsoleSize.Height - 3 - HighestFigures;
        bool isWide = maxWidth >= WideFrom;
        int chartHeight = spare < 4 ? 0 : isWide && spare >= 10 ? 4 : 1;
        int charts = chartHeight == 0 ? 0 : (isWide ? 1 : 2) * (chartHeight + 1);
        int epochs = Math.Min(Epochs.Count, spare - charts - 3);
        var lines = new Lines();
        if (epochs > 0)
            lines.Add(Table.Render([.. Epochs.Skip(Epochs.Count - epochs)], options, maxWidth));
        AddBars(lines, maxWidth, options.Unicode);
        AddFigures(lines, maxWidth);
        if (chartHeight > 0 && Losses.Length > 0)
            AddCharts(lines, maxWidth, chartHeight, isWide, options.Unicode);
        return ((IRenderable)lines).Render(options, maxWidth);
    }

    private void AddBars(Lines lines, int width, bool unicode)
    {
        double share = (double)Progress.Step / Progress.Steps;
        string epoch = NumberText.Invariant($"Epoch {Progress.Epoch:N0}/{Progress.Epochs:N0}"), total = "Total".PadRight(epoch.Length);
        string step = NumberText.Invariant($"{Progress.Step:N0}/{Progress.Steps:N0}");
        string left = Progress is { Epoch: 1, Step: 0 } ? "" : $"{NumberText.Duration(Progress.TimeLeft)} left";
        int noteWidth = Math.Max(step.Length, left.Length);
        AddBar(lines, epoch, share, step.PadLeft(noteWidth), Palette.Epoch);
        AddBar(lines, total, (Progress.Epoch - 1 + share) / Progress.Epochs, left.PadLeft(noteWidth), Palette.Total);

        void AddBar(Lines lines, string label, double share, string note, Style style)
        {
            string percent = NumberText.Percent(Math.Floor(100 * share) / 100, 0).PadLeft(5);
            int length = Math.Max(0, width - label.Length - percent.Length - note.Length - 3);
            int filled = (int)Math.Round(share * length);
            (char full, char empty) = unicode ? ('━', '─') : ('#', '-');
            lines.Add(label).Add(" ").Add(new(full, filled), style).Add(new(empty, length - filled), Palette.Muted).Add($" {percent} {note}").End();
        }
    }

    private void AddFigures(Lines lines, int width)
    {
        List<(string Value, string Name, bool IsNameFirst)> figures = [(NumberText.Count(Progress.SamplesPerSecond), "samples/s", false), (NumberText.Loss(Progress.Loss), "loss", true)];
        if (Epochs is [.., var last])
            figures.AddRange(EpochColumn.ScoresOf([last]).Select(column => (column.Format(column.Value(last)), column.Name, true)));
        foreach ((string value, string name, bool isNameFirst) in figures)
        {
            if (lines.Column > 0 && lines.Column + Between.Length + name.Length + 1 + value.Length > width)
                lines.End();
            lines.Add(lines.Column > 0 ? Between : "");
            if (isNameFirst)
                lines.Add(name + " ", Palette.Muted).Add(value, Palette.Strong);
            else
                lines.Add(value, Palette.Strong).Add(" " + name, Palette.Muted);
        }
        lines.End();
    }

    /// <summary>Losses fall by orders of magnitude: a linear scale would show the first steps only.</summary>
    private static double[] Logarithms(double[] losses) => Array.TrueForAll(losses, loss => loss > 0) ? Array.ConvertAll(losses, Math.Log) : losses;

    private void AddCharts(Lines lines, int width, int height, bool isWide, bool unicode)
    {
        List<(string Title, double[] Points, Style Style)> charts = [(Title("Loss", Losses, NumberText.Loss), Logarithms(Losses), Palette.Loss)];
        if (Scores is { } scores)
            charts.Add((Title(scores.Name, scores.Points, scores.Format), scores.Points, Palette.Score));
        int chartWidth = isWide && charts.Count > 1 ? (width - Gap) / 2 : width;
        foreach (var row in isWide ? [charts] : charts.Select(chart => new[] { chart }.ToList()))
        {
            foreach (var (index, chart) in row.Index())
                lines.Pad(index * (chartWidth + Gap)).Add(chart.Title, Palette.Muted);
            lines.End();
            string[][] drawn = [.. row.Select(chart => Chart.Rows(chart.Points, chartWidth, height, unicode))];
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < drawn.Length; x++)
                    lines.Pad(x * (chartWidth + Gap)).Add(drawn[x][y], row[x].Style);
                lines.End();
            }
        }

        string Title(string name, double[] points, Func<double, string> format) =>
            points.Length > 1 ? $"{name} {format(points[0])} {(unicode ? "→" : "to")} {format(points[^1])}" : name;
    }
}
