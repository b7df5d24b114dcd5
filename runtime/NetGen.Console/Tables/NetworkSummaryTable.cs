using Spectre.Console;

namespace NetGen.Terminal;

/// <summary>A row for each layer and each output of a network.</summary>
internal sealed class NetworkSummaryTable(NetworkSummary summary) : FittedTable(Title(summary), unicode => Columns(summary, unicode))
{
    private const int BarWidth = 8;

    private static string Title(NetworkSummary summary) => summary.Inputs switch
    {
        [] => $"{summary.Network}, input {summary.InputShape}",
        { Count: var count } inputs => $"{summary.Network}, {(count == 1 ? "input" : "inputs")} {string.Join(", ", inputs.Select(input => $"{input.Name} {input.Shape}"))}",
    };

    private static List<FittedColumn> Columns(NetworkSummary summary, bool unicode)
    {
        IReadOnlyList<LayerSummary> layers = summary.Layers;
        IReadOnlyList<OutputSummary> outputs = summary.Outputs;
        string[] none = [.. outputs.Select(_ => "")];
        double total = Math.Max(1, summary.MultiplyAdds);
        List<FittedColumn> columns =
        [
            new("Layer", [.. layers.Select(layer => layer.Name), .. outputs.Select(output => output.Name)], 7) { Alignment = Justify.Left, Total = "Total" },
            new("Kind", [.. layers.Select(layer => layer.Kind), .. outputs.Select(output => output.Loss.Length == 0 ? "output" : $"output, {output.Loss}")], 3) { Alignment = Justify.Left },
            new("Shape", [.. layers.Select(layer => layer.OutputShape), .. outputs.Select(output => output.Shape)], 6),
            new("Parameters", [.. layers.Select(layer => NumberText.Count(layer.Parameters)), .. none], 5) { Total = NumberText.Count(summary.Parameters) },
            new("Multiply-adds", [.. layers.Select(layer => $"{Count(layer.MultiplyAdds)} {Chart.Bar(layer.MultiplyAdds / total, BarWidth, unicode)}"), .. none], 1) { Alignment = Justify.Left, Total = Count(summary.MultiplyAdds), Style = Palette.Epoch },
            new("Share", [.. layers.Select(layer => NumberText.Percent(layer.MultiplyAdds / total, 1)), .. none], 4),
        ];
        if (outputs.Count > 0)
            columns.Insert(2, new("From", [.. layers.Select(layer => string.Join(", ", layer.From)), .. outputs.Select(output => output.From)], 2) { Alignment = Justify.Left });
        return columns;

        string Count(long multiplyAdds) => NumberText.Count(multiplyAdds).PadLeft(NumberText.Count(summary.MultiplyAdds).Length);
    }
}
