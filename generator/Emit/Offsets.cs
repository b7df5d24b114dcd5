namespace NetGen.Generator.Emit;

/// <summary>Offsets in emitted code: a constant and a number of vectors, without terms that are 0 or factors that are 1.</summary>
internal static class Offsets
{
    /// <summary>The elements of a vector, in a variable of the method: each call of the property takes the JIT as long as an instruction. Not for the bounds of loops, which it folds only where they are constants from the start.</summary>
    public const string Count = "lanes";

    public static string Of(int offset, int vectors) => (offset, vectors) switch
    {
        (_, 0) => $"{offset}",
        (0, 1) => Count,
        (0, _) => $"{vectors} * {Count}",
        (_, 1) => $"{offset} + {Count}",
        _ => $"{offset} + {vectors} * {Count}",
    };

    public static string Lanes(int vectors) => vectors == 1 ? "T.Count" : $"{vectors} * T.Count";

    /// <summary>The condition under which the last of some vectors from column j begins inside the columns, and the increment to the next.</summary>
    public static string OverColumns(int vectors, int columns) => OverColumns(vectors, $"{columns}");

    public static string OverColumns(int vectors, string columns) =>
        $"for (; j{(vectors == 1 ? "" : $" + {Lanes(vectors - 1)}")} < {columns}; j += {Lanes(vectors)})";

    public static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
