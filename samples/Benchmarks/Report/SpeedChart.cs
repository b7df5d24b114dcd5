using System.Globalization;
using System.Text;
using Benchmarks.Peers;

namespace Benchmarks.Report;

/// <summary>The speed table as a chart: for each measurement, the time of every peer in multiples of NetGen's, on a logarithmic scale.</summary>
internal static class SpeedChart
{
    private const int Left = 118, Right = 24, Width = 760, RowHeight = 17, Top = 62, Bottom = 40;

    /// <summary>The most common uses: one sample, many samples, a training step. The table has the rest.</summary>
    private static readonly string[] s_measures = [".forward.1", ".forward.64", ".training.64"];

    private static readonly (string Peer, string Color)[] s_peers =
        [("C# loops", "#8b8b8b"), ("TensorPrimitives", "#2f8f5b"), ("OpenBLAS", "#d08700"), ("ONNX Runtime", "#1f77c9"), ("PyTorch", "#d6422b")];

    public static string Draw(IReadOnlyList<PublishedRow> table)
    {
        PublishedRow[] rows = [.. table.Where(row => s_measures.Any(row.Measure.EndsWith) && row.Nanoseconds.ContainsKey(NetGenPeer.PeerName))];
        double[] ratios = [.. rows.SelectMany(row => row.Nanoseconds.Select(peer => Ratio(row, peer.Key)))];
        // The axis ends at whole powers of two.
        int low = Math.Min(0, (int)Math.Floor(Math.Log2(ratios.Append(1).Min()))), high = Math.Max(1, (int)Math.Ceiling(Math.Log2(ratios.Append(1).Max())));
        int bottom = Top + rows.Length * RowHeight;
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {bottom + Bottom}\" font-family=\"Segoe UI, Helvetica, Arial, sans-serif\" font-size=\"12\">");
        Add(svg, $"<rect width=\"{Width}\" height=\"{bottom + Bottom}\" rx=\"8\" fill=\"#fff\"/>");
        Add(svg, $"<text x=\"16\" y=\"24\" font-size=\"14\" font-weight=\"600\" fill=\"#222\">Time per sample, in multiples of NetGen's (less is better)</text>");
        double legend = 16;
        foreach ((string peer, string color) in s_peers.Where(peer => rows.Any(row => row.Nanoseconds.ContainsKey(peer.Peer))))
        {
            Add(svg, $"<circle cx=\"{legend + 5:0.#}\" cy=\"42\" r=\"4.5\" fill=\"{color}\"/><text x=\"{legend + 14:0.#}\" y=\"46\" fill=\"#444\">{peer}</text>");
            legend += 34 + 6.6 * peer.Length;
        }
        for (int power = low; power <= high; power++)
        {
            double x = X(Math.Pow(2, power));
            Add(svg, $"<line x1=\"{x:0.#}\" y1=\"{Top - 6}\" x2=\"{x:0.#}\" y2=\"{bottom}\" stroke=\"{(power == 0 ? "#5b2ad6" : "#e4e4ea")}\" stroke-width=\"{(power == 0 ? 2 : 1)}\"/>");
            if (power % 2 == 0)
                Add(svg, $"<text x=\"{x:0.#}\" y=\"{bottom + 16}\" text-anchor=\"middle\" fill=\"#666\">{Math.Pow(2, power):0.###}×</text>");
        }
        Add(svg, $"<text x=\"{X(1):0.#}\" y=\"{bottom + 31}\" text-anchor=\"middle\" font-weight=\"600\" fill=\"#5b2ad6\">NetGen</text>");
        for (int i = 0; i < rows.Length; i++)
        {
            double y = Top + (i + 0.5) * RowHeight;
            if (i > 0 && rows[i].Measure[0] != rows[i - 1].Measure[0])
                Add(svg, $"<line x1=\"16\" y1=\"{y - RowHeight / 2.0:0.#}\" x2=\"{Width - Right}\" y2=\"{y - RowHeight / 2.0:0.#}\" stroke=\"#d8d8e0\"/>");
            Add(svg, $"<text x=\"{Left - 12}\" y=\"{y + 4:0.#}\" text-anchor=\"end\" fill=\"#333\">{rows[i].Measure}</text>");
            foreach ((string peer, string color) in s_peers.Where(peer => rows[i].Nanoseconds.ContainsKey(peer.Peer)))
                Add(svg, $"<circle cx=\"{X(Ratio(rows[i], peer)):0.#}\" cy=\"{y:0.#}\" r=\"4.5\" fill=\"{color}\"><title>{peer} {Figures.Ratio(Ratio(rows[i], peer))}</title></circle>");
        }
        return svg.Append("</svg>\n").ToString();

        double X(double ratio) => Left + (Math.Log2(ratio) - low) / (high - low) * (Width - Left - Right);
    }

    private static double Ratio(PublishedRow row, string peer) => row.Nanoseconds[peer] / row.Nanoseconds[NetGenPeer.PeerName];

    private static void Add(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
