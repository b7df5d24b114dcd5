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

    /// <summary>Inputs that lie side by side under a kernel: its whole row, or one pixel where the kernel has gaps.</summary>
    public static int Run(Model.Axis width, int depth) => width.Dilation == 1 ? width.Kernel * depth : depth;

    /// <summary>Runs in a row of a kernel.</summary>
    public static int Runs(Model.Axis width) => width.Dilation == 1 ? 1 : width.Kernel;

    /// <summary>Rows of a kernel that share a tile of weight gradients: several where they are short, else one.</summary>
    public static IEnumerable<int> WeightRows(int kernelRows, int run, int runs) =>
        runs == 1 && 2 * run <= Limits.WeightTile ? Parts(kernelRows, Limits.WeightTile / run) : Enumerable.Repeat(1, kernelRows);

    /// <summary>A kernel's inputs that lie side by side, cut into tiles of weight gradients.</summary>
    public static IEnumerable<int> WeightRuns(int run) => Parts(run, Limits.WeightTile);

    /// <summary>From one window to the next above it that sees the same row of the input: rows of the kernel down, and rows of windows up.</summary>
    public static (int Kernel, int Rows) StepsAbove(Model.Axis height)
    {
        int common = height.Stride;
        for (int other = height.Dilation; other > 0;)
            (common, other) = (other, common % other);
        return (height.Stride / common, height.Dilation / common);
    }

    /// <summary>A row of pixels cut into tiles for the inputs' gradients.</summary>
    public static IEnumerable<int> InputTiles(int columns) => columns <= 4 * Limits.InputTile ? Parts(columns, Limits.InputTile) : Full(columns, Limits.InputTile);

    /// <summary>As many tiles of full size as there are, and what is left.</summary>
    private static IEnumerable<int> Full(int columns, int most) =>
        [.. Enumerable.Repeat(most, columns / most), .. columns % most == 0 ? Array.Empty<int>() : [columns % most]];

    /// <summary>Whether the rows of an image can be walked as one: every window is one pixel, and pixels follow each other without a gap.</summary>
    public static bool IsPointwise(Model.Axis height, Model.Axis width) =>
        (height.Kernel, height.Stride, height.Before, height.After) == (1, 1, 0, 0) && (width.Kernel, width.Stride, width.Before, width.After) == (1, 1, 0, 0);

    /// <summary>Parts of nearly one size, none larger than the registers hold.</summary>
    public static IEnumerable<int> Parts(int length, int most)
    {
        int parts = (length + most - 1) / most;
        return Enumerable.Range(0, parts).Select(part => length * (part + 1) / parts - length * part / parts);
    }
}
