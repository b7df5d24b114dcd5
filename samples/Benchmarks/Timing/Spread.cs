namespace Benchmarks.Timing;

/// <summary>What repeated timings of one thing gave.</summary>
/// <param name="Median">Of the clean timings; of all where fewer than five were clean.</param>
/// <param name="Low">The first tenth lies below.</param>
/// <param name="High">The last tenth lies above.</param>
/// <param name="Clean">Timings taken with the core to ourselves.</param>
/// <param name="All">Timings taken.</param>
internal sealed record Spread(double Median, double Low, double High, int Clean, int All)
{
    private const int EnoughForAMedian = 5, EnoughToTrust = 25;

    /// <summary>Whether too few timings were clean to trust the figure.</summary>
    public bool IsShaky => Clean < EnoughToTrust;

    /// <summary>The same timings of a part: of a sample, where they were of a batch.</summary>
    public static Spread operator /(Spread spread, double parts) =>
        spread with { Median = spread.Median / parts, Low = spread.Low / parts, High = spread.High / parts };

    public static Spread Of(IReadOnlyCollection<double> clean, IReadOnlyCollection<double> all)
    {
        double[] sorted = [.. (clean.Count >= EnoughForAMedian ? clean : all).Order()];
        return new(sorted[sorted.Length / 2], sorted[sorted.Length / 10], sorted[sorted.Length * 9 / 10], clean.Count, all.Count);
    }
}
