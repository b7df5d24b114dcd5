using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Lowering;

/// <summary>Identifiers for the layers, in Pascal case, such that no layer's identifier and suffix spell another's.</summary>
internal static class Names
{
    private static readonly string[] s_suffixes = ["Weight", "Bias", "Value", "Sum", "Gradient", "Input", "Output", "Forward", "Sample", "Scale", "Shift", "Inference", "Turned", "Spread", "Filters", "Tile", "Statistics", "Mean", "Variance"];

    public static IReadOnlyList<string> Identifiers(IEnumerable<string> layers)
    {
        List<string> identifiers = [];
        foreach (string layer in layers)
        {
            string identifier = char.ToUpperInvariant(layer[0]) + layer.Substring(1);
            while (identifiers.Any(other => Clash(identifier, other) || Clash(other, identifier)))
                identifier += "_";
            identifiers.Add(identifier);
        }
        return identifiers;
    }

    private static bool Clash(string shorter, string longer) =>
        shorter == longer
        || (longer.StartsWith(shorter, StringComparison.Ordinal) && s_suffixes.Any(suffix => string.CompareOrdinal(longer, shorter.Length, suffix, 0, suffix.Length) == 0));
}
