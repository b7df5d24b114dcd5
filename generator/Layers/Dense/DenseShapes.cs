using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Lowering;

namespace NetGen.Generator.Layers;

/// <summary>The cost model's choices for a dense layer: chains, vectors and tiles.</summary>
internal static class DenseShapes
{
    /// <summary>Chains that a sum is split into, so that a wide vector's accumulators keep the multiply-add units busy. They depend on the layer alone, since the bits depend on them.</summary>
    public static int Chains(int inputs, int units)
    {
        int vectors = RoundUp(units, Limits.NarrowPanelWidth) / Limits.NarrowPanelWidth;
        int chains = 1;
        while (chains < Limits.Chains && vectors * chains < Limits.Accumulators && inputs / (2 * chains) >= Limits.TermsPerChain)
            chains *= 2;
        return chains;
    }

    /// <summary>Whether one sample's sums are written out: as the user chose if a method can hold them, else if it costs nothing.</summary>
    public static bool IsStraightLine(int inputs, int chains, Unroll unroll) => unroll switch
    {
        Unroll.Full => inputs <= Limits.MethodMultiplyAdds,
        Unroll.Loops => false,
        _ => inputs / chains <= Limits.StraightLineTerms,
    };

    /// <summary>Terms of every chain in a loop's body; with several chains fewer are enough.</summary>
    public static int LoopUnroll(int inputs, int chains) => Math.Min(chains == 1 ? Limits.LoopUnroll : Limits.LoopUnroll / 2, inputs / chains);

    /// <summary>Vectors of outputs held at once for one sample: the largest first, each only if some vector width needs it, and no more than straight-line code may hold.</summary>
    public static IEnumerable<int> SampleVectors(int inputs, int units, int chains, bool straightLine, IEnumerable<int> lanes) =>
        Needed([8, 4, 2, 1], Math.Max(1, Math.Min(Limits.Accumulators / chains, straightLine ? Limits.MethodMultiplyAdds / inputs : int.MaxValue)), units, lanes);

    /// <summary>Samples × vectors of outputs for a batch; the last three samples are done one by one.</summary>
    public static IEnumerable<Tile> ForwardTiles(int units, bool use512) => Tiles(use512 ? [8, 4] : [4], units, use512);

    /// <summary>Inputs × vectors of outputs for the weights' gradient.</summary>
    public static IEnumerable<Tile> WeightTiles(int inputs, int units, bool use512) => Tiles(InputTiles(inputs, use512), units, use512);

    private static IEnumerable<Tile> Tiles(IEnumerable<int> heights, int units, bool use512) =>
        from vectors in Needed([2, 1], 2, units, Lanes(use512))
        from height in heights
        where height < Limits.TallTile || Needed([2, 1], 2, units, [16]).Contains(vectors)
        select new Tile(height, vectors);

    /// <summary>The lanes of the vectors with which a network may run.</summary>
    public static int[] Lanes(bool use512) => use512 ? [16, 8, 4] : [8, 4];

    /// <summary>Inputs that a tile of the inputs' gradient holds.</summary>
    public static IEnumerable<int> InputTiles(int inputs, bool use512)
    {
        if (use512 && inputs >= Limits.TallTile)
            yield return Limits.TallTile;
        if (inputs >= 4)
            yield return 4;
        if (inputs % 4 != 0)
            yield return 1;
    }

    public static int RoundUp(int value, int multiple) => checked(value + multiple - 1) / multiple * multiple;

    private static IEnumerable<int> Needed(int[] sizes, int most, int units, IEnumerable<int> lanes)
    {
        HashSet<int> used = [];
        foreach (int count in lanes)
        {
            int left = (units + count - 1) / count;
            foreach (int size in sizes.Where(size => size <= most))
            {
                if (left >= size)
                    used.Add(size);
                left %= size;
            }
        }
        return used.OrderByDescending(size => size);
    }
}
