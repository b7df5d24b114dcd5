using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Lowering;

/// <summary>Identifiers for the layers, in Pascal case and ASCII at their beginning, whatever the layers are called.</summary>
/// <remarks>
/// Whatever is emitted for a layer has its identifier and a word behind it that begins with a capital, as in <c>HiddenWeight</c>.
/// So no identifier may be another one followed by a capital: then no layer's word can spell another's, and nobody has to know the words.
/// </remarks>
internal static class Names
{
    /// <summary>What kernels call by a bare name that could also be a layer's identifier and a word.</summary>
    private static readonly string[] s_reserved = ["SumColumns"];

    /// <summary>Characters of a layer's name that its identifier begins with: metadata hold no name of more than 1,023 bytes.</summary>
    private const int Longest = 100;

    public static IReadOnlyList<string> Identifiers(IEnumerable<string> layers)
    {
        string[] stems = [.. layers.Select(Stem)];
        string[] identifiers = new string[stems.Length];
        List<string> taken = [.. s_reserved];
        // The longest first: an underscore at the end of a shorter one never makes it a longer one followed by a capital.
        foreach (int i in Enumerable.Range(0, stems.Length).OrderByDescending(i => stems[i].Length))
            taken.Add(identifiers[i] = Free(stems[i], taken));
        return identifiers;
    }

    /// <summary>What a local variable is called, where a constant or a method has the identifier.</summary>
    public static string Local(string identifier) => char.ToLowerInvariant(identifier[0]) + identifier.Substring(1);

    /// <summary>The stem with as few underscores at its end as possible. Whatever is taken rules out one number of them at most, so one of these candidates is free.</summary>
    private static string Free(string stem, IReadOnlyCollection<string> taken) =>
        Enumerable.Range(0, taken.Count + 1).Select(underscores => stem + new string('_', underscores)).First(candidate => !taken.Any(other => Continues(other, candidate)));

    /// <summary>Whether a name is another, or that followed by a capital.</summary>
    private static bool Continues(string name, string start) =>
        name.StartsWith(start, StringComparison.Ordinal) && (name.Length == start.Length || name[start.Length] is >= 'A' and <= 'Z');

    /// <summary>The name in Pascal case. One that begins with no ASCII letter, as a number does, has a word before it: an identifier can't begin with a digit, and not every letter has a capital.</summary>
    private static string Stem(string layer)
    {
        string name = layer.Substring(0, Math.Min(layer.Length, Longest));
        return name[0] switch
        {
            >= 'a' and <= 'z' => char.ToUpperInvariant(name[0]) + name.Substring(1),
            >= 'A' and <= 'Z' => name,
            _ => $"Layer{name}",
        };
    }
}
