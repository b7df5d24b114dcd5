using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Layers;

/// <summary>The gradients of a dense layer's weights: tiles of inputs × vectors of outputs, summed over the samples; the result has the weights' panels. A range of the outputs and of the inputs may be selected.</summary>
internal sealed record DenseWeightGradientMethods(DensePlan Plan, int XStride, int GradientStride) : Definition
{
    public override string Suffix => "WeightGradient";

    public override (int, int) Order => (0, 4);

    public override void Emit(MethodWriter to)
    {
        to.Line($"/// <summary>{Plan.WeightGradient(to.Layer)}.</summary>");
        to.Line(MethodWriter.Optimize);
        using (to.Block($"static void {to.Name}<T>(ref float x, ref float dy, ref float w, ref float g, int rows, int from, int to, int first, int end, float step, bool accumulate) {MethodWriter.Generic}"))
        {
            to.Line("// A training step on one sample stores no gradients.");
            using (to.Block("if (rows == 1 && step != 0 && !accumulate)"))
                to.Line($"OuterProducts.Descend<T>(ref x, ref dy, ref w, {Plan.Inputs}, {Plan.PanelWidth}, from, to, first, end, step);\nreturn;");
            to.Line("int j = from;");
            foreach (IGrouping<int, Tile> tiles in Plan.WeightTiles.GroupBy(tile => tile.Vectors))
                using (to.Block(Offsets.OverColumns(tiles.Key, "to")))
                {
                    string column = Plan.Panels == 1 ? "j" : $"Panel(j, {Plan.Inputs})";
                    to.Line($"int panel = {column};");
                    OverInputs(to, "first", "end", tiles.Select(tile => tile.Height), k => $"{to.Name}{k}x{tiles.Key}<T>(ref At(ref x, k), ref At(ref dy, j), ref At(ref w, panel + k * {Plan.PanelWidth}), ref At(ref g, panel + k * {Plan.PanelWidth}), rows, step, accumulate);");
                }
        }
        to.Line();
        foreach (Tile tile in Plan.WeightTiles)
            EmitTile(to, tile.Height, tile.Vectors);
    }

    private void EmitTile(MethodWriter to, int inputs, int vectors)
    {
        string offset(int i, int v) => Offsets.Of(i * Plan.PanelWidth, v);
        to.Line($"// {to.Layer}.weight: {Offsets.Plural(inputs, "input")} × {Offsets.Plural(vectors, "vector")} of outputs.");
        to.Line(MethodWriter.Optimize);
        using (to.Block($"static void {to.Name}{inputs}x{vectors}<T>(ref float x, ref float dy, ref float w, ref float g, int rows, float step, bool accumulate) {MethodWriter.Generic}"))
        {
            for (int v = 0; v < vectors; v++)
                to.Line($"T {string.Join(", ", Enumerable.Range(0, inputs).Select(i => $"g{i}{v} = T.Zero"))};");
            using (to.Block("for (int row = 0; row < rows; row++)"))
            {
                to.Line($"T {string.Join(", ", Enumerable.Range(0, vectors).Select(v => $"d{v} = T.Load(ref dy, {Offsets.Of(0, v)})"))};");
                for (int i = 0; i < inputs; i++)
                {
                    to.Line($"T x{i} = T.Broadcast(ref x, {i});");
                    for (int v = 0; v < vectors; v++)
                        to.Line($"g{i}{v} = T.FusedMultiplyAdd(x{i}, d{v}, g{i}{v});");
                }
                to.Line($"x = ref At(ref x, {XStride});");
                to.Line($"dy = ref At(ref dy, {GradientStride});");
            }
            // What the runtime's Deliver does for a vector, with one branch for the whole tile.
            using (to.Block("if (accumulate)"))
                for (int i = 0; i < inputs; i++)
                    for (int v = 0; v < vectors; v++)
                        to.Line($"g{i}{v} = T.Load(ref g, {offset(i, v)}) + g{i}{v};");
            using (to.Block("if (step == 0)"))
                for (int i = 0; i < inputs; i++)
                    for (int v = 0; v < vectors; v++)
                        to.Line($"T.Store(g{i}{v}, ref g, {offset(i, v)});");
            using (to.Block("else"))
                for (int i = 0; i < inputs; i++)
                    for (int v = 0; v < vectors; v++)
                        to.Line($"T.Store(Descend(T.Load(ref w, {offset(i, v)}), g{i}{v}, step), ref w, {offset(i, v)});");
        }
        to.Line();
    }

    /// <summary>Loops that cover a layer's inputs by tiles, the tallest first.</summary>
    public static void OverInputs(MethodWriter to, string first, string end, IEnumerable<int> heights, Func<int, string> call)
    {
        to.Line($"int k = {first};");
        foreach (int height in heights)
        {
            string only = height == Limits.TallTile ? "T.Count == 16 && " : "";
            to.Line($"for (; {only}k + {height} <= {end}; k += {height})\n    {call(height)}");
        }
    }
}

/// <summary>The gradients of a dense layer's inputs, vectors over samples: gradients are transposed, weights never. A single sample has its own kernel.</summary>
/// <param name="TransposedRows">Rows of each of the two buffers for transposed samples.</param>
internal sealed record DenseInputGradientMethods(DensePlan Plan, int GradientStride, int XGradientStride, int TransposedRows) : Definition
{
    public override string Suffix => "InputGradient";

    public override (int, int) Order => (0, 5);

    public override void Emit(MethodWriter to)
    {
        to.Line($"/// <summary>{Plan.InputGradient(to.Layer)}.</summary>");
        to.Line(MethodWriter.Optimize);
        using (to.Block($"static void {to.Name}<T>(ref float dy, ref float dx, ref float w, ref float scratch, int rows) {MethodWriter.Generic}"))
        {
            using (to.Block("if (rows == 1)"))
                to.Line($"Products.TransposeMultiply<T>(ref w, ref dy, ref dx, {Plan.Inputs}, {Plan.Units}, {Plan.PanelWidth});\nreturn;");
            to.Line("ref float outputs = ref At(ref scratch, Transposed);");
            to.Line($"ref float inputs = ref At(ref scratch, Transposed + BlockRows * {TransposedRows});");
            to.Line($"Transpose(ref dy, {GradientStride}, ref outputs, BlockRows, rows, {Plan.Units});");
            using (to.Block("for (int row = 0; row < rows; row += 2 * T.Count)"))
                DenseWeightGradientMethods.OverInputs(to, "0", $"{Plan.Inputs}", Plan.InputTiles, k => $"{to.Name}{k}<T>(ref At(ref outputs, row), ref At(ref inputs, k * BlockRows + row), ref At(ref w, k * {Plan.PanelWidth}));");
            to.Line($"Transpose(ref inputs, BlockRows, ref dx, {XGradientStride}, {Plan.Inputs}, rows);");
        }
        to.Line();
        foreach (int inputs in Plan.InputTiles)
            EmitTile(to, inputs);
    }

    private void EmitTile(MethodWriter to, int inputs)
    {
        to.Line($"// {to.Layer}: {Offsets.Plural(inputs, "input")} × 2 vectors of samples, summed over {Plan.Units} outputs.");
        to.Line(MethodWriter.Optimize);
        using (to.Block($"static void {to.Name}{inputs}<T>(ref float dy, ref float dx, ref float w) {MethodWriter.Generic}"))
        {
            for (int v = 0; v < 2; v++)
                to.Line($"T {string.Join(", ", Enumerable.Range(0, inputs).Select(i => $"d{i}{v} = T.Zero"))};");
            int full = Plan.Units / Plan.PanelWidth, rest = Plan.Units % Plan.PanelWidth;
            int skip = Plan.PanelWidth * (Plan.Inputs - 1);
            if (full == 1)
                Sum(Plan.PanelWidth);
            else if (full > 1)
                using (to.Block($"for (int panel = 0; panel < {full}; panel++)"))
                {
                    Sum(Plan.PanelWidth);
                    to.Line($"w = ref At(ref w, {skip});");
                }
            if (full == 1 && rest > 0)
                to.Line($"w = ref At(ref w, {skip});");
            if (rest > 0)
                Sum(rest);
            for (int i = 0; i < inputs; i++)
                for (int v = 0; v < 2; v++)
                    to.Line($"T.Store(d{i}{v}, ref dx, {Offsets.Of(i * Limits.BlockRows, v)});");
        }
        to.Line();

        void Sum(int count)
        {
            using (to.Block($"for (int j = 0; j < {count}; j++)"))
            {
                to.Line("T y0 = T.Load(ref dy, 0), y1 = T.Load(ref dy, T.Count);");
                for (int i = 0; i < inputs; i++)
                {
                    to.Line($"T w{i} = T.Broadcast(ref w, {i * Plan.PanelWidth});");
                    to.Line($"d{i}0 = T.FusedMultiplyAdd(w{i}, y0, d{i}0);");
                    to.Line($"d{i}1 = T.FusedMultiplyAdd(w{i}, y1, d{i}1);");
                }
                to.Line("dy = ref At(ref dy, BlockRows);");
                to.Line("w = ref At(ref w, 1);");
            }
        }
    }
}
