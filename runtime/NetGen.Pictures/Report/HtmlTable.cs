using System.Text;

namespace NetGen.Pictures;

/// <summary>A table with headings, which scrolls by itself where the page is too narrow for it.</summary>
/// <param name="name">What it shows.</param>
/// <param name="hasCaption">Whether the name is shown: not where a heading right above says the same.</param>
/// <param name="alignment">One letter for each column: <c>l</c> for left, <c>r</c> for right.</param>
/// <param name="headings">One heading for each column.</param>
internal sealed class HtmlTable(string name, bool hasCaption, string alignment, params IReadOnlyList<string> headings)
{
    private readonly StringBuilder _body = new();
    private readonly StringBuilder _foot = new();

    public void Add(params IReadOnlyList<string> cells) => Append(_body, cells);

    public void AddTotal(params IReadOnlyList<string> cells) => Append(_foot, cells);

    public override string ToString() => $"""
        <div class="wide" role="region" aria-label="{Xml.Escape(name)}" tabindex="0">
        <table>
        {(hasCaption ? $"<caption>{Xml.Escape(name)}</caption>\n" : "")}<thead><tr>{string.Concat(headings.Select((heading, column) => $"<th scope=\"col\"{Class(column)}>{Xml.Escape(heading)}</th>"))}</tr></thead>
        <tbody>
        {_body}</tbody>
        {(_foot.Length == 0 ? "" : $"<tfoot>\n{_foot}</tfoot>\n")}</table>
        </div>

        """.ReplaceLineEndings("\n");

    /// <summary>The first cell names its row.</summary>
    private void Append(StringBuilder rows, IReadOnlyList<string> cells)
    {
        rows.Append($"<tr><th scope=\"row\"{Class(0)}>{Xml.Escape(cells[0])}</th>");
        for (int column = 1; column < cells.Count; column++)
            rows.Append($"<td{Class(column)}>{Xml.Escape(cells[column])}</td>");
        rows.Append("</tr>\n");
    }

    private string Class(int column) => alignment[column] == 'r' ? " class=\"number\"" : "";
}
