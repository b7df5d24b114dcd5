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
        using (to.Method($"{to.Name}<T>(ref float x, ref float dy, ref float w, ref float g, int rows, int from, int to, int first, int end, float step, bool accumulate)"))
        {
            to.Line("// A training step on one sample stores no gradients.");
            using (to.Block("if (rows == 1 && step != 0 && !accumulate)"))
                to.Line($"OuterProducts.Descend<T>(ref x, ref dy, ref w, {Plan.Inputs}, {Plan.PanelWidth}, from, to, first, end, step);\nreturn;");
            to.Line("int j = from;");
            string method = to.Request(new DenseWeightTiles(Plan.WeightTiles, Plan.PanelWidth));
            foreach (IGrouping<int, Tile> tiles in Plan.WeightTiles.GroupBy(tile => tile.Vectors))
                using (to.Block(Offsets.OverColumns(tiles.Key, "to")))
                {
                    string column = Plan.Panels == 1 ? "j" : $"Panel(j, {Plan.Inputs})";
                    to.Line($"int panel = {column};");
                    OverInputs(to, "first", "end", tiles.Select(tile => tile.Height), k => $"{method}{k}x{tiles.Key}<T>(ref Unsafe.Add(ref x, k), {XStride}, ref Unsafe.Add(ref dy, j), {GradientStride}, ref Unsafe.Add(ref w, panel + k * {Plan.PanelWidth}), ref Unsafe.Add(ref g, panel + k * {Plan.PanelWidth}), rows, step, accumulate);");
                }
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
        using (to.Method($"{to.Name}<T>(ref float dy, ref float dx, ref float w, ref float scratch, int rows)"))
        {
            using (to.Block("if (rows == 1)"))
                to.Line($"Products.TransposeMultiply<T>(ref w, ref dy, ref dx, {Plan.Inputs}, {Plan.Units}, {Plan.PanelWidth});\nreturn;");
            to.Line("ref float outputs = ref Unsafe.Add(ref scratch, Transposed);");
            to.Line($"ref float inputs = ref Unsafe.Add(ref scratch, Transposed + BlockRows * {TransposedRows});");
            to.Line($"Transpose(ref dy, {GradientStride}, ref outputs, BlockRows, rows, {Plan.Units});");
            string method = to.Request(new DenseInputTiles(Plan.InputTiles, Plan.PanelWidth, Plan.Panels > 1));
            using (to.Block("for (int row = 0; row < rows; row += 2 * T.Count)"))
                DenseWeightGradientMethods.OverInputs(to, "0", $"{Plan.Inputs}", Plan.InputTiles, k => $"{method}{k}<T>(ref Unsafe.Add(ref outputs, row), ref Unsafe.Add(ref inputs, k * BlockRows + row), ref Unsafe.Add(ref w, k * {Plan.PanelWidth}), {Plan.Units}{(Plan.Panels > 1 ? $", {Plan.PanelWidth * (Plan.Inputs - 1)}" : "")});");
            to.Line($"Transpose(ref inputs, BlockRows, ref dx, {XGradientStride}, {Plan.Inputs}, rows);");
        }
        to.Line();
    }
}
