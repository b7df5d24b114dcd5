using System;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>Loops over the vectors of some locations: of one sample, or of a whole block, row by row where their strides differ.</summary>
internal static class Elementwise
{
    /// <param name="name">The name of the method with the loop, where a list of calls can't contain it.</param>
    public static void Over(CallWriter to, Owner owner, string name, Scope scope, int size, Location first, Location second, Func<string, string, string> statement) =>
        Over(to, owner, name, scope, size, [first, second], texts => [statement(texts[0], texts[1])]);

    public static void Over(CallWriter to, Owner owner, string name, Scope scope, int size, Location first, Location second, Location third, Func<string, string, string, string> statement) =>
        Over(to, owner, name, scope, size, [first, second, third], texts => [statement(texts[0], texts[1], texts[2])]);

    public static void Over(CallWriter to, Owner owner, string name, Scope scope, int size, Location[] locations, Func<string[], EquatableArray<string>> statements)
    {
        int stride = to.StrideOf(locations[0]);
        // Longer rows hold other values too.
        bool isSample = scope == Scope.Sample || !to.IsBlock, isWhole = stride <= DenseShapes.RoundUp(size, Limits.NarrowPanelWidth) + Limits.NarrowPanelWidth && locations.All(location => to.StrideOf(location) == stride && location.Offset == 0);
        string loop(string length, Func<Location, string> location)
        {
            string[] texts = [.. locations.Select(location)];
            return to.IsListed
                ? $"{to.Request(new ElementwiseMethod(name, locations.Length, statements([.. ElementwiseMethod.Names(locations.Length).Select(each => $"ref {each}")])), owner)}<T>({string.Join(", ", texts)}, {length});"
                : Loop(length, statements(texts));
        }

        if (isSample)
            to.Line(loop(to.Number(size), to.Row));
        else if (isWhole)
            to.Line(loop($"rows * {to.Number(stride)}", to.At));
        else
            to.OverRows(loop(to.Number(size), to.Row).Replace("\n", "\n    "));
    }

    /// <summary>A loop over vectors.</summary>
    /// <param name="statements">The statements for the vectors at i.</param>
    public static string Loop(string length, EquatableArray<string> statements) =>
        $"for (int i = 0; i < {length}; i += T.Count)\n{(statements is [var only] ? $"    {only}" : $"{{\n    {string.Join("\n    ", statements)}\n}}")}";
}

/// <summary>A loop over the vectors of some locations.</summary>
/// <param name="Statements">The statements for the vectors at i.</param>
internal sealed record ElementwiseMethod(string Suffix, int Locations, EquatableArray<string> Statements) : Definition
{
    public override string Suffix { get; } = Suffix;

    public override (int, int) Order => (0, 6);

    /// <remarks>One for each activation, however many layers there are.</remarks>
    public override bool IsReplaceable => false;

    public static EquatableArray<string> Names(int locations) => [.. "abcd".Substring(0, locations).Select(name => $"{name}")];

    public override void Emit(MethodWriter to)
    {
        to.Line($"/// <summary>{to.Layer}: element by element.</summary>");
        to.Line(MethodWriter.Optimize);
        using (to.Block($"static void {to.Name}<T>({string.Join(", ", Names(Locations).Select(name => $"ref float {name}"))}, int length) {MethodWriter.Generic}"))
            to.Line(Elementwise.Loop("length", Statements));
        to.Line();
    }
}
