using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Emit;

/// <summary>Writes a convolution of one sample: filters in lanes, a tile of pixels in registers, each input broadcast. No input is copied.</summary>
/// <remarks>
/// Vectors that reach behind the last filter spill into the next pixel, so pixels are written in ascending order, and the last vector of filters before the others.
/// </remarks>
internal sealed class ConvolutionEmitter(CodeWriter writer, ConvolutionPlan layer)
{
    private int PixelStep => layer.Width.Stride * layer.X.Channels;

    public void Emit()
    {
        writer.Line($"/// <summary>{layer.Name}: {layer.Formula}; one sample.</summary>");
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void {layer.Identifier}Forward<T>(ref float x, ref float y, ref float w) {KernelsEmitter.Generic}"))
        {
            writer.Line($"int vectors = ({layer.Filters} + T.Count - 1) / T.Count;");
            writer.Line($"if (vectors % 2 == 1)\n    {Filters(1, "(vectors - 1) * T.Count")}");
            if (layer.Filters > 4)
                writer.Line($"for (int j = (vectors / 2 - 1) * 2 * T.Count; j >= 0; j -= 2 * T.Count)\n    {Filters(2, "j")}");
        }
        writer.Line();
        foreach (int vectors in layer.Filters > 4 ? [1, 2] : new[] { 1 })
        {
            EmitFilters(vectors);
            foreach (int pixels in Tiles(vectors).Distinct().OrderByDescending(pixels => pixels))
                EmitTile(pixels, vectors);
        }
    }

    private EquatableArray<int> Tiles(int vectors) => vectors == 1 ? layer.NarrowTiles : layer.WideTiles;

    private string Filters(int vectors, string j) => $"{layer.Identifier}Filters{vectors}<T>(ref x, ref At(ref y, {layer.Y.Origin} + {j}), ref w, {j});";

    /// <summary>All pixels of some filters, tile by tile.</summary>
    private void EmitFilters(int vectors)
    {
        writer.Line($"// {layer.Name}: {Offsets.Plural(vectors, "vector")} of filters from filter j.");
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void {layer.Identifier}Filters{vectors}<T>(ref float x, ref float y, ref float w, int j) {KernelsEmitter.Generic}"))
        {
            writer.Line($"ref float filters = ref At(ref w, {layer.Weight.Identifier} + {Panel("j")});");
            if (layer.Bias is not null)
                writer.Line($"ref float b = ref At(ref w, {layer.Bias.Identifier} + j);");
            string bias = layer.Bias is null ? "" : ", ref b";
            using (Loop(writer, "row", layer.Rows, out string row))
                PixelTiles(writer, Tiles(vectors), (pixels, column) =>
                    $"{layer.Identifier}Tile{pixels}x{vectors}<T>(ref At(ref x, {Place(row, layer.Height.Stride * layer.X.Pitch, column, PixelStep)}), ref filters{bias}, ref At(ref y, {Place(row, layer.Y.Pitch, column, layer.Filters)}));");
        }
        writer.Line();
    }

    /// <summary>Some pixels × some vectors of filters: the kernel's rows one after another, inputs under a row side by side.</summary>
    private void EmitTile(int pixels, int vectors)
    {
        string sum(int p, int v) => $"y{p}_{v}";
        writer.Line($"// {layer.Name}: {Offsets.Plural(pixels, "pixel")} × {Offsets.Plural(vectors, "vector")} of filters.");
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void {layer.Identifier}Tile{pixels}x{vectors}<T>(ref float x, ref float w{(layer.Bias is null ? "" : ", ref float b")}, ref float y) {KernelsEmitter.Generic}"))
        {
            for (int v = 0; v < vectors; v++)
            {
                string initial = "T.Zero";
                if (layer.Bias is not null)
                    writer.Line($"T {initial = $"b{v}"} = T.Load(ref b, {Offsets.Of(0, v)});");
                writer.Line($"T {string.Join(", ", Enumerable.Range(0, pixels).Select(p => $"{sum(p, v)} = {initial}"))};");
            }
            int rows = layer.Height.Kernel, nextRow = layer.Height.Dilation * layer.X.Pitch, nextRun = layer.Width.Dilation * layer.X.Channels;
            bool straight = layer.Run <= Limits.StraightLineRun;
            using (Repeat(writer, "u", rows))
            {
                using (Repeat(writer, "v", layer.Runs))
                {
                    if (straight)
                    {
                        for (int k = 0; k < layer.Run; k++)
                            Step(k, k);
                        writer.Line($"w = ref At(ref w, {layer.Run * layer.PanelWidth});");
                    }
                    else
                        using (writer.Block($"for (int k = 0; k < {layer.Run}; k++)"))
                        {
                            Step(0, 0);
                            writer.Line("x = ref At(ref x, 1);");
                            writer.Line($"w = ref At(ref w, {layer.PanelWidth});");
                        }
                    int walked = straight ? 0 : layer.Run;
                    if (layer.Runs > 1)
                        writer.Line($"x = ref At(ref x, {nextRun - walked});");
                    else if (rows > 1)
                        writer.Line($"x = ref At(ref x, {nextRow - walked});");
                }
                if (layer.Runs > 1 && rows > 1)
                    writer.Line($"x = ref At(ref x, {nextRow - layer.Runs * nextRun});");
            }
            for (int p = 0; p < pixels; p++)
                for (int v = 0; v < vectors; v++)
                {
                    string value = layer.Fused == Activation.Linear ? sum(p, v) : $"Activations.{layer.Fused}({sum(p, v)})";
                    writer.Line($"T.Store({value}, ref y, {Offsets.Of(p * layer.Filters, v)});");
                }
        }
        writer.Line();

        void Step(int k, int name)
        {
            string w(int v) => $"w{(name == 0 ? "" : $"{name}_")}{v}";
            writer.Line($"T {string.Join(", ", Enumerable.Range(0, vectors).Select(v => $"{w(v)} = T.Load(ref w, {Offsets.Of(k * layer.PanelWidth, v)})"))};");
            for (int p = 0; p < pixels; p++)
                if (vectors == 1)
                    writer.Line($"{sum(p, 0)} = T.FusedMultiplyAdd(T.Broadcast(ref x, {p * PixelStep + k}), {w(0)}, {sum(p, 0)});");
                else
                {
                    string input = $"x{(name == 0 ? "" : $"{name}_")}{p}";
                    writer.Line($"T {input} = T.Broadcast(ref x, {p * PixelStep + k});");
                    for (int v = 0; v < vectors; v++)
                        writer.Line($"{sum(p, v)} = T.FusedMultiplyAdd({input}, {w(v)}, {sum(p, v)});");
                }
        }
    }

    private string Panel(string j) => layer.Panels == 1 ? j : $"Panel({j}, {layer.Terms})";

    /// <summary>A loop, or nothing where there is but one turn.</summary>
    public static CodeWriter.Closing Loop(CodeWriter writer, string variable, int count, out string name)
    {
        name = count == 1 ? "" : variable;
        return count == 1 ? default : writer.Block($"for (int {variable} = 0; {variable} < {count}; {variable}++)");
    }

    public static CodeWriter.Closing Repeat(CodeWriter writer, string variable, int count) => Loop(writer, variable, count, out _);

    /// <summary>The offset of a row and a column; an empty row is the only one.</summary>
    public static string Place(string row, int pitch, string column, int step)
    {
        string place = row.Length == 0 ? "" : $"{row} * {pitch}";
        string inRow = int.TryParse(column, out int constant) ? constant == 0 ? "" : $"{constant * step}" : $"{column} * {step}";
        return (place, inRow) switch
        {
            ("", "") => "0",
            (_, "") => place,
            ("", _) => inRow,
            _ => $"{place} + {inRow}",
        };
    }

    /// <summary>Calls for the tiles of a row of pixels; three and more of one size in a loop.</summary>
    public static void PixelTiles(CodeWriter writer, IEnumerable<int> tiles, System.Func<int, string, string> call)
    {
        int[] sizes = [.. tiles];
        for (int i = 0, column = 0; i < sizes.Length;)
        {
            int same = sizes.Skip(i).TakeWhile(size => size == sizes[i]).Count();
            if (same >= 3)
                writer.Line($"for (int column = {column}; column < {column + same * sizes[i]}; column += {sizes[i]})\n    {call(sizes[i], "column")}");
            else
                for (int t = 0; t < same; t++)
                    writer.Line(call(sizes[i], $"{column + t * sizes[i]}"));
            column += same * sizes[i];
            i += same;
        }
    }
}
