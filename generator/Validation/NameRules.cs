using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Declaration;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Names of layers: they become names of tensors and names in the emitted code, so they are ASCII and differ by more than case.</summary>
internal static class NameRules
{
    public static IEnumerable<Finding> Check(NetworkModel model)
    {
        EquatableArray<string> defaults = LayerNames.Defaults(model.Layers);
        for (int i = 0; i < model.Layers.Count; i++)
        {
            if (model.Layers[i].Name is not { } name)
                continue;
            Place place = new Place.Layer(i, "Name");
            if (!IsValid(name))
                yield return new(Rules.InvalidName, place, name);
            else if (Namesake(model.Layers, defaults, i, name) is { } other)
                yield return new(Rules.DuplicateName, place, name, Ordinal(other), FreeName(model.Layers, defaults, name));
        }
    }

    public static bool IsValid(string name) => name.Length > 0 && IsLetter(name[0]) && name.All(c => IsLetter(c) || c is (>= '0' and <= '9') or '_');

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    /// <summary>An earlier layer of the same name, or any layer whose default name it is, its own excepted.</summary>
    private static int? Namesake(EquatableArray<LayerModel> layers, EquatableArray<string> defaults, int index, string name)
    {
        for (int i = 0; i < layers.Count; i++)
            if (i < index && Same(layers[i].Name, name) || i != index && Same(defaults[i], name))
                return i;
        return null;
    }

    private static string FreeName(EquatableArray<LayerModel> layers, EquatableArray<string> defaults, string name)
    {
        string[] taken = [.. layers.Select(layer => layer.Name).OfType<string>(), .. defaults];
        for (int n = 2; ; n++)
            if ($"{name}_{n}" is var free && !taken.Any(other => Same(other, free)))
                return free;
    }

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Ordinal(int index) => $"{index + 1}{((index + 1) % 100 is 11 or 12 or 13 ? 0 : (index + 1) % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" }}";
}
