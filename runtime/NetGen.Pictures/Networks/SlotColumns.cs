namespace NetGen.Pictures;

/// <summary>Slots one above another that are drawn on one vertical line.</summary>
internal sealed class SlotColumn
{
    public List<Slot> Slots { get; } = [];

    /// <summary>The columns right before and after this one in a row, with the least distance of the centres.</summary>
    public HashSet<(SlotColumn Column, double Distance)> Left { get; } = [];

    public HashSet<(SlotColumn Column, double Distance)> Right { get; } = [];

    public double X { get; set; }
}

/// <summary>Horizontal positions for slots whose order is known: aligned to straight columns (as Brandes and Köpf 2001 do), which then move towards their neighbours.</summary>
internal static class SlotColumns
{
    private const int Sweeps = 40;

    public static void Position(IReadOnlyList<Slot[]> rows, double gap)
    {
        Dictionary<Slot, SlotColumn> columnOf = Align(rows);
        SlotColumn[] columns = [.. columnOf.Values.Distinct()];
        foreach (Slot[] row in rows)
            for (int i = 1; i < row.Length; i++)
            {
                double distance = (row[i - 1].Width + row[i].Width) / 2 + (row[i - 1].IsPassage && row[i].IsPassage ? 0 : gap);
                columnOf[row[i - 1]].Right.Add((columnOf[row[i]], distance));
                columnOf[row[i]].Left.Add((columnOf[row[i - 1]], distance));
            }

        // Halfway between the positions as far left and as far right as possible, which keeps all distances too.
        SlotColumn[] order = Sorted(columns);
        Dictionary<SlotColumn, double> leftmost = Pack(order, column => column.Left), rightmost = Pack(order.Reverse(), column => column.Right);
        double width = leftmost.Values.Max();
        foreach (SlotColumn column in columns)
            column.X = (leftmost[column] + width - rightmost[column]) / 2;
        for (int sweep = 0; sweep < Sweeps; sweep++)
            foreach (SlotColumn column in sweep % 2 == 0 ? order : order.Reverse())
            {
                double least = column.Left.Select(left => left.Column.X + left.Distance).DefaultIfEmpty(double.NegativeInfinity).Max();
                double most = column.Right.Select(right => right.Column.X - right.Distance).DefaultIfEmpty(double.PositiveInfinity).Min();
                // Where there is no space left, the two differ by rounding.
                column.X = Math.Min(Math.Max(Wanted(column, columnOf), least), most);
            }
        foreach ((Slot slot, SlotColumn column) in columnOf)
            slot.X = column.X;
    }

    /// <summary>Puts each slot into the column of its partner above, unless that edge would cross the one of another column.</summary>
    private static Dictionary<Slot, SlotColumn> Align(IReadOnlyList<Slot[]> rows)
    {
        Dictionary<Slot, SlotColumn> columnOf = [];
        foreach (Slot[] row in rows)
        {
            int last = -1;
            foreach (Slot slot in row)
            {
                SlotColumn column = new();
                if (Partner(slot, slot.Above) is { } above && Partner(above, above.Below) == slot && above.Index > last)
                    (column, last) = (columnOf[above], above.Index);
                column.Slots.Add(slot);
                columnOf[slot] = column;
            }
        }
        return columnOf;
    }

    /// <summary>The neighbour that is to be straight above or below a slot: the only one of its own kind, a node or a passage; else the only one at all.</summary>
    private static Slot? Partner(Slot slot, List<Slot> neighbours) =>
        neighbours.Where(near => near.IsPassage == slot.IsPassage).Take(2).ToArray() is { Length: > 0 } same
            ? same is [var single] ? single : null
            : neighbours is [var only] ? only : null;

    /// <summary>Columns after all that are left of them. There is no cycle, since columns don't cross.</summary>
    private static SlotColumn[] Sorted(SlotColumn[] columns)
    {
        Dictionary<SlotColumn, int> waiting = columns.ToDictionary(column => column, column => column.Left.Select(left => left.Column).Distinct().Count());
        List<SlotColumn> sorted = [.. columns.Where(column => waiting[column] == 0)];
        for (int i = 0; i < sorted.Count; i++)
            foreach (SlotColumn right in sorted[i].Right.Select(right => right.Column).Distinct())
                if (--waiting[right] == 0)
                    sorted.Add(right);
        return [.. sorted];
    }

    /// <summary>The least distance of every column from the border, for columns after those between them and the border.</summary>
    private static Dictionary<SlotColumn, double> Pack(IEnumerable<SlotColumn> order, Func<SlotColumn, IEnumerable<(SlotColumn Column, double Distance)>> before)
    {
        Dictionary<SlotColumn, double> distances = [];
        foreach (SlotColumn column in order)
            distances[column] = before(column).Select(near => distances[near.Column] + near.Distance).DefaultIfEmpty(0).Max();
        return distances;
    }

    /// <summary>The mean position of all neighbours in other columns. Passages are neighbours only of each other: they go around nodes and don't move them.</summary>
    private static double Wanted(SlotColumn column, Dictionary<Slot, SlotColumn> columnOf)
    {
        Slot[] near = [.. column.Slots.SelectMany(slot => slot.Above.Concat(slot.Below)).Where(slot => columnOf[slot] != column)];
        Slot[] nodes = [.. near.Where(slot => !slot.IsPassage)];
        return (nodes is [] ? near : nodes) is { Length: > 0 } pulling ? pulling.Average(slot => columnOf[slot].X) : column.X;
    }
}
