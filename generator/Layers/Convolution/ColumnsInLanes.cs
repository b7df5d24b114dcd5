using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>A convolution of one sample with columns in lanes.</summary>
internal sealed record ColumnsInLanes(ConvolutionPlan Plan, Tile Tile) : Definition
{
    public override string Prefix => Plan.Prefix;

    public override string Suffix => "Forward";

    public override (int, int) Order => (1, 0);

    public override void Emit(MethodWriter to) => new ColumnsInLanesMethods(to, Plan, Tile).Emit();
}

/// <summary>Writes a convolution of one sample channels first: columns in lanes, a tile of filters in registers, each weight broadcast.</summary>
/// <remarks>The last vectors of a row end at its end, so some columns may be computed twice, with the same bits, and nothing is read or written after the end of a row.</remarks>
internal sealed class ColumnsInLanesMethods(MethodWriter writer, ConvolutionPlan layer, Tile tile)
{
    /// <summary>A filter's element broadcast to every lane.</summary>
    private readonly ConvolutionTileWriter _tiles = new(writer, layer, (reference, f) => $"T.Broadcast(ref {reference}, {f})");

    /// <summary>The filters of each tile.</summary>
    private int[] Filters => [.. ConvolutionShapes.Ranges(layer.Filters, tile.Height)];

    private IEnumerable<int> Vectors => Enumerable.Range(0, tile.Vectors);

    private IEnumerable<int> PoolRows => Enumerable.Range(0, layer.PoolHeight);

    /// <summary>Columns of sums, including those whose maximum is taken.</summary>
    private int Columns => layer.Columns * layer.PoolWidth;

    private int RowStride => layer.Height.Stride * layer.X.Pitch;

    /// <summary>Elements from one input channel to the next.</summary>
    private int InputPlane => layer.X.Plane;

    public void Emit()
    {
        writer.Line($"/// <summary>{writer.Layer}: {layer.Formula}; one sample, channels first.</summary>");
        using (writer.Method($"{writer.Name}<T>(ref float x, ref float y, ref float w{_tiles.ScaleParameters})"))
        using (TileLoops.Loop(writer, "row", layer.Rows, out string row))
        {
            _tiles.BeginRow();
            using (writer.Block($"for (int column = 0; column < {Columns}; column += {Offsets.Lanes(tile.Vectors)})"))
            {
                foreach (int v in Vectors)
                    writer.Line($"int c{v} = Convolutions.Start(column{(v == 0 ? "" : $" + {Offsets.Lanes(v)}")}, {Columns} - T.Count);");
                int filter = 0;
                foreach (int filters in Filters)
                {
                    writer.Line($"{TileName(filters)}<T>({Arguments(row, filter)}{_tiles.RowsArgument}, {string.Join(", ", Vectors.Select(v => $"c{v}"))});");
                    filter += filters;
                }
            }
        }
        writer.Line();
        foreach (int filters in Filters.Distinct())
            EmitTile(filters);
    }

    private string TileName(int filters) => $"{writer.Stem}Tile{filters}x{tile.Vectors}";

    private string Arguments(string row, int filter)
    {
        List<string> arguments = [_tiles.Input(row, "0", 1), filter == 0 ? $"ref {_tiles.Weights}" : $"ref Unsafe.Add(ref {_tiles.Weights}, {filter})"];
        if (layer.HasBias)
            arguments.Add($"ref Unsafe.Add(ref w, {layer.Weights + filter})");
        if (layer.IsScaled)
            arguments.AddRange([$"ref Unsafe.Add(ref scale, {filter})", $"ref Unsafe.Add(ref shift, {filter})"]);
        arguments.Add($"ref Unsafe.Add(ref y, {TileLoops.Offset(row, layer.Y.Pitch, $"{layer.Y.Origin + filter * layer.Y.Plane}", 1)})");
        return string.Join(", ", arguments);
    }

    private void EmitTile(int filters)
    {
        string rows = layer.PoolHeight == 1 ? "" : $" × {layer.PoolHeight} rows";
        using (_tiles.Tile(TileName(filters), $"{Offsets.Plural(filters, "filter")}{rows} × {Offsets.Plural(tile.Vectors, "vector")} of columns", string.Concat(Vectors.Select(v => $", int c{v}"))))
        {
            for (int f = 0; f < filters; f++)
                _tiles.BeginSums(f, PoolRows.SelectMany(row => Vectors.Select(v => Sum(f, row, v))));
            EmitSums(filters);
            for (int f = 0; f < filters; f++)
                EmitResults(f);
        }
        writer.Line();
    }

    private string Sum(int filter, int row, int v) => layer.PoolHeight == 1 ? $"y{filter}_{v}" : $"y{filter}_{row}_{v}";

    /// <summary>The kernel's rows one after another; as much of a row is written out as the JIT inlines.</summary>
    private void EmitSums(int filters)
    {
        int most = Limits.MethodMultiplyAdds / (filters * layer.PoolHeight * tile.Vectors), depth = layer.Depth, taps = layer.Width.Kernel;
        bool wholeRow = taps * depth <= most, wholeTap = depth <= most;
        using (_tiles.KernelRows())
        {
            if (wholeRow)
            {
                for (int v = 0; v < taps; v++)
                    for (int c = 0; c < depth; c++)
                        EmitTerm(filters, v * layer.Width.Dilation + c * InputPlane, v * depth + c);
                Advance("w", taps * depth * layer.PanelWidth);
            }
            else
            {
                using (TileLoops.Repeat(writer, "v", taps))
                {
                    if (wholeTap)
                    {
                        for (int c = 0; c < depth; c++)
                            EmitTerm(filters, c * InputPlane, c);
                        Advance("w", depth * layer.PanelWidth);
                        Advance("x", layer.Width.Dilation);
                    }
                    else
                    {
                        using (writer.Block($"for (int c = 0; c < {depth}; c++)"))
                        {
                            EmitTerm(filters, 0, 0);
                            Advance("w", layer.PanelWidth);
                            Advance("x", InputPlane);
                        }
                        Advance("x", layer.Width.Dilation - depth * InputPlane);
                    }
                }
            }
            if (layer.Height.Kernel > 1)
                Advance("x", layer.Height.Dilation * layer.X.Pitch - (wholeRow ? 0 : taps * layer.Width.Dilation));
        }

        void Advance(string reference, int stride) => writer.Line($"{reference} = ref Unsafe.Add(ref {reference}, {stride});");
    }

    /// <summary>Multiplies one input under the kernel of every column of the tile by its weight of every filter.</summary>
    private void EmitTerm(int filters, int input, int term)
    {
        string name = term == 0 ? "" : $"{term}_";
        string x(int row, int v) => layer.PoolHeight == 1 ? $"x{name}{v}" : $"x{name}{row}_{v}";
        foreach (int row in PoolRows)
            _tiles.LoadVectors(Vectors.Select(v => (x(row, v), $"ref x, {(row * RowStride + input is var offset and > 0 ? $"{offset} + " : "")}c{v}")));
        for (int f = 0; f < filters; f++)
            _tiles.MultiplyAdds($"w{name}{f}", $"T.Broadcast(ref w, {term * layer.PanelWidth + f})", PoolRows.SelectMany(row => Vectors.Select(v => (x(row, v), $"w{name}{f}", Sum(f, row, v)))));
    }

    /// <summary>Writes the fused epilogue, then the stores of a filter.</summary>
    private void EmitResults(int f)
    {
        if (layer.IsScaled)
            _tiles.LoadScale(f);
        foreach (int v in Vectors)
        {
            string plane = f == 0 ? "" : $"{f * layer.Y.Plane} + ";
            if (layer.PoolWidth == 1)
            {
                writer.Line($"T.Store({PoolRows.Select(row => Finished(f, row, v)).Aggregate(ConvolutionTileWriter.Larger)}, ref y, {plane}c{v});");
                continue;
            }
            foreach (int row in PoolRows.Where(row => Finished(f, row, v) != Sum(f, row, v)))
                writer.Line($"{Sum(f, row, v)} = {Finished(f, row, v)};");
            writer.Line($"T.StoreLower({PoolRows.SelectMany(row => new[] { $"T.Even({Sum(f, row, v)})", $"T.Odd({Sum(f, row, v)})" }).Aggregate(ConvolutionTileWriter.Larger)}, ref y, {plane}c{v} / {layer.PoolWidth});");
        }
    }

    private string Finished(int f, int row, int v) => _tiles.Finished(Sum(f, row, v), f, "");
}
