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

    /// <summary>The name of every value: an input's, or that of the layer that computes it, with the number of the call from the second on: <c>shared#2</c>.</summary>
    public static IReadOnlyList<string> OfValues(NetworkModel model)
    {
        Dictionary<string, int> calls = [];
        List<string> names = [.. model.Inputs.Select(input => input.Name)];
        foreach ((_, string name) in model.NamedLayers)
        {
            calls.TryGetValue(name, out int count);
            calls[name] = count + 1;
            names.Add(count == 0 ? name : $"{name}#{count + 1}");
        }
        return names;
    }

    private static string Within(string scope, string name) => scope.Length == 0 ? name : $"{scope}.{name}";
}
