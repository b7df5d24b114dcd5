using System.Text;

namespace NetGen.Pictures;

/// <summary>Draws a network's layers as boxes, with arrows for what feeds what.</summary>
public static class NetworkPicture
{
    private const double Margin = 16, BoxHeight = 44, Padding = 12, MinBoxWidth = 176, MaxBoxWidth = 300, PassageWidth = 12, NeighbourGap = 20;
    private const double StraightGap = 24, BentGap = 44, ArrowLength = 6, ArrowWidth = 3.5;
    private const double NameSize = 12, DetailSize = 11;

    /// <summary>The network as an SVG document: a box for each layer with its name, kind, output shape and parameters, inputs at the top and outputs with their losses at the bottom.</summary>
    /// <exception cref="ArgumentException">A layer reads what is neither an input nor an earlier layer.</exception>
    public static string ToSvg(this NetworkSummary summary) => summary.ToPicture().ToSvg();

    /// <summary>The network as a picture, as by <see cref="ToSvg"/>.</summary>
    /// <exception cref="ArgumentException">A layer reads what is neither an input nor an earlier layer.</exception>
    public static Picture ToPicture(this NetworkSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        NetworkGraph graph = NetworkGraph.Of(summary);
        double boxWidth = Math.Clamp(graph.Nodes.Max(WidthOf), MinBoxWidth, MaxBoxWidth);
        var layout = new LayeredLayout(graph, boxWidth, PassageWidth, NeighbourGap);

        List<Slot> slots = [.. layout.Rows.SelectMany(row => row)];
        double left = slots.Min(slot => slot.X - slot.Width / 2), width = slots.Max(slot => slot.X + slot.Width / 2) - left;
        double[] tops = Tops(layout);
        foreach (Slot slot in slots)
            slot.X += Margin - left;

        var canvas = new Canvas();
        foreach (IGrouping<int, Slot> edges in slots.GroupBy(slot => slot.Node))
            DrawEdges(canvas, [.. edges], tops);
        foreach (Slot slot in slots.Where(slot => !slot.IsPassage))
            DrawNode(canvas, graph.Nodes[slot.Node], slot.X - boxWidth / 2, tops[slot.Row], boxWidth);
        return new($"Layers of {summary.Network}", Describe(summary, graph), width + 2 * Margin, tops[^1] + BoxHeight + Margin, canvas.ToString());
    }

    private static string ParametersOf(NetworkNode node) => node.Parameters == 0 ? "" : $"{Xml.Count(node.Parameters)} parameter{(node.Parameters == 1 ? "" : "s")}";

    private static double WidthOf(NetworkNode node) => 1 + 2 * Padding + Math.Max(
        TextWidth.Of(node.Name, NameSize, bold: true) + Padding + TextWidth.Of(node.Shape, NameSize),
        TextWidth.Of(node.Detail, DetailSize) + Padding + TextWidth.Of(ParametersOf(node), DetailSize));

    /// <summary>The top of every row: those whose edges bend are farther apart.</summary>
    private static double[] Tops(LayeredLayout layout)
    {
        double[] tops = new double[layout.Rows.Count];
        tops[0] = Margin;
        for (int row = 1; row < tops.Length; row++)
        {
            bool bends = layout.Rows[row].Any(slot => slot.Above.Any(above => Math.Abs(above.X - slot.X) >= 0.5));
            tops[row] = tops[row - 1] + BoxHeight + (bends ? BentGap : StraightGap);
        }
        return tops;
    }

    /// <summary>All edges from one node: one path through their places, and an arrowhead at each reader.</summary>
    private static void DrawEdges(Canvas canvas, Slot[] places, double[] tops)
    {
        var path = new StringBuilder();
        List<Slot> readers = [];
        foreach (Slot from in places)
        {
            double bottom = tops[from.Row] + BoxHeight;
            if (from.IsPassage)
                path.Append($"M{N(from.X)} {N(tops[from.Row])}V{N(bottom)}");
            foreach (Slot to in from.Below)
            {
                double end = tops[to.Row] - (to.IsPassage ? 0 : ArrowLength), middle = (bottom + end) / 2;
                path.Append($"M{N(from.X)} {N(bottom)}");
                path.Append(Math.Abs(from.X - to.X) < 0.5 ? $"V{N(end)}" : $"C{N(from.X)} {N(middle)} {N(to.X)} {N(middle)} {N(to.X)} {N(end)}");
                if (!to.IsPassage)
                    readers.Add(to);
            }
        }
        if (path.Length == 0)
            return;
        canvas.Path(path.ToString(), "edge");
        foreach (Slot reader in readers)
            canvas.Path($"M{N(reader.X)} {N(tops[reader.Row])}l{N(-ArrowWidth)} {N(-ArrowLength)}h{N(2 * ArrowWidth)}z", "arrow");
    }

    private static void DrawNode(Canvas canvas, NetworkNode node, double x, double y, double width)
    {
        canvas.Rectangle(x, y, width, BoxHeight, node.IsLayer ? "box" : "terminal", node.IsLayer ? 4 : BoxHeight / 2);
        double available = width - 2 * Padding, right = x + width - Padding;
        // Of a line too long for the widest box the left text gets what the right one leaves, and neither less than 2/5.
        bool hasDetail = node.Detail != node.Name;
        Line(y + (hasDetail ? 18 : 26), node.Name, node.Shape, NameSize, "strong", "end");
        if (hasDetail)
            Line(y + 34, node.Detail, ParametersOf(node), DetailSize, "muted small", "muted small end");

        void Line(double baseline, string leftText, string rightText, double size, string leftClasses, string rightClasses)
        {
            bool bold = leftClasses == "strong";
            double leftWidth = TextWidth.Of(leftText, size, bold);
            string fitted = TextWidth.Fit(rightText, Math.Max(available - Padding - leftWidth, available * 0.4), size);
            canvas.Text(x + Padding, baseline, TextWidth.Fit(leftText, available - Padding - TextWidth.Of(fitted, size), size, bold), leftClasses);
            if (fitted.Length > 0)
                canvas.Text(right, baseline, fitted, rightClasses);
        }
    }

    private static string Describe(NetworkSummary summary, NetworkGraph graph)
    {
        int layers = summary.Layers.Count;
        string layer(int node) => $"{graph.Nodes[node].Name}, {graph.Nodes[node].Detail}, {graph.Nodes[node].Shape}, reads {string.Join(" and ", graph.Reads[node].Select(from => graph.Nodes[from].Name))}";
        IEnumerable<string> parts = Enumerable.Range(0, graph.Nodes.Count).Where(node => graph.Reads[node].Length > 0).Select(layer);
        return $"{layers} layer{(layers == 1 ? "" : "s")} with {Xml.Count(summary.Parameters)} trained parameters: {string.Join("; ", parts)}.";
    }

    private static string N(double value) => Xml.Number(value);
}
