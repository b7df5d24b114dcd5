using System;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A dense layer for a block of samples: register tiles of samples × vectors of outputs.</summary>
internal sealed record DenseBlock(DenseSample Sample, int XStride, int YStride) : Definition
{
    public DensePlan Plan => Sample.Plan;

    public override string Suffix => "Forward";

    public override (int, int) Order => (0, 1);

    public override void Emit(MethodWriter to)
    {
        to.Line($"/// <summary>{to.Layer}: {Plan.Formula(Sample.Fused)}; a block of samples, each with the sums of one alone.</summary>");
        using (to.Method($"{to.Name}<T>(ref float x, ref float y, ref float w, int rows)"))
        {
            to.Line("int j = 0;");
            foreach (IGrouping<int, Tile> tiles in Plan.ForwardTiles.GroupBy(tile => tile.Vectors))
                using (to.Block(Offsets.OverColumns(tiles.Key, Plan.Units)))
                    EmitRows(to, tiles, $"{Plan.PanelWidth}");
            to.Line($"for (int row = rows - rows % {Plan.ForwardTiles.Min(tile => tile.Height)}; row < rows; row++)\n    {to.Request(Sample)}<T>(ref Unsafe.Add(ref x, row * {XStride}), ref Unsafe.Add(ref y, row * {YStride}), ref w);");
        }
        to.Line();
    }

    /// <summary>Loops over the samples by tiles, the tallest first.</summary>
    /// <param name="to">The writer.</param>
    /// <param name="tiles">Tiles of some vectors.</param>
    /// <param name="ahead">The distance to the next panel.</param>
    public void EmitRows(MethodWriter to, IGrouping<int, Tile> tiles, string ahead)
    {
        to.Line("int row = 0;");
        foreach ((int rows, int vectors) in tiles)
        {
            string only = rows == Limits.TallTile ? "T.Count == 16 && " : "";
            to.Line($"for (; {only}row + {rows} <= rows; row += {rows})\n    {Call(to, rows, vectors, ahead)}");
        }
    }

    /// <summary>Whether a tile requests a part of the next panel of weights: as many elements as it has inputs, so that the tiles of a block of 32 samples request all of it.</summary>
    public bool Prefetches(int rows, int vectors) => Plan.Prefetches && rows == Limits.TallTile && vectors * Limits.NarrowPanelWidth == Plan.PanelWidth;

    public string Call(MethodWriter to, int rows, int vectors, string ahead)
    {
        string tiles = to.Request(new DenseTiles(this));
        return $"{tiles}{rows}x{vectors}<T>(ref Unsafe.Add(ref x, row * {XStride}), {Plan.Column}, ref Unsafe.Add(ref y, row * {YStride} + j){(Prefetches(rows, vectors) ? $", (row + {ahead}) * {Plan.Inputs}" : "")});";
    }
}

/// <summary>A range of a dense layer's panels for a block of samples, for threads that share the outputs.</summary>
/// <remarks>The last samples are computed in the lowest tile with samples that are done already, or with the rows that follow in the block: sums of different samples never mix.</remarks>
internal sealed record DenseColumns(DenseBlock Block) : Definition
{
    public override string Suffix => "Columns";

    public override (int, int) Order => (0, 2);

    public override void Emit(MethodWriter to)
    {
        to.Line($"/// <summary>{to.Layer}: {Block.Plan.Formula(Block.Sample.Fused)}; a block of samples, outputs <paramref name=\"from\"/> up to <paramref name=\"to\"/>.</summary>");
        using (to.Method($"{to.Name}<T>(ref float x, ref float y, ref float w, int rows, int from, int to{(Block.Plan.Prefetches ? ", int ahead" : "")})"))
        {
            to.Line("int j = from;");
            foreach (IGrouping<int, Tile> tiles in Block.Plan.ForwardTiles.GroupBy(tile => tile.Vectors))
                using (to.Block(Offsets.OverColumns(tiles.Key, "to")))
                {
                    Block.EmitRows(to, tiles, "ahead");
                    int lowest = tiles.Min(tile => tile.Height);
                    using (to.Block("if (row < rows)"))
                        to.Line($"row = global::System.Math.Max(rows - {lowest}, 0);\n{Block.Call(to, lowest, tiles.Key, "ahead")}");
                }
        }
        to.Line();
    }
}

/// <summary>The tiles of a dense layer's outputs.</summary>
internal sealed record DenseTiles(DenseBlock Block) : Definition
{
    public override string Suffix => "Forward";

    public override (int, int) Order => (0, 3);

    public override void Emit(MethodWriter to)
    {
        foreach (Tile tile in Block.Plan.ForwardTiles)
            Emit(to, Block, tile.Height, tile.Vectors);
    }

    /// <summary>Some samples × some vectors of outputs, the sums in registers; the chains of a sum one after another.</summary>
    private static void Emit(MethodWriter writer, DenseBlock block, int rows, int vectors)
    {
        DensePlan plan = block.Plan;
        int chains = plan.Chains, terms = plan.Inputs / chains, stride = block.YStride;
        bool prefetches = block.Prefetches(rows, vectors);
        string offset(int r, int v) => Offsets.Of(r * stride, v);
        writer.Line($"// {writer.Layer}: {rows} samples × {Offsets.Plural(vectors, "vector")} of outputs{(prefetches ? "; requests a part of the next panel of weights, from w + next on" : "")}.");
        using (writer.Method($"{writer.Name}{rows}x{vectors}<T>(ref float x, {plan.WeightParameters}, ref float y{(prefetches ? ", nint next" : "")})"))
        {
            if (plan.HasBias && !plan.IsScaled)
                writer.Line($"T {string.Join(", ", Enumerable.Range(0, vectors).Select(v => $"b{v} = T.Load(ref b, {Offsets.Of(0, v)})"))};");
            string initial(int v) => plan.Initial($"b{v}");
            if (chains == 1)
            {
                Declare(initial);
                Sums($"{terms}");
                for (int r = 0; r < rows; r++)
                    for (int v = 0; v < vectors; v++)
                        writer.Line(block.Sample.Store(plan.Scaled($"y{r}{v}", Offsets.Of(0, v)), offset(r, v)));
            }
            else
            {
                for (int r = 0; r < rows; r++)
                    for (int v = 0; v < vectors; v++)
                        writer.Line($"T.Store({initial(v)}, ref y, {offset(r, v)});");
                int last = plan.Terms(chains - 1);
                using (writer.Block($"for (int chain = 0; chain < {chains}; chain++)"))
                {
                    Declare(_ => "T.Zero");
                    Sums(last == terms ? $"{terms}" : $"(chain < {chains - 1} ? {terms} : {last})");
                    for (int r = 0; r < rows; r++)
                        for (int v = 0; v < vectors; v++)
                            writer.Line($"T.Store(T.Add(ref y, {offset(r, v)}, y{r}{v}), ref y, {offset(r, v)});");
                }
                if (block.Sample.Fused != Activation.Linear || plan.IsScaled)
                    for (int r = 0; r < rows; r++)
                        for (int v = 0; v < vectors; v++)
                            writer.Line(block.Sample.Store(plan.Scaled($"T.Load(ref y, {offset(r, v)})", Offsets.Of(0, v)), offset(r, v)));
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
                    writer.Line(Terms.Add($"ref x, {r * block.XStride}", [.. Enumerable.Range(0, vectors).Select(v => ($"w{v}", $"y{r}{v}"))]));
                if (prefetches)
                    writer.Line($"Prefetch(ref w, next);\nnext -= {plan.PanelWidth - rows};");
                writer.Line("x = ref Unsafe.Add(ref x, 1);");
                writer.Line($"w = ref Unsafe.Add(ref w, {plan.PanelWidth});");
            }
        }
    }
}
