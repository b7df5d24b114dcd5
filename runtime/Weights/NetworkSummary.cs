using System.Globalization;
using NetGen.Training;

namespace NetGen;

/// <summary>One layer of a <see cref="NetworkSummary"/>.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Kind">The kind of layer, as in <c>Dense, ReLU</c>.</param>
/// <param name="OutputShape">Shape of its output, as in <c>128</c> or <c>6 × 28 × 28</c>.</param>
/// <param name="Parameters">Trained parameters, padding not counted.</param>
/// <param name="MultiplyAdds">Multiply-adds for one sample, forward.</param>
/// <param name="CodeShape">The shape of the emitted code.</param>
/// <param name="Reason">The reason for that shape.</param>
public sealed record LayerSummary(string Name, string Kind, string OutputShape, long Parameters, long MultiplyAdds, string CodeShape, string Reason)
{
    /// <summary>What the layer reads: names of inputs and layers, <c>shared#2</c> for the second call of a layer that is called again; empty where each layer reads the one before it.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Bytes of the layer's parameters, padding not counted: four each, unless the network stores its weights with fewer bits.</summary>
    public long Bytes { get; init; } = Parameters * sizeof(float);
}

/// <summary>An input of a <see cref="NetworkSummary"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape, as in <c>3 × 32 × 32</c>.</param>
public sealed record InputSummary(string Name, string Shape);

/// <summary>An output of a <see cref="NetworkSummary"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="From">The layer or input whose value it is, as in <see cref="LayerSummary.From"/>.</param>
/// <param name="Loss">Its loss with the weight, as in <c>0.5 · mean squared error</c>; empty for none.</param>
public sealed record OutputSummary(string Name, string Shape, string From, string Loss);

/// <summary>Layers, shapes, parameters, costs and code shapes of a network; <see cref="ToString"/> is the table.</summary>
/// <param name="Network">The name of the class.</param>
/// <param name="InputShape">Shape of a sample.</param>
/// <param name="Layers">The layers in order.</param>
public sealed record NetworkSummary(string Network, string InputShape, IReadOnlyList<LayerSummary> Layers)
{
    /// <summary>Trained parameters of all layers, padding not counted.</summary>
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    /// <summary>Multiply-adds for one sample, forward.</summary>
    public long MultiplyAdds => Layers.Sum(layer => layer.MultiplyAdds);

    /// <summary>Bytes of all parameters, padding not counted.</summary>
    public long Bytes => Layers.Sum(layer => layer.Bytes);

    /// <summary>The inputs; empty for a chain of layers, which has one.</summary>
    public IReadOnlyList<InputSummary> Inputs { get; init; } = [];

    /// <summary>The outputs; empty for a chain of layers, of which the last is the output.</summary>
    public IReadOnlyList<OutputSummary> Outputs { get; init; } = [];

    /// <summary>The table of the layers with their totals; where the network is not a chain, with what each reads, and the outputs.</summary>
    public override string ToString()
    {
        bool isChain = Outputs.Count == 0;
        var table = isChain
            ? new TextTable("llrrrl", "Layer (kind)", "Output shape", "Param #", "Multiply-adds", "Bytes", "Code shape")
            : new TextTable("lllrrrl", "Layer (kind)", "From", "Output shape", "Param #", "Multiply-adds", "Bytes", "Code shape");
        foreach (LayerSummary layer in Layers)
            Add($"{layer.Name} ({layer.Kind})", string.Join(", ", layer.From), layer.OutputShape, Number(layer.Parameters), Number(layer.MultiplyAdds), Number(layer.Bytes), Code(layer));
        table.AddRule();
        foreach (OutputSummary output in Outputs)
            Add($"{output.Name} (output)", output.From, output.Shape, "", "", "", output.Loss);
        Add("Total", "", "", Number(Parameters), Number(MultiplyAdds), Number(Bytes), "");
        return $"{Network}, input{(Inputs.Count > 1 ? "s" : "")} {(isChain ? InputShape : string.Join(", ", Inputs.Select(input => $"{input.Name} {input.Shape}")))}\n{table}";

        void Add(string name, string from, params string[] cells) => table.Add(isChain ? [name, .. cells] : [name, from, .. cells]);
    }

    /// <summary>The network as a flowchart in Mermaid's language, which Markdown viewers draw: inputs, layers with kind and shape, outputs with their losses.</summary>
    public string ToMermaid() => MermaidChart.Of(this);

    private static string Code(LayerSummary layer) => layer.Reason.Length == 0 ? layer.CodeShape : $"{layer.CodeShape}: {layer.Reason}";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
