using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Lowering;

/// <summary>Identifiers for the layers, in Pascal case and ASCII at their beginning, whatever names the layers have.</summary>
/// <remarks>
/// The names of everything emitted for a layer are its identifier and a word that begins with a capital, as in <c>HiddenWeight</c>.
/// So no identifier may be another one followed by a capital: then no two layers can produce the same name, whatever the words are.
/// </remarks>
internal static class Names
{
    /// <summary>The methods and constants that kernels use by a simple name that could also be a layer's identifier and a word.</summary>
    private static readonly string[] s_reserved = ["SumColumns"];

    /// <summary>Characters of a layer's name that its identifier begins with: metadata hold no name of more than 1,023 bytes.</summary>
    private const int Longest = 100;

    public static IReadOnlyList<string> Identifiers(IEnumerable<string> layers)
    {
        string[] stems = [.. layers.Select(Stem)];
        string[] identifiers = new string[stems.Length];
        HashSet<string> taken = [.. s_reserved.SelectMany(Beginnings)];
        Dictionary<string, int> counts = [];
        // Longest first: an underscore at the end of a shorter one never makes it a longer one followed by a capital.
        foreach (int i in Enumerable.Range(0, stems.Length).OrderByDescending(i => stems[i].Length))
        {
            counts.TryGetValue(stems[i], out int count);
            while (taken.Contains(identifiers[i] = Candidate(stems[i], count)))
                count++;
            counts[stems[i]] = count + 1;
            taken.UnionWith(Beginnings(identifiers[i]));
        }
        return identifiers;
    }

    /// <summary>The name of a local variable, where a constant or a method has the identifier.</summary>
    public static string Local(string identifier) => char.ToLowerInvariant(identifier[0]) + identifier.Substring(1);

    /// <summary>The name of one of a layer's tensors in Pascal case: <c>out_proj.weight</c> becomes <c>OutProjWeight</c>.</summary>
    public static string Pascal(string tensor) =>
        string.Concat(tensor.Select((letter, i) => !char.IsLetterOrDigit(letter) ? "" : $"{(i == 0 || !char.IsLetterOrDigit(tensor[i - 1]) ? char.ToUpperInvariant(letter) : letter)}"));

    /// <summary>The candidates for an identifier: the stem, the stem and an underscore, then that and a number. Finding a free one takes constant time however many layers have one stem.</summary>
    private static string Candidate(string stem, int count) => count switch
    {
        0 => stem,
        1 => $"{stem}_",
        _ => $"{stem}_{count}",
    };

    /// <summary>The identifiers that a name excludes: itself, and those that it continues with a capital.</summary>
    private static IEnumerable<string> Beginnings(string name) =>
        Enumerable.Range(1, name.Length).Where(length => length == name.Length || name[length] is >= 'A' and <= 'Z').Select(length => name.Substring(0, length));

    /// <summary>The name in Pascal case. One that begins with no ASCII letter, as a number does, is preceded by a word: an identifier can't begin with a digit, and not every letter has a capital.</summary>
    private static string Stem(string layer)
    {
        // A layer of a block: residual1.conv2 becomes Residual1_conv2.
        string name = layer.Substring(0, Math.Min(layer.Length, Longest)).Replace('.', '_');
        return name[0] switch
        {
            >= 'a' and <= 'z' => char.ToUpperInvariant(name[0]) + name.Substring(1),
            >= 'A' and <= 'Z' => name,
            _ => $"Layer{name}",
        };
    }
}
