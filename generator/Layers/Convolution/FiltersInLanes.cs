using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A convolution of one sample with filters in lanes.</summary>
internal sealed record FiltersInLanes(ConvolutionPlan Plan) : Definition
{
    public override string Prefix => Plan.Prefix;

    public override string Suffix => "Forward";

    public override (int, int) Order => (Plan.IsInferenceOnly ? 1 : 0, 0);

    public override void Emit(MethodWriter to) => new FiltersInLanesMethods(to, Plan).Emit();
}

/// <summary>Writes a convolution of one sample: filters in lanes, a tile of pixels in registers. Each input is broadcast, or in groups a vector in which every lane has its filter's own.</summary>
/// <remarks>
/// Vectors that extend beyond the last filter spill into the next pixel, so pixels are written in ascending order, and the last vector of filters before the others.
/// </remarks>
internal sealed class FiltersInLanesMethods(MethodWriter writer, ConvolutionPlan layer)
{
    /// <summary>An element of each filter of a vector.</summary>
    private readonly ConvolutionTileWriter _tiles = new(writer, layer, (reference, v) => $"T.Load(ref {reference}, {Offsets.Of(0, v)})");

    private int PixelStep => layer.Width.Stride * layer.PixelLength;

    private int RowStride => layer.Height.Stride * layer.RowLength;

    /// <summary>Pixels whose maximum is one result.</summary>
    private int Pooled => layer.PoolHeight * layer.PoolWidth;

    public void Emit()
    {
        writer.Line($"/// <summary>{writer.Layer}: {layer.Formula}; one sample.</summary>");
        using (writer.Method($"{writer.Name}<T>(ref float x, ref float y, ref float w{_tiles.ScaleParameters}{_tiles.AddedParameter})"))
        {
            if (layer.IsSliced)
                EmitGroups();
            else if (layer.Tiles.All(tiles => tiles.Vectors == 1))
                writer.Line($"for (int j = {layer.Filters - 1} / T.Count * T.Count; j >= 0; j -= T.Count)\n    {Filters(1, "j")}");
            else
            {
                writer.Line($"int vectors = ({layer.Filters} + T.Count - 1) / T.Count;");
                if (layer.Tiles.Any(tiles => tiles.Vectors == 1))
                    writer.Line($"if (vectors % 2 == 1)\n    {Filters(1, "(vectors - 1) * T.Count")}");
                writer.Line($"for (int j = (vectors / 2 - 1) * 2 * T.Count; j >= 0; j -= 2 * T.Count)\n    {Filters(2, "j")}");
            }
        }
        writer.Line();
        foreach (RowTiles tiles in layer.Tiles)
        {
            foreach (bool isSplit in tiles.Vectors == 1 && layer.IsSplit ? [false, true] : new[] { false })
            {
                EmitFilters(tiles, isSplit);
                foreach (int results in tiles.Results.Concat(tiles.Widest).Distinct().OrderByDescending(results => results))
                    EmitTile(results, tiles.Vectors, isSplit);
            }
        }
    }

    /// <summary>Each vector of filters over the channels of its group: two at once if a group's filters are whole pairs of vectors, and one that spans two groups over the channels of both.</summary>
    private void EmitGroups()
    {
        bool hasPairs = layer.Tiles.Any(tiles => tiles.Vectors == 2), hasSingles = layer.Tiles.Any(tiles => tiles.Vectors == 1);
        if (hasPairs)
            using (hasSingles ? writer.Indent($"if ({layer.GroupFilters} % (2 * T.Count) == 0)") : default)
                writer.Line($"for (int j = {layer.Filters} - 2 * T.Count; j >= 0; j -= 2 * T.Count)\n    {Filters(2, "j")}");
        if (!hasSingles)
            return;
        using (hasPairs ? writer.Indent("else") : default)
        using (writer.Indent($"for (int j = {layer.Filters - 1} / T.Count * T.Count; j >= 0; j -= T.Count)"))
            writer.Line(layer.IsSplit
                ? $"if (Convolutions.IsSplit<T>(j, {layer.GroupFilters}, {layer.Filters}))\n    {Filters(1, "j", isSplit: true)}\nelse\n    {Filters(1, "j")}"
                : Filters(1, "j"));
    }

    private string Filters(int vectors, string j, bool isSplit = false) =>
        $"{writer.Stem}{(isSplit ? "Split" : "")}Filters{vectors}<T>(ref {(layer.Groups == 1 ? "x" : layer.IsSliced ? $"Unsafe.Add(ref x, {j} / {layer.GroupFilters} * {layer.Depth})" : $"Unsafe.Add(ref x, {j})")}, {Pixel("y", j)}, ref Unsafe.Add(ref w, {Panel(j)}){(layer.HasBias ? $", ref Unsafe.Add(ref w, {layer.Weights} + {j})" : "")}{(layer.IsScaled ? $", ref Unsafe.Add(ref scale, {j}), ref Unsafe.Add(ref shift, {j})" : "")}{(layer.IsAdded ? $", {Pixel("r", j)}" : "")}{(isSplit ? $", {layer.GroupFilters} - {j} % {layer.GroupFilters}" : "")});";

    private string Pixel(string of, string j) => $"ref Unsafe.Add(ref {of}, {(layer.Y.Origin == 0 ? "" : $"{layer.Y.Origin} + ")}{j})";

    /// <summary>Writes all results of some filters, tile by tile.</summary>
    /// <param name="isSplit">Whether only some lanes are filters of the group whose channels are given, and the others of the next.</param>
    private void EmitFilters(RowTiles tiles, bool isSplit)
    {
        int vectors = tiles.Vectors;
        writer.Line($"// {writer.Layer}: {Offsets.Plural(vectors, "vector")} of filters{(isSplit ? " of two groups" : "")}.");
        using (writer.Method($"{writer.Stem}{(isSplit ? "Split" : "")}Filters{vectors}<T>(ref float x, ref float y, ref float w{layer.BiasParameter}{_tiles.ScaleParameters}{_tiles.AddedParameter}{(isSplit ? ", int own" : "")})"))
        {
            string more = (layer.HasBias ? ", ref b" : "") + (layer.IsScaled ? ", ref scale, ref shift" : "");
            for (int v = 0; layer.MeanOf > 0 && v < vectors; v++)
                writer.Line($"T.Store(T.Zero, ref y, {Offsets.Of(0, v)});");
            using (TileLoops.Loop(writer, "row", layer.Rows, out string row))
            {
                _tiles.BeginRow();
                if (tiles.DependOnWidth)
                    using (writer.Block("if (T.Count == 16)"))
                        EmitTiles(tiles.Widest, vectors, row, more, isSplit);
                using (tiles.DependOnWidth ? writer.Block("else") : default)
                    EmitTiles(tiles.Results, vectors, row, more, isSplit);
            }
            for (int v = 0; layer.MeanOf > 0 && v < vectors; v++)
                writer.Line($"T.Store(T.Load(ref y, {Offsets.Of(0, v)}) / T.Create({layer.MeanOf}f), ref y, {Offsets.Of(0, v)});");
        }
        writer.Line();
    }

    private void EmitTiles(EquatableArray<int> tiles, int vectors, string row, string more, bool isSplit)
    {
        TileLoops.PixelTiles(writer, tiles, (results, column) =>
            $"{writer.Stem}{(isSplit ? "Split" : "")}Tile{results}x{vectors}<T>({_tiles.Input(row, column, layer.PoolWidth * PixelStep)}, ref {_tiles.Weights}{more}, {(layer.MeanOf > 0 ? "ref y" : Result("y", row, column))}{(layer.IsAdded ? $", {Result("r", row, column)}" : "")}{_tiles.RowsArgument}{(isSplit ? ", own" : "")});");

        string Result(string of, string row, string column) => $"ref Unsafe.Add(ref {of}, {TileLoops.Offset(row, layer.Y.Pitch, column, layer.Filters)})";
    }

    /// <summary>Some results × some vectors of filters: the kernel's rows one after another, inputs under a row together.</summary>
    private void EmitTile(int results, int vectors, bool isSplit)
    {
        // The pixels of a result follow each other, as in a pool's window: row by row.
        int[] offsets = [.. Enumerable.Range(0, results).SelectMany(result => Enumerable.Range(0, layer.PoolHeight).SelectMany(u => Enumerable.Range(0, layer.PoolWidth).Select(v => u * RowStride + (result * layer.PoolWidth + v) * PixelStep)))];
        string of = Pooled == 1 ? Offsets.Plural(results, "pixel") : $"the largest of {layer.PoolHeight} × {layer.PoolWidth} pixels, {results} times,";
        using (_tiles.Tile($"{writer.Stem}{(isSplit ? "Split" : "")}Tile{results}x{vectors}", $"{of} × {Offsets.Plural(vectors, "vector")} of filters", isSplit ? ", int own" : ""))
        {
            for (int v = 0; v < vectors; v++)
                _tiles.BeginSums(v, offsets.Select((_, p) => Sum(p, v)));
            if (isSplit)
                writer.Line("T first = Convolutions.FirstLanes<T>(own);");
            EmitSums(offsets, vectors, isSplit);
            EmitResults(results, vectors);
        }
        writer.Line();
    }

    private static string Sum(int pixel, int v) => $"y{pixel}_{v}";

    private void EmitSums(int[] offsets, int vectors, bool isSplit)
    {
        int rows = layer.Height.Kernel, nextRow = layer.Height.Dilation * layer.RowLength, nextRun = layer.Width.Dilation * layer.PixelLength;
        bool straight = !isSplit && layer.IsStraightLine(offsets.Length, vectors);
        using (_tiles.KernelRows())
        {
            using (TileLoops.Repeat(writer, "v", layer.Runs))
            {
                if (straight)
                {
                    for (int k = 0; k < layer.Run; k++)
                        EmitTerm(offsets, vectors, k, k, isSplit);
                    writer.Line($"w = ref Unsafe.Add(ref w, {layer.Run * layer.PanelWidth});");
                }
                else
                    using (writer.Block($"for (int k = 0; k < {layer.Run}; k++)"))
                    {
                        EmitTerm(offsets, vectors, 0, 0, isSplit);
                        writer.Line($"x = ref Unsafe.Add(ref x, {layer.InputStride});");
                        writer.Line($"w = ref Unsafe.Add(ref w, {layer.PanelWidth});");
                    }
                int walked = straight ? 0 : layer.Run * layer.InputStride;
                if (layer.Runs > 1)
                    writer.Line($"x = ref Unsafe.Add(ref x, {nextRun - walked});");
                else if (rows > 1)
                    writer.Line($"x = ref Unsafe.Add(ref x, {nextRow - walked});");
            }
            if (layer.Runs > 1 && rows > 1)
                writer.Line($"x = ref Unsafe.Add(ref x, {nextRow - layer.Runs * nextRun});");
        }
    }

    /// <summary>Adds the products of one input under the kernel for every pixel of the tile.</summary>
    private void EmitTerm(int[] offsets, int vectors, int k, int name, bool isSplit)
    {
        string w(int v) => $"w{(name == 0 ? "" : $"{name}_")}{v}";
        _tiles.LoadVectors(Enumerable.Range(0, vectors).Select(v => (w(v), $"ref w, {Offsets.Of(k * layer.PanelWidth, v)}")));
        for (int p = 0; p < offsets.Length; p++)
        {
            int offset = offsets[p] + k * layer.InputStride;
            if (vectors == 1)
                writer.Line($"{Sum(p, 0)} = {MultiplyAdd(layer, offset, w(0), Sum(p, 0), isSplit)};");
            else
            {
                string x = $"x{(name == 0 ? "" : $"{name}_")}{p}";
                _tiles.MultiplyAdds(x, Input(layer, offset), Enumerable.Range(0, vectors).Select(v => (x, w(v), Sum(p, v))));
            }
        }
    }

    /// <summary>Writes the fused epilogue, then the stores.</summary>
    private void EmitResults(int results, int vectors)
    {
        for (int v = 0; layer.IsScaled && v < vectors; v++)
            _tiles.LoadScale(v);
        if (layer.MeanOf > 0)
        {
            EmitMean(results, vectors);
            return;
        }
        for (int result = 0; result < results; result++)
            for (int v = 0; v < vectors; v++)
            {
                string value = Enumerable.Range(result * Pooled, Pooled).Select(p => _tiles.Finished(Sum(p, v), v, Offsets.Of(result * layer.Filters, v))).Aggregate(ConvolutionTileWriter.Larger);
                writer.Line($"T.Store({value}, ref y, {Offsets.Of(result * layer.Filters, v)});");
            }
    }

    /// <summary>Adds the results to the sums that become means, in the order of the pixels: so a tile's size changes no bit.</summary>
    private void EmitMean(int results, int vectors)
    {
        writer.Line($"T {string.Join(", ", Enumerable.Range(0, vectors).Select(v => $"sum{v} = T.Load(ref y, {Offsets.Of(0, v)})"))};");
        for (int result = 0; result < results; result++)
            for (int v = 0; v < vectors; v++)
                writer.Line($"sum{v} += {_tiles.Finished(Sum(result, v), v, "")};");
        for (int v = 0; v < vectors; v++)
            writer.Line($"T.Store(sum{v}, ref y, {Offsets.Of(0, v)});");
    }

    private string Panel(string j) => layer.Panels == 1 ? j : $"Panel({j}, {layer.Terms})";

    /// <summary>An input under the kernel: one element for all filters, or one for each if they are spread.</summary>
    private static string Input(ConvolutionPlan layer, int offset) => $"T.{(layer.Broadcasts ? "Broadcast" : "Load")}(ref x, {offset})";

    /// <summary>Such an input times a vector, added to a sum; a broadcast is part of the instruction.</summary>
    /// <param name="isSplit">Whether lanes that are not among the <c>first</c> read the next group's channels.</param>
    public static string MultiplyAdd(ConvolutionPlan layer, int offset, string vector, string sum, bool isSplit) =>
        $"T.FusedMultiplyAdd({(isSplit ? $"Convolutions.OfTwo(first, ref x, {offset}, {layer.Depth})" : layer.Broadcasts ? $"ref x, {offset}" : Input(layer, offset))}, {vector}, {sum})";
}
