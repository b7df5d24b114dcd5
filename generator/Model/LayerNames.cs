using System.Collections.Generic;

namespace NetGen.Generator.Model;

/// <summary>The name of each layer: what the user gave, or its kind and number, every layer of the kind counting.</summary>
internal static class LayerNames
{
    public static IEnumerable<(LayerModel Layer, string Name)> Of(NetworkModel model)
    {
        Dictionary<string, int> counts = [];
        foreach (LayerModel layer in model.Layers)
        {
            string kind = KindOf(layer);
            counts[kind] = counts.TryGetValue(kind, out int count) ? count + 1 : 1;
            yield return (layer, layer.Name ?? $"{kind}{counts[kind]}");
        }
    }

    private static string KindOf(LayerModel layer) => layer switch
    {
        LayerModel.Dense => "dense",
        _ => throw new System.NotSupportedException($"No name is known for {layer}."),
    };
}
