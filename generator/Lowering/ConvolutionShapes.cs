using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Lowering;

/// <summary>The cost model's choices for a convolution: tiles of pixels.</summary>
internal static class ConvolutionShapes
{
    /// <summary>A row of pixels cut into tiles of nearly one size, none larger than the registers hold.</summary>
    /// <param name="most">Pixels that a tile may hold.</param>
    /// <param name="pixels">Pixels held for each result: more than one where the tile takes their maximum.</param>
    public static IEnumerable<int> Tiles(int columns, int most, int pixels = 1)
    {
        most = Math.Max(1, most / pixels);
        return columns <= 4 * most ? Parts(columns, most) : Full(columns, most);
    }

    /// <summary>Filters × vectors of columns whose sums are held at once where columns are in lanes: the fewest vectors that begin behind the row's end, sums enough to keep the multiply-add units busy, then the fewest loads.</summary>
    /// <param name="poolHeight">Rows of columns held for each result.</param>
    public static Tile ColumnTile(int columns, int filters, int poolHeight)
    {
        int needed = Turns(columns, Limits.NarrowPanelWidth);
        return (from vectors in Enumerable.Range(1, Limits.ColumnSums / poolHeight)
                let held = Turns(filters, Turns(filters, Limits.ColumnSums / poolHeight / vectors))
                let sums = held * vectors * poolHeight
                orderby Turns(needed, vectors) * vectors / (double)Math.Min(sums, Limits.Accumulators), (vectors * poolHeight + held) / (double)sums
                select new Tile(held, vectors)).First();
    }

    /// <summary>How many steps reach over a length.</summary>
    private static int Turns(int length, int step) => (length + step - 1) / step;

    /// <summary>A row of pixels cut into tiles for the inputs' gradients.</summary>
    public static IEnumerable<int> InputTiles(int columns) => columns <= 4 * Limits.InputTile ? Parts(columns, Limits.InputTile) : Full(columns, Limits.InputTile);

    /// <summary>As many tiles of full size as there are, and what is left.</summary>
    private static IEnumerable<int> Full(int columns, int most) =>
        [.. Enumerable.Repeat(most, columns / most), .. columns % most == 0 ? Array.Empty<int>() : [columns % most]];

    /// <summary>Whether every window is one pixel.</summary>
    public static bool IsPointwise(Model.Axis height, Model.Axis width) =>
        (height.Kernel, height.Stride, height.Before, height.After) == (1, 1, 0, 0) && (width.Kernel, width.Stride, width.Before, width.After) == (1, 1, 0, 0);

    /// <summary>Parts of nearly one size, none larger than the registers hold.</summary>
    public static IEnumerable<int> Parts(int length, int most)
    {
        int parts = Turns(length, most);
        return Enumerable.Range(0, parts).Select(part => length * (part + 1) / parts - length * part / parts);
    }
}
