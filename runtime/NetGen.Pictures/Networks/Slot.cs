namespace NetGen.Pictures;

/// <summary>A place in a row of a <see cref="LayeredLayout"/>: a node, or the passage of an edge that crosses the row.</summary>
/// <param name="node">The node; for a passage the node that its edge comes from.</param>
/// <param name="row">The row, from 0 at the top.</param>
/// <param name="width">The space that it takes.</param>
/// <param name="isPassage">Whether an edge passes here.</param>
internal sealed class Slot(int node, int row, double width, bool isPassage)
{
    public int Node => node;

    public int Row => row;

    public double Width => width;

    public bool IsPassage => isPassage;

    /// <summary>The slots of the row above that lead here.</summary>
    public List<Slot> Above { get; } = [];

    /// <summary>The slots of the row below that this one leads to.</summary>
    public List<Slot> Below { get; } = [];

    /// <summary>The position in its row.</summary>
    public int Index { get; set; }

    /// <summary>The centre.</summary>
    public double X { get; set; }

    public void LeadTo(Slot below)
    {
        Below.Add(below);
        below.Above.Add(this);
    }
}
