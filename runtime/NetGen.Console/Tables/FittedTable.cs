using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetGen.Terminal;

/// <summary>A table that leaves out its least important columns where the terminal is too narrow for all, and says which.</summary>
/// <param name="title">Above the table; null for none.</param>
/// <param name="columns">The columns; the argument tells whether the terminal has Unicode.</param>
internal class FittedTable(string? title, Func<bool, IReadOnlyList<FittedColumn>> columns) : IRenderable
{
    /// <summary>Wider than any table.</summary>
    private const int Unlimited = 100_000;

    Measurement IRenderable.Measure(RenderOptions options, int maxWidth) => ((IRenderable)Fit(options, maxWidth).Table).Measure(options, maxWidth);

    IEnumerable<Segment> IRenderable.Render(RenderOptions options, int maxWidth)
    {
        (Table table, string[] omitted) = Fit(options, maxWidth);
        List<Segment> segments = [];
        if (title is not null)
            segments.AddRange(((IRenderable)new Text(title + "\n", Palette.Strong)).Render(options, maxWidth));
        segments.AddRange(((IRenderable)table).Render(options, maxWidth));
        if (omitted.Length > 0)
            segments.AddRange(((IRenderable)new Text($"Too narrow for: {string.Join(", ", omitted)}.\n", Palette.Muted)).Render(options, maxWidth));
        return segments;
    }

    private (Table Table, string[] Omitted) Fit(RenderOptions options, int maxWidth)
    {
        IReadOnlyList<FittedColumn> all = columns(options.Unicode), shown = all;
        while (true)
        {
            Table table = Build(shown, options.Unicode);
            if (shown.Count == 1 || ((IRenderable)table).Measure(options, Unlimited).Max <= maxWidth)
                return (table, [.. all.Except(shown).Select(column => column.Heading)]);
            FittedColumn least = shown.MinBy(column => column.Importance)!;
            shown = [.. shown.Where(column => column != least)];
        }
    }

    private static Table Build(IReadOnlyList<FittedColumn> columns, bool unicode)
    {
        var table = new Table { Border = unicode ? TableBorder.Simple : TableBorder.Ascii2 };
        foreach (FittedColumn column in columns)
            table.AddColumn(new TableColumn(new Text(column.Heading, Palette.Strong))
            {
                Alignment = column.Alignment,
                NoWrap = columns.Count > 1,
                Footer = column.Total is null ? null : new Text(column.Total, Palette.Strong),
            });
        for (int row = 0; row < columns[0].Cells.Count; row++)
            table.AddRow(columns.Select(column => new Text(column.Cells[row], column.Style)));
        return table;
    }
}

/// <summary>A column of a <see cref="FittedTable"/>.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Cells">A text for each row.</param>
/// <param name="Importance">The least important column is left out first.</param>
internal sealed record FittedColumn(string Heading, IReadOnlyList<string> Cells, int Importance)
{
    /// <summary>What stands under the rows; null for nothing.</summary>
    public string? Total { get; init; }

    public Justify Alignment { get; init; } = Justify.Right;

    public Style Style { get; init; } = Palette.Plain;
}
