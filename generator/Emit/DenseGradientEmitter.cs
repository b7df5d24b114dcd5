using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Emit;

/// <summary>Writes a dense layer's backward methods: the gradients of its weights, and of its inputs.</summary>
internal static class DenseGradientEmitter
{
    /// <summary>Tiles of inputs × vectors of outputs, summed over the samples; the result has the weights' own panels. Some of the outputs may be asked for, and some of the inputs.</summary>
    public static void EmitWeightGradient(CodeWriter writer, Step.WeightGradient step)
    {
        DensePlan layer = step.Layer;
        writer.Line($"/// <summary>{step.Sentence}.</summary>");
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void {layer.Identifier}WeightGradient<T>(ref float x, ref float dy, ref float w, ref float g, int rows, int from, int to, int first, int behind, float step, bool accumulate) {KernelsEmitter.Generic}"))
        {
            writer.Line("// A step on one sample keeps no gradients.");
            using (writer.Block("if (rows == 1 && step != 0 && !accumulate)"))
                writer.Line($"OuterProducts.Descend<T>(ref x, ref dy, ref At(ref w, {layer.Weight.Identifier}), {layer.Inputs}, {layer.PanelWidth}, from, to, first, behind, step);\nreturn;");
            writer.Line("int j = from;");
            foreach (IGrouping<int, Tile> tiles in layer.WeightTiles.GroupBy(tile => tile.Vectors))
                using (writer.Block(Offsets.OverColumns(tiles.Key, "to")))
                {
                    string column = layer.Panels == 1 ? "j" : $"Panel(j, {layer.Inputs})";
                    writer.Line($"int panel = {layer.Weight.Identifier} + {column};");
                    OverInputs(writer, "first", "behind", tiles.Select(tile => tile.Height), k => $"{layer.Identifier}WeightGradient{k}x{tiles.Key}<T>(ref At(ref x, k), ref At(ref dy, j), ref At(ref w, panel + k * {layer.PanelWidth}), ref At(ref g, panel + k * {layer.PanelWidth}), rows, step, accumulate);");
                }
        }
        writer.Line();
        foreach (Tile tile in layer.WeightTiles)
            EmitWeightGradientTile(writer, step, tile.Height, tile.Vectors);
    }

    private static void EmitWeightGradientTile(CodeWriter writer, Step.WeightGradient step, int inputs, int vectors)
    {
        DensePlan layer = step.Layer;
        string place(int i, int v) => Offsets.Of(i * layer.PanelWidth, v);
        writer.Line($"// {layer.Weight.Name}: {Offsets.Plural(inputs, "input")} × {Offsets.Plural(vectors, "vector")} of outputs.");
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void {layer.Identifier}WeightGradient{inputs}x{vectors}<T>(ref float x, ref float dy, ref float w, ref float g, int rows, float step, bool accumulate) {KernelsEmitter.Generic}"))
        {
            for (int v = 0; v < vectors; v++)
                writer.Line($"T {string.Join(", ", Enumerable.Range(0, inputs).Select(i => $"g{i}{v} = T.Zero"))};");
            using (writer.Block("for (int row = 0; row < rows; row++)"))
            {
                writer.Line($"T {string.Join(", ", Enumerable.Range(0, vectors).Select(v => $"d{v} = T.Load(ref dy, {Offsets.Of(0, v)})"))};");
                for (int i = 0; i < inputs; i++)
                {
                    writer.Line($"T x{i} = T.Broadcast(ref x, {i});");
                    for (int v = 0; v < vectors; v++)
                        writer.Line($"g{i}{v} = T.FusedMultiplyAdd(x{i}, d{v}, g{i}{v});");
                }
                writer.Line($"x = ref At(ref x, {step.X.Stride});");
                writer.Line($"dy = ref At(ref dy, {step.Gradient.Stride});");
            }
            using (writer.Block("if (accumulate)"))
                for (int i = 0; i < inputs; i++)
                    for (int v = 0; v < vectors; v++)
                        writer.Line($"g{i}{v} = T.Load(ref g, {place(i, v)}) + g{i}{v};");
            using (writer.Block("if (step == 0)"))
                for (int i = 0; i < inputs; i++)
                    for (int v = 0; v < vectors; v++)
                        writer.Line($"T.Store(g{i}{v}, ref g, {place(i, v)});");
            using (writer.Block("else"))
                for (int i = 0; i < inputs; i++)
                    for (int v = 0; v < vectors; v++)
                        writer.Line($"T.Store(Descend(T.Load(ref w, {place(i, v)}), g{i}{v}, step), ref w, {place(i, v)});");
        }
        writer.Line();
    }

    /// <summary>Vectors over samples: gradients are transposed, weights never. A single sample has its own kernel.</summary>
    public static void EmitInputGradient(CodeWriter writer, Step.InputGradient step, int transposeRows)
    {
        DensePlan layer = step.Layer;
        string weight = layer.Weight.Identifier;
        writer.Line($"/// <summary>{step.Sentence}.</summary>");
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void {layer.Identifier}InputGradient<T>(ref float dy, ref float dx, ref float w, ref float scratch, int rows) {KernelsEmitter.Generic}"))
        {
            using (writer.Block("if (rows == 1)"))
                writer.Line($"Products.TransposeMultiply<T>(ref At(ref w, {weight}), ref dy, ref dx, {layer.Inputs}, {layer.Units}, {layer.PanelWidth});\nreturn;");
            writer.Line($"ref float outputs = ref At(ref scratch, Transposed);");
            writer.Line($"ref float inputs = ref At(ref scratch, Transposed + BlockRows * {transposeRows});");
            writer.Line($"Transpose(ref dy, {step.Gradient.Stride}, ref outputs, BlockRows, rows, {layer.Units});");
            using (writer.Block("for (int row = 0; row < rows; row += 2 * T.Count)"))
                OverInputs(writer, "0", $"{layer.Inputs}", layer.InputTiles, k => $"{layer.Identifier}InputGradient{k}<T>(ref At(ref outputs, row), ref At(ref inputs, k * BlockRows + row), ref At(ref w, {weight} + k * {layer.PanelWidth}));");
            writer.Line($"Transpose(ref inputs, BlockRows, ref dx, {step.XGradient.Stride}, {layer.Inputs}, rows);");
        }
        writer.Line();
        foreach (int inputs in layer.InputTiles)
            EmitInputGradientTile(writer, layer, inputs);
    }

    private static void EmitInputGradientTile(CodeWriter writer, DensePlan layer, int inputs)
    {
        writer.Line($"// {layer.Name}: {Offsets.Plural(inputs, "input")} × 2 vectors of samples, summed over {layer.Units} outputs.");
        writer.Line(DenseText.Optimize);
        using (writer.Block($"private static void {layer.Identifier}InputGradient{inputs}<T>(ref float dy, ref float dx, ref float w) {KernelsEmitter.Generic}"))
        {
            for (int v = 0; v < 2; v++)
                writer.Line($"T {string.Join(", ", Enumerable.Range(0, inputs).Select(i => $"d{i}{v} = T.Zero"))};");
            int full = layer.Units / layer.PanelWidth, rest = layer.Units % layer.PanelWidth;
            int skip = layer.PanelWidth * (layer.Inputs - 1);
            if (full == 1)
                Sum(layer.PanelWidth);
            else if (full > 1)
                using (writer.Block($"for (int panel = 0; panel < {full}; panel++)"))
                {
                    Sum(layer.PanelWidth);
                    writer.Line($"w = ref At(ref w, {skip});");
                }
            if (full == 1 && rest > 0)
                writer.Line($"w = ref At(ref w, {skip});");
            if (rest > 0)
                Sum(rest);
            for (int i = 0; i < inputs; i++)
                for (int v = 0; v < 2; v++)
                    writer.Line($"T.Store(d{i}{v}, ref dx, {Offsets.Of(i * Limits.BlockRows, v)});");
        }
        writer.Line();

        void Sum(int count)
        {
            using (writer.Block($"for (int j = 0; j < {count}; j++)"))
            {
                writer.Line("T y0 = T.Load(ref dy, 0), y1 = T.Load(ref dy, T.Count);");
                for (int i = 0; i < inputs; i++)
                {
                    writer.Line($"T w{i} = T.Broadcast(ref w, {i * layer.PanelWidth});");
                    writer.Line($"d{i}0 = T.FusedMultiplyAdd(w{i}, y0, d{i}0);");
                    writer.Line($"d{i}1 = T.FusedMultiplyAdd(w{i}, y1, d{i}1);");
                }
                writer.Line("dy = ref At(ref dy, BlockRows);");
                writer.Line("w = ref At(ref w, 1);");
            }
        }
    }

    /// <summary>Loops that cover a layer's inputs by tiles, the tallest first.</summary>
    private static void OverInputs(CodeWriter writer, string first, string behind, IEnumerable<int> heights, Func<int, string> call)
    {
        writer.Line($"int k = {first};");
        foreach (int height in heights)
        {
            string only = height == Limits.TallTile ? "T.Count == 16 && " : "";
            writer.Line($"for (; {only}k + {height} <= {behind}; k += {height})\n    {call(height)}");
        }
    }
}
