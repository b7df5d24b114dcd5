using System.Text;

namespace Benchmarks.Report;

/// <summary>A Markdown table that is also readable on a console: the first column is left-aligned, the others right-aligned.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        int[] widths = [.. headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Length).Max())];
        var text = new StringBuilder();
        AppendRow(text, headings, widths);
        text.Append("|-").Append('-', widths[0]).Append('-');
        foreach (int width in widths[1..])
            text.Append("|-").Append('-', width).Append(':');
        text.Append("|\n");
        foreach (string[] row in _rows)
            AppendRow(text, row, widths);
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, string[] cells, int[] widths)
    {
        for (int column = 0; column < cells.Length; column++)
            text.Append("| ").Append(column == 0 ? cells[column].PadRight(widths[column]) : cells[column].PadLeft(widths[column])).Append(' ');
        text.Append("|\n");
    }
}
