using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Lowering;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>The cost model's choices for a convolution: tiles of pixels.</summary>
internal static class ConvolutionShapes
{
    /// <summary>A row of results cut into tiles, for one vector of filters, and for two where an input serves both and filters reach into a second. Tiles that no vector width needs are left out: the single vector is needed where the number of vectors is odd.</summary>
    /// <param name="columns">Results in the row.</param>
    /// <param name="pixels">Pixels held for each result: more than one where the tile takes their maximum.</param>
    public static IEnumerable<RowTiles> Tiles(int filters, int groups, int columns, bool use512, int pixels = 1)
    {
        bool isSliced = IsSliced(filters, groups), isPaired = isSliced || (groups == 1 && filters > 4);
        int ofGroup = filters / groups;
        int[] lanes = DenseShapes.Lanes(use512);
        if (Cut([.. lanes.Where(count => isSliced ? ofGroup % (2 * count) != 0 : !isPaired || CeilingDivide(filters, count) % 2 == 1)], Limits.NarrowPixelTile, Limits.WidestNarrowPixelTile) is { } narrow)
            yield return new(1, narrow.Others, narrow.Widest);
        if (isPaired && Cut([.. lanes.Where(count => isSliced ? ofGroup % (2 * count) == 0 : CeilingDivide(filters, count) > 1)], Limits.WidePixelTile, Limits.WidestPixelTile) is { } wide)
            yield return new(2, wide.Others, wide.Widest);

        // The row for 512-bit vectors and for others, the same where only one of them is needed.
        (EquatableArray<int> Others, EquatableArray<int> Widest)? Cut(int[] needed, int most, int mostOfWidest)
        {
            if (needed.Length == 0)
                return null;
            EquatableArray<int> others = CutRow(columns, Math.Max(1, most / pixels)), widest = CutRow(columns, Math.Max(1, mostOfWidest / pixels));
            return !needed.Contains(16) ? (others, others) : needed.Length == 1 ? (widest, widest) : (others, widest);
        }
    }

    /// <summary>Filters × vectors of columns whose sums are held at once where columns are in lanes: first the fewest vectors beyond the end of the row with enough sums to keep the multiply-add units busy, then the fewest loads.</summary>
    /// <param name="poolHeight">Rows of columns held for each result.</param>
    public static Tile ColumnTile(int columns, int filters, int poolHeight)
    {
        int needed = CeilingDivide(columns, Limits.NarrowPanelWidth);
        return (from vectors in Enumerable.Range(1, Limits.ColumnSums / poolHeight)
                let held = CeilingDivide(filters, CeilingDivide(filters, Limits.ColumnSums / poolHeight / vectors))
                let sums = held * vectors * poolHeight
                orderby CeilingDivide(needed, vectors) * vectors / (double)Math.Min(sums, Limits.Accumulators), (vectors * poolHeight + held) / (double)sums
                select new Tile(held, vectors)).First();
    }

    /// <summary>The quotient, rounded up.</summary>
    private static int CeilingDivide(int length, int divisor) => (length + divisor - 1) / divisor;

    /// <summary>Whether each group is a convolution over its slice of the channels.</summary>
    public static bool IsSliced(int filters, int groups) => groups > 1 && filters / groups >= Limits.SlicedFilters;

    /// <summary>Contiguous inputs under a kernel: its whole row, or one pixel where the kernel has gaps.</summary>
    /// <param name="isSliced">Whether other groups' channels are between two pixels.</param>
    public static int Run(Axis width, int depth, bool isSliced) => width.Kernel * depth / Runs(width, isSliced);

    /// <summary>Runs in a row of a kernel.</summary>
    public static int Runs(Axis width, bool isSliced) => width.Dilation == 1 && !isSliced ? 1 : width.Kernel;

    /// <summary>Rows of a kernel that share a tile of weight gradients: several where they are short, else one.</summary>
    public static IEnumerable<int> WeightRows(int kernelRows, int run, int runs) =>
        runs == 1 && 2 * run <= Limits.WeightTile ? Cut(kernelRows, Limits.WeightTile / run, Limits.TilesWrittenOut) : Enumerable.Repeat(1, kernelRows);

    /// <summary>A kernel's contiguous inputs, cut into tiles of weight gradients.</summary>
    public static IEnumerable<int> WeightRuns(int run) => Cut(run, Limits.WeightTile, Limits.TilesWrittenOut);

    /// <summary>The distance from one window to the next above it that reads the same row of the input: rows of the kernel down, and rows of windows up.</summary>
    public static (int Kernel, int Rows) StepsAbove(Axis height)
    {
        int common = height.Stride;
        for (int other = height.Dilation; other > 0;)
            (common, other) = (other, common % other);
        return (height.Stride / common, height.Dilation / common);
    }

    /// <summary>A row of pixels cut into tiles for the inputs' gradients.</summary>
    public static IEnumerable<int> InputTiles(int columns) => CutRow(columns, Limits.InputTile);

    /// <summary>A row of pixels cut into tiles, those of one size side by side.</summary>
    private static EquatableArray<int> CutRow(int columns, int most) => [.. Cut(columns, most, Limits.EvenTiles).OrderBy(size => columns > Limits.EvenTiles * most ? 0 : size)];

    /// <summary>Tiles of nearly one size where they are few, else of full size.</summary>
    /// <param name="tiles">Tiles up to which they are few.</param>
    private static EquatableArray<int> Cut(int length, int most, int tiles) => [.. length <= tiles * most ? Ranges(length, most) : Full(length, most)];

    /// <summary>As many tiles of full size as fit, and the remainder.</summary>
    private static IEnumerable<int> Full(int columns, int most) =>
        [.. Enumerable.Repeat(most, columns / most), .. columns % most == 0 ? Array.Empty<int>() : [columns % most]];

    /// <summary>Whether every window is one pixel.</summary>
    public static bool IsPointwise(Axis height, Axis width) =>
        (height.Kernel, height.Stride, height.Before, height.After) == (1, 1, 0, 0) && (width.Kernel, width.Stride, width.Before, width.After) == (1, 1, 0, 0);

    /// <summary>Cuts a length into ranges of nearly one size, none larger than the registers hold.</summary>
    public static IEnumerable<int> Ranges(int length, int most)
    {
        int ranges = CeilingDivide(length, most);
        return Enumerable.Range(0, ranges).Select(range => (int)((long)length * (range + 1) / ranges - (long)length * range / ranges));
    }
}
