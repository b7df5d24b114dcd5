namespace NetGen.Pictures;

/// <summary>Rows of nodes, each below all that it reads (Sugiyama, Tagawa and Toda 1981): an edge that skips rows has a place in each, so that it crosses no node. All edges from a node share their places.</summary>
internal sealed class LayeredLayout
{
    /// <summary>Sweeps over all rows, down and up by turns; the order hardly changes afterwards.</summary>
    private const int Sweeps = 24;

    /// <param name="graph">The nodes.</param>
    /// <param name="nodeWidth">The width of every node.</param>
    /// <param name="passageWidth">The width of a passage.</param>
    /// <param name="gap">The least space beside a node.</param>
    public LayeredLayout(NetworkGraph graph, double nodeWidth, double passageWidth, double gap)
    {
        Rows = Places(graph, nodeWidth, passageWidth);
        Order();
        SlotColumns.Position(Rows, gap);
    }

    /// <summary>The slots of every row, from left to right.</summary>
    public IReadOnlyList<Slot[]> Rows { get; }

    /// <summary>The longest path from an input decides the row; an input stands right above its first reader.</summary>
    private static int[] RowOf(NetworkGraph graph)
    {
        int[] rows = new int[graph.Nodes.Count];
        int[] firstReader = [.. Enumerable.Repeat(int.MaxValue, rows.Length)];
        for (int node = 0; node < rows.Length; node++)
            rows[node] = graph.Reads[node].Select(from => rows[from] + 1).DefaultIfEmpty(0).Max();
        for (int node = 0; node < rows.Length; node++)
            foreach (int from in graph.Reads[node])
                firstReader[from] = Math.Min(firstReader[from], rows[node]);
        for (int node = 0; node < rows.Length; node++)
            if (graph.Reads[node] is [] && firstReader[node] != int.MaxValue)
                rows[node] = firstReader[node] - 1;
        return rows;
    }

    private static List<Slot[]> Places(NetworkGraph graph, double nodeWidth, double passageWidth)
    {
        int[] rowOf = RowOf(graph);
        List<Slot>[] rows = [.. Enumerable.Range(0, rowOf.Max() + 1).Select(_ => new List<Slot>())];
        // The lowest slot so far of each node's edges.
        List<Slot>[] stems = new List<Slot>[rowOf.Length];
        for (int node = 0; node < rowOf.Length; node++)
        {
            var slot = new Slot(node, rowOf[node], nodeWidth, isPassage: false);
            rows[slot.Row].Add(slot);
            stems[node] = [slot];
        }
        for (int node = 0; node < rowOf.Length; node++)
            foreach (int from in graph.Reads[node])
            {
                List<Slot> stem = stems[from];
                while (stem[^1].Row < rowOf[node] - 1)
                {
                    var passage = new Slot(from, stem[^1].Row + 1, passageWidth, isPassage: true);
                    rows[passage.Row].Add(passage);
                    stem[^1].LeadTo(passage);
                    stem.Add(passage);
                }
                stem[rowOf[node] - 1 - rowOf[from]].LeadTo(stems[node][0]);
            }
        return [.. rows.Select(row => row.ToArray())];
    }

    /// <summary>Sorts every row by the mean position of its neighbours in the row before, and keeps the order with the fewest crossings.</summary>
    private void Order()
    {
        Slot[][] best = Renumber();
        long fewest = Crossings();
        for (int sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            bool down = sweep % 2 == 0;
            foreach (Slot[] row in down ? Rows : Rows.Reverse())
            {
                double[] keys = [.. row.Select(slot => (down ? slot.Above : slot.Below) is { Count: > 0 } near ? near.Average(other => other.Index) : slot.Index)];
                // The index decides between equal keys, so that the order is always the same.
                Slot[] sorted = [.. row.Zip(keys).OrderBy(pair => pair.Second).ThenBy(pair => pair.First.Index).Select(pair => pair.First)];
                sorted.CopyTo(row, 0);
                Renumber(row);
            }
            if (Crossings() is var crossings && crossings < fewest)
                (fewest, best) = (crossings, Renumber());
        }
        foreach ((Slot[] row, Slot[] order) in Rows.Zip(best))
            order.CopyTo(row, 0);
        Renumber();
    }

    /// <summary>Gives every slot its index, and returns a copy of the order.</summary>
    private Slot[][] Renumber()
    {
        foreach (Slot[] row in Rows)
            Renumber(row);
        return [.. Rows.Select(row => row.ToArray())];
    }

    private static void Renumber(Slot[] row)
    {
        for (int i = 0; i < row.Length; i++)
            row[i].Index = i;
    }

    /// <summary>Pairs of edges between neighbouring rows whose ends have opposite orders, counted by a Fenwick tree over the lower ends (Barth, Jünger and Mutzel 2002).</summary>
    private long Crossings()
    {
        long crossings = 0;
        for (int row = 0; row + 1 < Rows.Count; row++)
        {
            int[] tree = new int[Rows[row + 1].Length + 1];
            int count = 0;
            // In the order of their upper ends, and from one slot in that of the lower ones, since these don't cross.
            foreach (int lower in Rows[row].SelectMany(slot => slot.Below.Select(below => below.Index).Order()))
            {
                crossings += count++;
                for (int i = lower + 1; i > 0; i -= i & -i)
                    crossings -= tree[i];
                for (int i = lower + 1; i < tree.Length; i += i & -i)
                    tree[i]++;
            }
        }
        return crossings;
    }
}
