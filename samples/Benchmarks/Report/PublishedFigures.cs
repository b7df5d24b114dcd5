using System.Globalization;
using System.Text;
using Benchmarks.Peers;

namespace Benchmarks.Report;

/// <summary>A row of the published table: the time of each peer for a measurement, in nanoseconds per sample.</summary>
internal sealed record PublishedRow(string Measure, IReadOnlyDictionary<string, double> Nanoseconds);

/// <summary>The figures that a README publishes: between two markers, the machine, a summary sentence and the table. The chart next to the README is drawn from that table.</summary>
internal static class PublishedFigures
{
    private const string Begin = "<!-- Written by --readme, from a run. -->", End = "<!-- End of the figures. -->", Picture = "speed.svg", FirstHeading = "ns per sample";

    /// <summary>Checks, before minutes of measurement, that a README has the markers for the figures.</summary>
    /// <exception cref="InvalidDataException">The file has no markers.</exception>
    public static void Check(string readme) => Place(File.ReadAllText(readme), readme);

    /// <summary>Replaces the figures of a README by those of a run on one thread, and draws its chart.</summary>
    /// <exception cref="InvalidDataException">The file has no markers.</exception>
    public static void Publish(string readme, Results results)
    {
        string text = File.ReadAllText(readme);
        (int begin, int end) = Place(text, readme);
        Outcome[] outcomes = [.. results.Outcomes.Where(outcome => outcome.Measure.Threads == 1)];
        string[] peers = [.. results.Peers.Keys];
        string versions = string.Join(", ", results.Peers.Select(peer => peer.Value.Length == 0 ? peer.Key : $"{peer.Key} {peer.Value}"));
        File.WriteAllText(readme, $"{text[..begin]}\n{results.Machine}; {versions}.\n\n{Summary(outcomes)}\n\n{Table(outcomes, peers)}\n{text[end..]}");
        Draw(readme);
    }

    /// <summary>Draws the chart of a README's table next to it, and returns its path.</summary>
    /// <exception cref="InvalidDataException">The file has no markers, or no table between them.</exception>
    public static string Draw(string readme)
    {
        string text = File.ReadAllText(readme);
        (int begin, int end) = Place(text, readme);
        string picture = Path.Combine(Path.GetDirectoryName(readme)!, Picture);
        File.WriteAllText(picture, SpeedChart.Draw(Rows(text[begin..end], readme)));
        return picture;
    }

    private static (int Begin, int End) Place(string text, string readme)
    {
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? (begin + Begin.Length + 1, end)
            : throw new InvalidDataException($"{readme} has no lines '{Begin}' and '{End}' between which to write the figures.");
    }

    private static string Summary(IReadOnlyList<Outcome> outcomes)
    {
        (Outcome Outcome, double Ratio)[] contested = [.. outcomes.Where(outcome => outcome is { NetGen: not null, BestPeer: not null })
            .Select(outcome => (Outcome: outcome, Ratio: outcome.BestPeer!.Nanoseconds.Median / outcome.NetGen!.Nanoseconds.Median))
            .OrderBy(pair => pair.Ratio)];
        if (contested.Length == 0)
            return "No peer was measured.";
        string[] lost = [.. contested.Where(pair => pair.Ratio <= 1).Select(pair => $"{pair.Outcome.Measure.Name} ({Figures.Ratio(pair.Ratio)}, {pair.Outcome.BestPeer!.Peer})")];
        string summary = $"NetGen is the fastest in {contested.Length - lost.Length} of {contested.Length} measurements; the fastest peer takes {Figures.Ratio(contested[0].Ratio)} to {Figures.Ratio(contested[^1].Ratio)} NetGen's time, {Figures.Ratio(contested[contested.Length / 2].Ratio)} at the median.";
        return lost.Length == 0 ? summary : $"{summary}\n\nNot the fastest in {string.Join(", ", lost)}.";
    }

    /// <summary>The first of each row is bold.</summary>
    private static string Table(IReadOnlyList<Outcome> outcomes, string[] peers)
    {
        var text = new StringBuilder($"| {FirstHeading} | {string.Join(" | ", peers)} | fastest peer |\n|---|{string.Concat(Enumerable.Repeat("--:|", peers.Length + 1))}\n");
        foreach (Outcome outcome in outcomes)
        {
            Entry? first = outcome.Entries.MinBy(entry => entry.Nanoseconds.Median);
            IEnumerable<string> cells = peers.Select(peer => outcome.Entries.FirstOrDefault(entry => entry.Peer == peer) switch
            {
                null => "–",
                var entry when entry == first => $"**{Figures.Median(entry.Nanoseconds)}**",
                var entry => Figures.Median(entry.Nanoseconds),
            });
            string best = outcome is { NetGen: { } own, BestPeer: { } other } ? $"{Figures.Ratio(other.Nanoseconds.Median / own.Nanoseconds.Median)} ({other.Peer})" : "–";
            text.Append($"| {outcome.Measure.Name} | {string.Join(" | ", cells)} | {best} |\n");
        }
        return text.ToString();
    }

    private static PublishedRow[] Rows(string figures, string readme)
    {
        string[][] table = [.. figures.Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
        if (table is not [[FirstHeading, NetGenPeer.PeerName, ..], _, _, ..])
            throw new InvalidDataException($"{readme} has no table whose first columns are '{FirstHeading}' and '{NetGenPeer.PeerName}' between its markers.");
        string[] peers = table[0][1..^1];
        return [.. table.Skip(2).Select(row => new PublishedRow(row[0], peers.Zip(row[1..^1])
            .Where(cell => cell.Second != "–")
            .ToDictionary(cell => cell.First, cell => double.Parse(cell.Second.Trim('*', '~'), NumberStyles.Number, CultureInfo.InvariantCulture))))];
    }
}
