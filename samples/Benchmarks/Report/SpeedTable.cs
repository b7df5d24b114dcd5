namespace Benchmarks.Report;

/// <summary>The results of all measurements, in nanoseconds per sample, with the bound and the best peer.</summary>
internal static class SpeedTable
{
    public static string Write(IReadOnlyList<Outcome> outcomes, IReadOnlyList<string> peers)
    {
        var table = new Table(["ns per sample", "bound", .. peers, "× bound", "best peer"]);
        foreach (Outcome outcome in outcomes)
            table.Add([outcome.Measure.Name, Figures.Number(outcome.Bound), .. peers.Select(peer => Cell(outcome, peer)), OfBound(outcome), OfBestPeer(outcome)]);
        return table.ToString();
    }

    private static string Cell(Outcome outcome, string peer) =>
        outcome.Entries.FirstOrDefault(entry => entry.Peer == peer) is not { } entry ? "–"
        : entry == outcome.NetGen ? Figures.MedianAndSpread(entry.Nanoseconds)
        : Figures.Median(entry.Nanoseconds);

    private static string OfBound(Outcome outcome) =>
        outcome.NetGen is { } own ? Figures.Ratio(own.Nanoseconds.Median / outcome.Bound) : "–";

    /// <summary>The time of the best peer in multiples of NetGen's.</summary>
    private static string OfBestPeer(Outcome outcome) =>
        outcome is { NetGen: { } own, BestPeer: { } best } ? $"{Figures.Ratio(best.Nanoseconds.Median / own.Nanoseconds.Median)} {best.Peer}" : "–";
}
