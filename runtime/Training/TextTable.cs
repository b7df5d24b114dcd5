using System.Text;

namespace NetGen.Training;

/// <summary>Rows of text under headings, in columns as wide as their widest cell; lines end in <c>\n</c>.</summary>
/// <param name="alignment">One letter for each column: <c>l</c> for left, <c>r</c> for right.</param>
/// <param name="headings">One heading for each column.</param>
internal sealed class TextTable(string alignment, params string[] headings)
{
    private const string Gap = "  ";

    private readonly List<string[]?> _rows = [headings, null];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void AddRule() => _rows.Add(null);

    public override string ToString()
    {
        int[] widths = [.. Enumerable.Range(0, headings.Length).Select(column => _rows.Max(row => row?[column].Length ?? 0))];
        string rule = new('─', widths.Sum() + Gap.Length * (widths.Length - 1));
        var text = new StringBuilder();
        foreach (string[]? row in _rows)
            text.Append(row is null ? rule : Line(row, widths)).Append('\n');
        return text.ToString();
    }

    private string Line(string[] row, int[] widths) =>
        string.Join(Gap, row.Select((cell, column) => alignment[column] == 'r' ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd();
}
