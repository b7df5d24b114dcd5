using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emit;

namespace NetGen.Generator.Layers;

/// <summary>Loops around the tiles of a convolution, and offsets in them, without terms that are 0 or factors that are 1.</summary>
internal static class TileLoops
{
    /// <summary>A loop, or nothing if there is only one iteration.</summary>
    public static CodeWriter.Closing Loop(MethodWriter writer, string variable, int count, out string name)
    {
        name = count == 1 ? "" : variable;
        return count == 1 ? default : writer.Block($"for (int {variable} = 0; {variable} < {count}; {variable}++)");
    }

    public static CodeWriter.Closing Repeat(MethodWriter writer, string variable, int count) => Loop(writer, variable, count, out _);

    /// <summary>The offset of a row and a column; an empty row is the only one.</summary>
    public static string Offset(string row, int pitch, string column, int stride)
    {
        string offset = row.Length == 0 ? "" : $"{row} * {pitch}";
        string inRow = int.TryParse(column, out int constant) ? constant == 0 ? "" : $"{constant * stride}" : $"{column} * {stride}";
        return (offset, inRow) switch
        {
            ("", "") => "0",
            (_, "") => offset,
            ("", _) => inRow,
            _ => $"{offset} + {inRow}",
        };
    }

    /// <summary>Calls for the tiles of a row of pixels; three and more of one size in a loop.</summary>
    public static void PixelTiles(MethodWriter writer, IEnumerable<int> tiles, System.Func<int, string, string> call) =>
        Tiles(writer, "column", tiles, 3, call);

    /// <summary>Calls for tiles, each with its size and where it begins.</summary>
    /// <param name="variable">The loop's variable.</param>
    /// <param name="looped">Tiles of one size after another that become a loop.</param>
    public static void Tiles(MethodWriter writer, string variable, IEnumerable<int> tiles, int looped, System.Func<int, string, string> call)
    {
        int[] sizes = [.. tiles];
        for (int i = 0, offset = 0; i < sizes.Length;)
        {
            int same = sizes.Skip(i).TakeWhile(size => size == sizes[i]).Count();
            if (same >= looped)
                writer.Line($"for (int {variable} = {offset}; {variable} < {offset + same * sizes[i]}; {variable} += {sizes[i]})\n    {call(sizes[i], variable)}");
            else
                for (int t = 0; t < same; t++)
                    writer.Line(call(sizes[i], $"{offset + t * sizes[i]}"));
            offset += same * sizes[i];
            i += same;
        }
    }
}
