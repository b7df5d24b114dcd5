using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Model;

/// <summary>The names of layers.</summary>
internal static class LayerNames
{
    /// <summary>The name of every layer: the user's, else the default, after the blocks that the layer belongs to. Layers that share their parameters have the same name.</summary>
    public static EquatableArray<string> Of(IReadOnlyList<DeclaredLayer> layers) =>
        [.. layers.Zip(Defaults(layers), (layer, name) => layer.Kind.Name is { } own ? Within(layer.Scope, own) : name)];

    /// <summary>Kind and number for every layer, as in <c>dense2</c> or <c>residual1.conv1</c>. Named layers are counted too, so that naming one never renames another.</summary>
    public static EquatableArray<string> Defaults(IReadOnlyList<DeclaredLayer> layers)
    {
        Dictionary<string, int> counts = [];
        string[] names = new string[layers.Count];
        for (int i = 0; i < names.Length; i++)
        {
            string kind = Within(layers[i].Scope, layers[i].Kind.DefaultName);
            counts.TryGetValue(kind, out int count);
            counts[kind] = count + 1;
            names[i] = $"{kind}{count + 1}";
        }
        return new(names);
    }

    private static string Within(string scope, string name) => scope.Length == 0 ? name : $"{scope}.{name}";
}
