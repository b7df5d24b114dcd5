using System;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Layers;

/// <summary>Loops over the vectors of some places: of one sample, or of a whole block, row by row where their rows have different lengths.</summary>
internal static class Elementwise
{
    public static void Over(CallWriter to, Scope scope, int size, Place first, Place second, Func<string, string, string> statement) =>
        Over(to, scope, size, [first, second], texts => statement(texts[0], texts[1]));

    public static void Over(CallWriter to, Scope scope, int size, Place first, Place second, Place third, Func<string, string, string, string> statement) =>
        Over(to, scope, size, [first, second, third], texts => statement(texts[0], texts[1], texts[2]));

    private static void Over(CallWriter to, Scope scope, int size, Place[] places, Func<string[], string> statement)
    {
        string[] rows = [.. places.Select(to.Row)];
        int stride = to.StrideOf(places[0]);
        if (scope == Scope.Sample || !to.IsBlock)
            to.Line($"for (int i = 0; i < {size}; i += T.Count)\n    {statement(rows)}");
        else if (places.All(place => to.StrideOf(place) == stride))
            to.Line($"for (int i = 0; i < rows * {stride}; i += T.Count)\n    {statement([.. places.Select(to.At)])}");
        else
            to.Line($"for (int row = 0; row < rows; row++)\n    for (int i = 0; i < {size}; i += T.Count)\n        {statement(rows)}");
    }
}
