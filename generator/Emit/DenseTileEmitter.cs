using System;
using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes a dense layer for a block of samples: register tiles of samples × vectors of outputs.</summary>
internal sealed class DenseTileEmitter(CodeWriter writer, Step.Dense step)
{
    private readonly DensePlan _layer = step.Layer;

    /// <param name="isShared">Whether threads share the layer's outputs.</param>
    public void Emit(bool isShared)
    {
        EmitBlock();
        if (isShared)
            EmitColumns();
        foreach (Tile tile in _layer.ForwardTiles)
            EmitTile(tile.Height, tile.Vectors);
    }

    private void EmitBlock()
    {
        writer.Line($"/// <summary>{step.Sentence}; a block of samples, each with the sums of one alone.</summary>");
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void {_layer.Identifier}Forward<T>(ref float x, ref float y, ref float w, int rows) {KernelsEmitter.Generic}"))
        {
            writer.Line("int j = 0;");
            foreach (IGrouping<int, Tile> tiles in _layer.ForwardTiles.GroupBy(tile => tile.Vectors))
                using (writer.Block(Offsets.OverColumns(tiles.Key, _layer.Units)))
                {
                    writer.Line("int row = 0;");
                    foreach ((int rows, int vectors) in tiles)
                    {
                        string only = rows == Limits.TallTile ? "T.Count == 16 && " : "";
                        writer.Line($"for (; {only}row + {rows} <= rows; row += {rows})\n    {Call(rows, vectors)}");
                    }
                }
            writer.Line($"for (int row = rows - rows % {_layer.ForwardTiles.Min(tile => tile.Height)}; row < rows; row++)\n    {_layer.Identifier}Sample<T>(ref At(ref x, row * {step.X.Stride}), ref At(ref y, row * {step.Y.Stride}), ref w);");
        }
        writer.Line();
    }

    /// <summary>Some panels of outputs for a block of samples. Samples left over go through the lowest tile with some that are done, or with what lies behind them in the block: sums of a sample mix with no other's.</summary>
    private void EmitColumns()
    {
        writer.Line($"/// <summary>{step.Sentence}; a block of samples, outputs <paramref name=\"from\"/> up to <paramref name=\"to\"/>.</summary>");
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void {_layer.Identifier}Columns<T>(ref float x, ref float y, ref float w, int rows, int from, int to) {KernelsEmitter.Generic}"))
        {
            writer.Line("int j = from;");
            foreach (IGrouping<int, Tile> tiles in _layer.ForwardTiles.GroupBy(tile => tile.Vectors))
                using (writer.Block(Offsets.OverColumns(tiles.Key, "to")))
                {
                    writer.Line("int row = 0;");
                    foreach ((int rows, int vectors) in tiles)
                    {
                        string only = rows == Limits.TallTile ? "T.Count == 16 && " : "";
                        writer.Line($"for (; {only}row + {rows} <= rows; row += {rows})\n    {Call(rows, vectors)}");
                    }
                    int lowest = tiles.Min(tile => tile.Height);
                    using (writer.Block("if (row < rows)"))
                        writer.Line($"row = global::System.Math.Max(rows - {lowest}, 0);\n{Call(lowest, tiles.Key)}");
                }
        }
        writer.Line();
    }

    private string Call(int rows, int vectors) =>
        $"{_layer.Identifier}Forward{rows}x{vectors}<T>(ref At(ref x, row * {step.X.Stride}), {DenseText.Column(_layer)}, ref At(ref y, row * {step.Y.Stride} + j));";

    /// <summary>Some samples × some vectors of outputs, the sums in registers; the chains of a sum one after another.</summary>
    private void EmitTile(int rows, int vectors)
    {
        int chains = _layer.Chains, steps = _layer.Inputs / chains, stride = step.Y.Stride;
        string place(int r, int v) => Offsets.Of(r * stride, v);
        writer.Line($"// {_layer.Name}: {rows} samples × {Offsets.Plural(vectors, "vector")} of outputs.");
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void {_layer.Identifier}Forward{rows}x{vectors}<T>(ref float x, ref float w{DenseText.BiasParameter(_layer)}, ref float y) {KernelsEmitter.Generic}"))
        {
            if (_layer.Bias is not null)
                writer.Line($"T {string.Join(", ", Enumerable.Range(0, vectors).Select(v => $"b{v} = T.Load(ref b, {Offsets.Of(0, v)})"))};");
            string initial(int v) => _layer.Bias is null ? "T.Zero" : $"b{v}";
            if (chains == 1)
            {
                Declare(initial);
                Sums($"{steps}");
                for (int r = 0; r < rows; r++)
                    for (int v = 0; v < vectors; v++)
                        writer.Line(DenseText.Store(_layer, $"y{r}{v}", place(r, v)));
            }
            else
            {
                for (int r = 0; r < rows; r++)
                    for (int v = 0; v < vectors; v++)
                        writer.Line($"T.Store({initial(v)}, ref y, {place(r, v)});");
                int last = _layer.Terms(chains - 1);
                using (writer.Block($"for (int chain = 0; chain < {chains}; chain++)"))
                {
                    Declare(_ => "T.Zero");
                    Sums(last == steps ? $"{steps}" : $"(chain < {chains - 1} ? {steps} : {last})");
                    for (int r = 0; r < rows; r++)
                        for (int v = 0; v < vectors; v++)
                            writer.Line($"T.Store(T.Load(ref y, {place(r, v)}) + y{r}{v}, ref y, {place(r, v)});");
                }
                if (_layer.Fused != Activation.Linear)
                    for (int r = 0; r < rows; r++)
                        for (int v = 0; v < vectors; v++)
                            writer.Line(DenseText.Store(_layer, $"T.Load(ref y, {place(r, v)})", place(r, v)));
            }
        }
        writer.Line();

        void Declare(Func<int, string> value)
        {
            for (int v = 0; v < vectors; v++)
                writer.Line($"T {string.Join(", ", Enumerable.Range(0, rows).Select(r => $"y{r}{v} = {value(v)}"))};");
        }

        void Sums(string count)
        {
            using (writer.Block($"for (int k = 0; k < {count}; k++)"))
            {
                writer.Line($"T {string.Join(", ", Enumerable.Range(0, vectors).Select(v => $"w{v} = T.Load(ref w, {Offsets.Of(0, v)})"))};");
                for (int r = 0; r < rows; r++)
                {
                    writer.Line($"T x{r} = T.Broadcast(ref x, {r * step.X.Stride});");
                    for (int v = 0; v < vectors; v++)
                        writer.Line($"y{r}{v} = T.FusedMultiplyAdd(x{r}, w{v}, y{r}{v});");
                }
                writer.Line("x = ref At(ref x, 1);");
                writer.Line($"w = ref At(ref w, {_layer.PanelWidth});");
            }
        }
    }
}
