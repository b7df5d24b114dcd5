using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using Buffer = NetGen.Generator.Graph.Buffer;

namespace NetGen.Generator.Lowering;

/// <summary>Which convolutions of an inference have columns in lanes, and so read and write channels first, plane by plane; the others have filters in lanes, channels last.</summary>
/// <remarks>
/// Few filters leave most lanes of theirs empty, while a row of an image fills them. What is paid for it is turning the result channels last for a reader that wants it so.
/// A network is a chain, so the least cost of reaching each value in either order is all that needs to be known of what is before it.
/// Sums have the same terms in the same order in both, hence the same bits.
/// </remarks>
internal static class ColumnsChoice
{
    /// <summary>The cheapest choice, in multiply-adds of vectors.</summary>
    public static ICollection<Op.Convolve> Of(NetworkGraph graph, Layouts layouts)
    {
        Way last = Way.Start;
        Way? planes = null;
        foreach (Op.Forward op in graph.Forward)
        {
            if (layouts.IsInEpilogue(op))
                continue;
            (last, planes) = op switch
            {
                // Samples come channels first; with a border or none they are copied, or turned, on the way.
                Op.Reshape { X.Role: Role.Input, Y.Shape.Rank: > 1 } => (last.And(op.Y.Length), last),
                Op.Convolve convolve => Behind(convolve, layouts.ResultOf(convolve), last, planes, IsSuited(convolve, layouts)),
                Op.Activate activate when !activate.Kind.IsRowWise() => (last, planes),
                _ => (last, null),
            };
            // One channel is first and last.
            if (op.Y.Shape.Channels == 1)
                planes = last = Way.Cheaper(last, planes);
        }
        return last.Columns;
    }

    private static (Way Last, Way? Planes) Behind(Op.Convolve convolve, Buffer result, Way last, Way? planes, bool isSuited)
    {
        int terms = convolve.Height.Kernel * convolve.Width.Kernel * (convolve.X.Shape.Channels / convolve.Groups), filters = convolve.Y.Shape.Channels;
        long rows = convolve.Height.Output, columns = convolve.Width.Output;
        Way inFilters = last.And(rows * columns * terms * Vectors(filters));
        if (planes is null || !isSuited)
            return (inFilters, null);
        Way inColumns = planes.And(rows * terms * filters * Vectors(columns), convolve);
        return (Way.Cheaper(inFilters, inColumns.And(filters == 1 ? 0 : result.Length)), inColumns);
    }

    /// <summary>Vectors of a 512-bit and of a 256-bit machine together: neither is to pay for the other.</summary>
    private static long Vectors(long lanes) => (lanes + 15) / 16 + (lanes + 7) / 8;

    /// <summary>Whether a row fills a vector of columns that lie side by side, and the maximum that the epilogue takes is of pairs.</summary>
    private static bool IsSuited(Op.Convolve convolve, Layouts layouts)
    {
        int pooled = layouts.EpilogueOf(convolve).Pool?.Width.Kernel ?? 1;
        return convolve is { Groups: 1, Width.Stride: 1 }
            && pooled <= 2
            && convolve.Width.Output / pooled * pooled >= Limits.NarrowPanelWidth
            && convolve.Y.Shape.Channels <= Limits.PanelWidth;
    }

    /// <summary>A way to a value: what it costs, and its convolutions with columns in lanes.</summary>
    private sealed class Way(long cost, IReadOnlyList<Op.Convolve> columns)
    {
        public static Way Start { get; } = new(0, []);

        public ICollection<Op.Convolve> Columns => [.. columns];

        public Way And(long more, params Op.Convolve[] convolutions) => new(cost + more, [.. columns, .. convolutions]);

        public static Way Cheaper(Way a, Way? b) => b is null || a.Cost <= b.Cost ? a : b;

        private long Cost => cost;
    }
}
