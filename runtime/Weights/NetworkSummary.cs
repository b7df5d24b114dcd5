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
    /// <summary>Bytes of the layer's parameters, padding not counted.</summary>
    public long Bytes => Parameters * sizeof(float);
}

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

    /// <summary>The table of the layers with their totals.</summary>
    public override string ToString()
    {
        var table = new TextTable("llrrrl", "Layer (kind)", "Output shape", "Param #", "Multiply-adds", "Bytes", "Code shape");
        foreach (LayerSummary layer in Layers)
            table.Add($"{layer.Name} ({layer.Kind})", layer.OutputShape, Number(layer.Parameters), Number(layer.MultiplyAdds), Number(layer.Bytes), Code(layer));
        table.AddRule();
        table.Add("Total", "", Number(Parameters), Number(MultiplyAdds), Number(Bytes), "");
        return $"{Network}, input {InputShape}\n{table}";
    }

    private static string Code(LayerSummary layer) => layer.Reason.Length == 0 ? layer.CodeShape : $"{layer.CodeShape}: {layer.Reason}";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
