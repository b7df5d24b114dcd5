using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using static NetGen.Generator.Layers.TileLoops;

namespace NetGen.Generator.Layers;

internal sealed record ConvolutionWeightGradientMethods(ConvolutionPlan Plan) : Definition
{
    public override string Suffix => "WeightGradient";

    public override (int, int) Order => (0, 1);

    public override void Emit(MethodWriter to) => new ConvolutionGradientMethods(to, Plan).EmitWeightGradient();
}

internal sealed record ConvolutionInputGradientMethods(ConvolutionPlan Plan) : Definition
{
    public override string Suffix => "InputGradient";

    public override (int, int) Order => (0, 2);

    public override void Emit(MethodWriter to) => new ConvolutionGradientMethods(to, Plan).EmitInputGradient();
}

/// <summary>Writes a convolution's backward methods for one sample: sums for the gradients of its weights, and the gradients of its inputs.</summary>
internal sealed class ConvolutionGradientMethods(MethodWriter writer, ConvolutionPlan layer)
{
    private int PixelStep => layer.Width.Stride * layer.PixelLength;

    private int RowStride => layer.Height.Stride * layer.RowLength;

    /// <summary>Elements of the kernel × one vector of filters, summed over the pixels and added to the block's sums.</summary>
    public void EmitWeightGradient()
    {
        writer.Line($"/// <summary>{writer.Layer}.weight: Σ ∂y·x over the pixels of one sample, added to the sums.</summary>");
        using (writer.Method($"{writer.Name}<T>(ref float x, ref float dy, ref float sums)"))
        using (writer.Block($"for (int j = 0; j < {layer.Filters}; j += T.Count)"))
        {
            writer.Line($"ref float filters = ref Unsafe.Add(ref sums, {(layer.Panels == 1 ? "j" : $"Panel(j, {layer.Terms})")});");
            writer.Line($"ref float gradients = ref Unsafe.Add(ref dy, {layer.Y.Origin} + j);");
            if (layer.IsSliced)
                writer.Line($"ref float inputs = ref Unsafe.Add(ref x, j / {layer.GroupFilters} * {layer.Depth});");
            if (layer.IsSplit)
            {
                writer.Line($"int own = {layer.GroupFilters} - j % {layer.GroupFilters};");
                using (writer.Block($"if (Convolutions.IsSplit<T>(j, {layer.GroupFilters}, {layer.Filters}))"))
                    EmitWeightTiles(isSplit: true);
            }
            using (layer.IsSplit ? writer.Block("else") : default)
                EmitWeightTiles(isSplit: false);
        }
        writer.Line();
        foreach (bool isSplit in layer.IsSplit ? [false, true] : new[] { false })
            foreach (int rows in layer.WeightRows.Distinct())
                foreach (int count in layer.WeightRuns.Distinct())
                    EmitWeightTile(rows, count, isSplit);
    }

    private void EmitWeightTiles(bool isSplit)
    {
        if (layer.WeightRows.Any(rows => rows > 1))
            Tiles(writer, "u", layer.WeightRows, Limits.TilesWrittenOut, (rows, u) =>
                Call(rows, layer.Run, Offset("", 0, u, layer.Height.Dilation * layer.RowLength), Offset("", 0, u, layer.Run * layer.PanelWidth)));
        else
            using (Loop(writer, "u", layer.Height.Kernel, out string u))
            using (Loop(writer, "v", layer.Runs, out string v))
                Tiles(writer, "k", layer.WeightRuns, Limits.TilesWrittenOut, (count, k) => Call(
                    1,
                    count,
                    Sum((u, layer.Height.Dilation * layer.RowLength), (v, layer.Width.Dilation * layer.PixelLength), Offset("", 0, k, layer.InputStride)),
                    Sum((u, layer.Runs * layer.Run * layer.PanelWidth), (v, layer.Run * layer.PanelWidth), Offset("", 0, k, layer.PanelWidth))));

        string Call(int rows, int count, string x, string sums) =>
            $"{WeightTile(rows, count, isSplit)}<T>({(layer.IsSliced ? $"ref Unsafe.Add(ref inputs, {x})" : $"ref Unsafe.Add(ref x, {(layer.Groups == 1 ? x : $"{x} + j")})")}, ref gradients, ref Unsafe.Add(ref filters, {sums}){(isSplit ? ", own" : "")});";
    }

    private string WeightTile(int rows, int count, bool isSplit) => $"{writer.Name}{(isSplit ? "Split" : "")}{rows}x{count}";

    private void EmitWeightTile(int rows, int count, bool isSplit)
    {
        (int Input, int Sum)[] taps = [.. Enumerable.Range(0, rows).SelectMany(u => Enumerable.Range(0, count).Select(k => (u * layer.Height.Dilation * layer.RowLength + k * layer.InputStride, (u * count + k) * layer.PanelWidth)))];
        writer.Line($"// {writer.Layer}.weight: {(rows == 1 ? "" : $"{rows} rows of ")}{Offsets.Plural(count, "input")} under the kernel.");
        using (writer.Method($"{WeightTile(rows, count, isSplit)}<T>(ref float x, ref float dy, ref float sums{(isSplit ? ", int own" : "")})"))
        {
            if (isSplit)
                writer.Line("T first = Convolutions.FirstLanes<T>(own);");
            writer.Line($"T {string.Join(", ", taps.Select((tap, i) => $"g{i} = T.Load(ref sums, {tap.Sum})"))};");
            using (Repeat(writer, "row", layer.Rows))
            {
                using (Repeat(writer, "column", layer.Columns))
                {
                    writer.Line("T d = T.Load(ref dy, 0);");
                    for (int i = 0; i < taps.Length; i++)
                        writer.Line($"g{i} = {FiltersInLanesMethods.MultiplyAdd(layer, taps[i].Input, "d", $"g{i}", isSplit)};");
                    writer.Line($"x = ref Unsafe.Add(ref x, {PixelStep});");
                    writer.Line($"dy = ref Unsafe.Add(ref dy, {layer.Filters});");
                }
                if (layer.Rows > 1)
                {
                    writer.Line($"x = ref Unsafe.Add(ref x, {RowStride - layer.Columns * PixelStep});");
                    writer.Line($"dy = ref Unsafe.Add(ref dy, {layer.Y.Pitch - layer.Columns * layer.Filters});");
                }
            }
            for (int i = 0; i < taps.Length; i++)
                writer.Line($"T.Store(g{i}, ref sums, {taps[i].Sum});");
        }
        writer.Line();
    }

    /// <summary>Inputs under a row of the kernel in lanes, several pixels at once, summed over the filters and over the windows above each other; only those side by side are added in memory. Lanes after the last input add zero.</summary>
    /// <remarks>Every input's sums come in ascending order of the pixels of a row, whatever the width: the last vectors first, since earlier pixels read the input further right in their windows.</remarks>
    public void EmitInputGradient()
    {
        bool oneRow = layer.Height.Kernel == 1;
        writer.Line($"/// <summary>{writer.Layer}: ∂x = Σ W·∂y over the windows of one sample.</summary>");
        using (writer.Method($"{writer.Name}<T>(ref float dy, ref float dx, ref float w)"))
        {
            writer.Line($"Grids.Clear(ref dx, {layer.X.Size - layer.Skipped});");
            writer.Line($"dy = ref Unsafe.Add(ref dy, {layer.Y.Origin});");
            using (Loop(writer, "group", layer.IsSliced ? layer.Groups : 1, out string group))
            {
                EmitInputRows(oneRow);
                if (group.Length > 0)
                    writer.Line($"dy = ref Unsafe.Add(ref dy, {layer.GroupFilters});\ndx = ref Unsafe.Add(ref dx, {layer.Depth});\nw = ref Unsafe.Add(ref w, {layer.GroupFilters * layer.InputLanes});");
            }
        }
        writer.Line();
        foreach (int vectors in layer.InputLanes % 32 != 0 ? [2, 1] : new[] { 2 })
            foreach (int pixels in layer.InputTiles.Distinct().OrderByDescending(pixels => pixels))
                EmitInputTile(pixels, vectors, oneRow);
    }

    /// <summary>The rows of the input that the windows of one group read.</summary>
    private void EmitInputRows(bool oneRow)
    {
        using (Loop(writer, "row", oneRow ? layer.Rows : layer.InputRows, out string row))
        {
            if (!oneRow)
            {
                // The window whose kernel row u reads this row is in row (row − u·dilation) / stride.
                writer.Line($"(int u, int rows) = Convolutions.RowsOver(row, {layer.Height.Kernel}, {layer.Height.Stride}, {layer.Height.Dilation}, {layer.Rows});");
                writer.Line($"ref float gradients = ref Unsafe.Add(ref dy, (row - u{Times(layer.Height.Dilation)}){(layer.Height.Stride == 1 ? "" : $" / {layer.Height.Stride}")} * {layer.Y.Pitch});");
            }
            else
                writer.Line($"ref float gradients = ref Unsafe.Add(ref dy, {Offset(row, layer.Y.Pitch, "0", 0)});");
            using (Loop(writer, "v", layer.Runs, out string v))
            {
                writer.Line($"ref float inputs = ref Unsafe.Add(ref dx, {Sum((row, oneRow ? RowStride : layer.X.Pitch), (v, layer.Width.Dilation * layer.X.Channels), "0")});");
                writer.Line($"ref float weights = ref Unsafe.Add(ref w, {Sum((oneRow ? "" : "u", layer.Runs * layer.Filters * layer.InputLanes), (v, layer.Filters * layer.InputLanes), "0")});");
                writer.Line($"int j = {layer.InputLanes};");
                // Pairs of vectors from the last on; a single one remains at the start.
                using (writer.Block("for (; j >= 2 * T.Count; j -= 2 * T.Count)"))
                    PixelTiles(writer, layer.InputTiles, (pixels, column) => Call(pixels, 2, column));
                if (layer.InputLanes % 32 != 0)
                    using (writer.Block("if (j > 0)"))
                        PixelTiles(writer, layer.InputTiles, (pixels, column) => Call(pixels, 1, column));
            }
        }

        string Call(int pixels, int vectors, string column) =>
            $"{writer.Name}{pixels}x{vectors}<T>(ref Unsafe.Add(ref gradients, {Offset("", 0, column, layer.Filters)}), ref Unsafe.Add(ref inputs, {(Offset("", 0, column, PixelStep) is var place && place == "0" ? "" : $"{place} + ")}j - {Offsets.Lanes(vectors)}), ref Unsafe.Add(ref weights, j - {Offsets.Lanes(vectors)}){(oneRow ? "" : ", rows")});";
    }

    private void EmitInputTile(int pixels, int vectors, bool oneRow)
    {
        (int kernelStep, int rowStep) = ConvolutionShapes.StepsAbove(layer.Height);
        writer.Line($"// {writer.Layer}: {Offsets.Plural(pixels, "pixel")} × {Offsets.Plural(vectors, "vector")} of inputs, summed over {layer.GroupFilters} filters{(oneRow ? "" : " and the windows above each other")}.");
        using (writer.Method($"{writer.Name}{pixels}x{vectors}<T>(ref float dy, ref float dx, ref float w{(oneRow ? "" : ", int rows")})"))
        {
            for (int v = 0; v < vectors; v++)
                writer.Line($"T {string.Join(", ", Enumerable.Range(0, pixels).Select(p => $"d{p}_{v} = T.Zero"))};");
            using (oneRow ? default : writer.Block("for (int row = 0; row < rows; row++)"))
            {
                using (writer.Block($"for (int f = 0; f < {layer.GroupFilters}; f++)"))
                {
                    writer.Line($"T {string.Join(", ", Enumerable.Range(0, vectors).Select(v => $"w{v} = T.Load(ref w, {Offsets.Of(0, v)})"))};");
                    for (int p = 0; p < pixels; p++)
                        writer.Line(Terms.Add($"ref dy, {p * layer.Filters}", [.. Enumerable.Range(0, vectors).Select(v => ($"w{v}", $"d{p}_{v}"))]));
                    writer.Line("dy = ref Unsafe.Add(ref dy, 1);");
                    writer.Line($"w = ref Unsafe.Add(ref w, {layer.InputLanes});");
                }
                if (!oneRow)
                {
                    writer.Line($"dy = ref Unsafe.Add(ref dy, {-rowStep * layer.Y.Pitch - layer.GroupFilters});");
                    if (kernelStep * layer.Runs * layer.Filters - layer.GroupFilters is var skipped and > 0)
                        writer.Line($"w = ref Unsafe.Add(ref w, {skipped * layer.InputLanes});");
                }
            }
            for (int p = 0; p < pixels; p++)
                for (int v = 0; v < vectors; v++)
                    writer.Line($"T.Store(T.Add(ref dx, {Offsets.Of(p * PixelStep, v)}, d{p}_{v}), ref dx, {Offsets.Of(p * PixelStep, v)});");
        }
        writer.Line();
    }

    private static string Times(int factor) => factor == 1 ? "" : $" * {factor}";

    private static string Sum((string Variable, int Step) first, (string Variable, int Step) second, string last)
    {
        string[] terms = [.. new[] { first, second }.Where(term => term.Variable.Length > 0).Select(term => $"{term.Variable} * {term.Step}")];
        return string.Join(" + ", last == "0" && terms.Length > 0 ? terms : terms.Append(last));
    }
}
