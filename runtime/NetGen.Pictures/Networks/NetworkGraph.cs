namespace NetGen.Pictures;

/// <summary>A node of a <see cref="NetworkGraph"/>: a layer, an input or an output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Detail">The kind of layer, or the loss of an output.</param>
/// <param name="Shape">The shape of its value.</param>
/// <param name="Parameters">Trained parameters.</param>
/// <param name="IsLayer">Whether it is a layer.</param>
internal sealed record NetworkNode(string Name, string Detail, string Shape, long Parameters, bool IsLayer);

/// <summary>What feeds what in a network: the nodes, inputs first and outputs last, and for each those that it reads, which come before it.</summary>
internal sealed record NetworkGraph(IReadOnlyList<NetworkNode> Nodes, IReadOnlyList<int[]> Reads)
{
    /// <exception cref="ArgumentException">A layer or output reads what is neither an input nor an earlier layer.</exception>
    public static NetworkGraph Of(NetworkSummary summary)
    {
        List<NetworkNode> nodes = [];
        List<int[]> reads = [];
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        Dictionary<string, int> calls = new(StringComparer.Ordinal);
        // A chain names neither its input nor its output.
        foreach (InputSummary input in summary.Inputs is [] ? [new("input", summary.InputShape)] : summary.Inputs)
        {
            known[input.Name] = nodes.Count;
            Add(new(input.Name, "input", input.Shape, 0, IsLayer: false), []);
        }
        int previous = 0;
        foreach (LayerSummary layer in summary.Layers)
        {
            Add(new(layer.Name, layer.Kind, layer.OutputShape, layer.Parameters, IsLayer: true), layer.From is [] ? [previous] : Known(layer.Name, layer.From));
            previous = nodes.Count - 1;
            int call = calls[layer.Name] = calls.GetValueOrDefault(layer.Name) + 1;
            // Calls after the first have a number, as in LayerSummary.From.
            known[call == 1 ? layer.Name : $"{layer.Name}#{call}"] = previous;
        }
        foreach (OutputSummary output in summary.Outputs is [] ? [new("output", nodes[previous].Shape, "", "")] : summary.Outputs)
            Add(new(output.Name, output.Loss.Length == 0 ? "output" : output.Loss, output.Shape, 0, IsLayer: false), output.From.Length == 0 ? [previous] : Known(output.Name, [output.From]));
        return new(nodes, reads);

        void Add(NetworkNode node, int[] from)
        {
            nodes.Add(node);
            reads.Add(from);
        }

        int[] Known(string reader, IReadOnlyList<string> names) => [.. names
            .Select(name => known.TryGetValue(name, out int node) ? node : throw new ArgumentException($"'{reader}' of {summary.Network} reads '{name}', which is neither an input nor a layer before it.", nameof(summary)))
            .Distinct()];
    }
}
