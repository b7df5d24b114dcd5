using System;
using System.Collections.Generic;

namespace NetGen.Generator.Model;

/// <summary>The names of inputs and outputs in the members of a class that has several.</summary>
internal static class ValueNames
{
    /// <summary>The class of constants for all inputs, and that for all outputs.</summary>
    public const string Inputs = "Inputs", Outputs = "Outputs";

    /// <summary>The constants of each.</summary>
    public const string Length = "Length", Offset = "Offset";

    /// <summary>The name in Pascal case, as in <c>Image</c>.</summary>
    public static string Identifier(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>A name for something else than these, derived from one.</summary>
    public static string Free(string name, IEnumerable<string> taken)
    {
        HashSet<string> names = new(taken, StringComparer.Ordinal);
        while (names.Contains(name))
            name += "_";
        return name;
    }
}
