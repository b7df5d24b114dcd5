using System.Globalization;
using NetGen.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetGen.Terminal;

/// <summary>A row for each actual class, a column for each predicted one; the more of its row a cell has, the stronger its colour: green where they are the same, red where not. Where not all fit, those with the most errors.</summary>
/// <param name="matrix">The matrix.</param>
/// <param name="names">Names of the classes; null for their numbers.</param>
internal sealed class ConfusionMatrixTable(ConfusionMatrix matrix, IReadOnlyList<string>? names) : IRenderable
{
    private const int LongestName = 16, LongestHeading = 6, RecallWidth = 9;
    private const string Other = "other", Actual = "actual";

    Measurement IRenderable.Measure(RenderOptions options, int maxWidth) => new(Math.Min(maxWidth, Actual.Length + RecallWidth), maxWidth);

    IEnumerable<Segment> IRenderable.Render(RenderOptions options, int maxWidth)
    {
        (int nameWidth, int cellWidth) = (Math.Max(Actual.Length, Widest(LongestName)), Math.Max(Widest(LongestHeading), LargestCount().Length) + 1);
        int fitting = (maxWidth - nameWidth - RecallWidth) / cellWidth;
        int[] all = [.. Enumerable.Range(0, matrix.Classes)];
        int otherWidth = Math.Max(Other.Length + 1, NumberText.Count(all.Max(Samples)).Length + 1);
        int[] shown = fitting >= matrix.Classes ? all : Worst(Math.Max(1, (maxWidth - nameWidth - RecallWidth - otherWidth) / cellWidth));
        bool isPartial = shown.Length < matrix.Classes;

        Lines lines = new Lines().Add(Actual.PadLeft(nameWidth), Palette.Muted);
        foreach (int label in shown)
            lines.Add(Cut(Name(label), LongestHeading, options.Unicode).PadLeft(cellWidth), Palette.Strong);
        lines.Add((isPartial ? Other.PadLeft(otherWidth) : "") + "recall".PadLeft(RecallWidth), Palette.Muted).End();
        foreach (int actual in shown)
        {
            int samples = Samples(actual);
            lines.Add(Cut(Name(actual), LongestName, options.Unicode).PadLeft(nameWidth), Palette.Strong);
            foreach (int predicted in shown)
                AddCell(matrix[actual, predicted], samples, cellWidth, actual == predicted);
            if (isPartial)
                AddCell(samples - shown.Sum(predicted => matrix[actual, predicted]), samples, otherWidth, isRight: false);
            lines.Add(NumberText.Percent((double)matrix[actual, actual] / samples, 1).PadLeft(RecallWidth)).End();
        }
        string note = isPartial ? NumberText.Invariant($"{shown.Length:N0} of {matrix.Classes:N0} classes: those with the most errors. The others are one column.") : "Rows are actual classes, columns predicted ones.";
        lines.Add(((IRenderable)new Text(note + "\n", Palette.Muted)).Render(options, maxWidth));
        return ((IRenderable)lines).Render(options, maxWidth);

        void AddCell(int count, int samples, int width, bool isRight) => lines.Add(
            (count > 0 ? NumberText.Count(count) : options.Unicode ? "·" : ".").PadLeft(width),
            count > 0 ? Shade((double)count / samples, isRight) : Palette.Muted);
    }

    private static Style Shade(double share, bool isRight)
    {
        // The square root: a few errors among many samples are what is looked for.
        double strength = 0.25 + 0.75 * Math.Sqrt(share);
        return new(Color.White, isRight ? new(0, (byte)(130 * strength), (byte)(50 * strength)) : new((byte)(220 * strength), 0, (byte)(20 * strength)));
    }

    private int Samples(int actual)
    {
        int sum = 0;
        for (int predicted = 0; predicted < matrix.Classes; predicted++)
            sum += matrix[actual, predicted];
        return sum;
    }

    /// <summary>The classes with the most samples that are predicted as others or others' that are predicted as theirs, in order of their numbers.</summary>
    private int[] Worst(int count)
    {
        long[] errors = new long[matrix.Classes];
        for (int actual = 0; actual < matrix.Classes; actual++)
            for (int predicted = 0; predicted < matrix.Classes; predicted++)
                if (actual != predicted)
                {
                    errors[actual] += matrix[actual, predicted];
                    errors[predicted] += matrix[actual, predicted];
                }
        return [.. Enumerable.Range(0, matrix.Classes).OrderByDescending(label => errors[label]).Take(count).Order()];
    }

    private string LargestCount()
    {
        int largest = 0;
        for (int actual = 0; actual < matrix.Classes; actual++)
            for (int predicted = 0; predicted < matrix.Classes; predicted++)
                largest = Math.Max(largest, matrix[actual, predicted]);
        return NumberText.Count(largest);
    }

    private int Widest(int limit) => Enumerable.Range(0, matrix.Classes).Max(label => Math.Min(limit, Cells(Name(label))));

    private string Name(int label) => names?[label] ?? label.ToString(CultureInfo.InvariantCulture);

    private static int Cells(string text) => new Segment(text).CellCount();

    private static string Cut(string text, int limit, bool unicode) => Cells(text) <= limit ? text : text[..Math.Min(text.Length, limit - 1)] + (unicode ? "…" : "~");
}
