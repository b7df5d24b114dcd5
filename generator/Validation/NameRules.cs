using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Declaration;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Validation;

/// <summary>Names of layers: they become names of tensors and names in the emitted code, and must differ by more than case. Numbers are names too, since they are the only ones in <c>nn.Sequential</c>.</summary>
internal static class NameRules
{
    /// <param name="outputs">The shape of every layer's output.</param>
    /// <param name="notation">Calls of one name may share their parameters.</param>
    public static IEnumerable<Finding> Check(NetworkModel model, Shape?[] outputs, Notation notation)
    {
        EquatableArray<string> defaults = LayerNames.Defaults(model.Layers);
        for (int i = 0; i < model.Layers.Count; i++)
        {
            if (model.Layers[i].Kind.Name is not { } name)
                continue;
            SourceLocation location = new SourceLocation.Layer(i, "Name");
            if (!IsValid(name))
                yield return new(Rules.InvalidName, location, name);
            else if (Namesake(model.Layers, defaults, i, name) is { } other && !(notation == Notation.Calls && Share(model, i, other, outputs)))
                yield return new(Rules.DuplicateName, location, name, Ordinal(other), FreeName(model.Layers, defaults, name));
        }
    }

    /// <summary>C# ignores formatting characters, but they would make names of tensors different that look the same.</summary>
    public static bool IsValid(string name) =>
        IsNumber(name) || (SyntaxFacts.IsValidIdentifier(name) && !name.Any(c => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format));

    private static bool IsNumber(string name) => name.Length > 0 && name.All(c => c is >= '0' and <= '9');

    /// <summary>Whether two layers of one name have the same settings and inputs of the same shapes, so that they share their parameters.</summary>
    private static bool Share(NetworkModel model, int index, int other, Shape?[] outputs) =>
        model.Layers[index].Kind.Equals(model.Layers[other].Kind)
        && ShapeRules.ContextOf(model, index, outputs, Notation.Calls).Inputs.Equals(ShapeRules.ContextOf(model, other, outputs, Notation.Calls).Inputs);

    /// <summary>An earlier layer of the same name, or any other layer with that default name.</summary>
    private static int? Namesake(EquatableArray<DeclaredLayer> layers, EquatableArray<string> defaults, int index, string name)
    {
        for (int i = 0; i < layers.Count; i++)
            if (layers[i].Scope == layers[index].Scope && (i < index && Same(layers[i].Kind.Name, name) || i != index && Same(LastPart(defaults[i]), name)))
                return i;
        return null;
    }

    /// <summary>An unused name similar to a given one. Each used name excludes one candidate, so one of these is free.</summary>
    private static string FreeName(EquatableArray<DeclaredLayer> layers, EquatableArray<string> defaults, string name)
    {
        string[] taken = [.. layers.Select(layer => layer.Kind.Name).OfType<string>(), .. defaults];
        return Enumerable.Range(1, taken.Length + 1)
            .Select(n => IsNumber(name) ? $"{n}" : $"{name}_{n + 1}")
            .First(free => !taken.Any(other => Same(other, free)));
    }

    /// <summary>A name without the blocks that precede it.</summary>
    private static string LastPart(string name) => name.Substring(name.LastIndexOf('.') + 1);

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Ordinal(int index) => $"{index + 1}{((index + 1) % 100 is 11 or 12 or 13 ? 0 : (index + 1) % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" }}";
}
