using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes arrays of objects: in one expression, or, where they are long, in several methods of bounded length.</summary>
internal static class ArrayWriter
{
    public static bool IsLong(int count) => count > Limits.ArrayItems;

    /// <summary>The expressions, one a line, between brackets.</summary>
    public static void Items(CodeWriter writer, IEnumerable<string> items, string end)
    {
        writer.Line("[");
        foreach (string item in items)
            writer.Line($"    {item},");
        writer.Line($"]{end}");
    }

    /// <summary>Writes a method for each range of the items.</summary>
    /// <param name="name">What the methods' names begin with.</param>
    /// <returns>The expression that joins their arrays.</returns>
    public static string Parts(CodeWriter writer, string type, string name, IReadOnlyList<string> items)
    {
        int parts = (items.Count + Limits.ArrayItems - 1) / Limits.ArrayItems;
        for (int part = 0; part < parts; part++)
        {
            writer.Line($"static {type}[] {name}{part}() =>");
            Items(writer, items.Skip(part * Limits.ArrayItems).Take(Limits.ArrayItems), ";");
            writer.Line();
        }
        return $"[{string.Join(", ", Enumerable.Range(0, parts).Select(part => $".. {name}{part}()"))}]";
    }

    /// <summary>Writes a property that holds an array.</summary>
    public static void Property(CodeWriter writer, string type, string name, IReadOnlyList<string> items)
    {
        if (IsLong(items.Count))
        {
            string all = Parts(writer, type, name, items);
            writer.Line($"public static {type}[] {name} {{ get; }} = {all};");
        }
        else
            using (writer.Indent($"public static {type}[] {name} {{ get; }} ="))
                Items(writer, items, ";");
        writer.Line();
    }
}
