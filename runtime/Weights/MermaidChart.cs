using System.Text;

namespace NetGen;

/// <summary>Writes a network's summary as a flowchart in Mermaid's language; lines end in <c>\n</c>.</summary>
internal static class MermaidChart
{
    public static string Of(NetworkSummary summary)
    {
        // A chain names neither its input nor its output.
        IReadOnlyList<InputSummary> inputs = summary.Inputs is [] ? [new("input", summary.InputShape)] : summary.Inputs;
        var chart = new StringBuilder("flowchart TD\n");
        Dictionary<string, string> nodes = [];
        for (int i = 0; i < inputs.Count; i++)
        {
            nodes[inputs[i].Name] = $"input{i}";
            Append(chart, $"input{i}([\"", "\"])", inputs[i].Name, inputs[i].Shape);
        }
        Dictionary<string, int> calls = [];
        string before = "input0";
        for (int i = 0; i < summary.Layers.Count; i++)
        {
            LayerSummary layer = summary.Layers[i];
            string node = $"layer{i}";
            Append(chart, $"{node}[\"", "\"]", layer.Name, layer.Kind, layer.OutputShape);
            foreach (string from in layer.From is [] ? [before] : layer.From.Select(name => nodes[name]))
                chart.Append($"    {from} --> {node}\n");
            int call = calls[layer.Name] = calls.GetValueOrDefault(layer.Name) + 1;
            // Calls after the first have a number, as in LayerSummary.From.
            nodes[call == 1 ? layer.Name : $"{layer.Name}#{call}"] = before = node;
        }
        IReadOnlyList<OutputSummary> outputs = summary.Outputs is [] ? [new("output", summary.Layers is [.., var last] ? last.OutputShape : summary.InputShape, "", "")] : summary.Outputs;
        for (int i = 0; i < outputs.Count; i++)
        {
            Append(chart, $"output{i}([\"", "\"])", outputs[i].Name, outputs[i].Shape, outputs[i].Loss);
            chart.Append($"    {(outputs[i].From.Length == 0 ? before : nodes[outputs[i].From])} --> output{i}\n");
        }
        return chart.ToString();
    }

    private static void Append(StringBuilder chart, string begin, string end, params string[] lines) =>
        chart.Append($"    {begin}{string.Join("<br/>", lines.Where(line => line.Length > 0).Select(Escape))}{end}\n");

    private static string Escape(string text) => text.Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "#lt;", StringComparison.Ordinal);
}
