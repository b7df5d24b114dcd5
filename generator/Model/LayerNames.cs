using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Model;

/// <summary>The names of layers.</summary>
internal static class LayerNames
{
    /// <summary>The name of every layer: the user's, else the default.</summary>
    public static EquatableArray<string> Of(IReadOnlyList<Layer> layers) =>
        [.. layers.Zip(Defaults(layers), (layer, name) => layer.Name ?? name)];

    /// <summary>Kind and number for every layer, as in <c>dense2</c>. Named layers are counted too, so that naming one never renames another.</summary>
    public static EquatableArray<string> Defaults(IReadOnlyList<Layer> layers)
    {
        Dictionary<string, int> counts = [];
        string[] names = new string[layers.Count];
        for (int i = 0; i < names.Length; i++)
        {
            string kind = layers[i].DefaultName;
            counts.TryGetValue(kind, out int count);
            counts[kind] = count + 1;
            names[i] = $"{kind}{count + 1}";
        }
        return new(names);
    }
}
