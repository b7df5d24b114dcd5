namespace Benchmarks.Timing;

/// <summary>The distribution of repeated timings.</summary>
/// <param name="Median">The median of the clean timings, or of all if fewer than five were clean.</param>
/// <param name="Low">The 10th percentile.</param>
/// <param name="High">The 90th percentile.</param>
/// <param name="Clean">The number of timings taken while the core was not shared.</param>
/// <param name="All">The number of timings.</param>
internal sealed record Spread(double Median, double Low, double High, int Clean, int All)
{
    private const int EnoughForAMedian = 5, EnoughToTrust = 25;

    /// <summary>Whether too few timings were clean to trust the figure.</summary>
    public bool IsShaky => Clean < EnoughToTrust;

    /// <summary>The same timings divided by a number, such as of a sample instead of a batch.</summary>
    public static Spread operator /(Spread spread, double parts) =>
        spread with { Median = spread.Median / parts, Low = spread.Low / parts, High = spread.High / parts };

    public static Spread Of(IReadOnlyCollection<double> clean, IReadOnlyCollection<double> all)
    {
        double[] sorted = [.. (clean.Count >= EnoughForAMedian ? clean : all).Order()];
        return new(sorted[sorted.Length / 2], sorted[sorted.Length / 10], sorted[sorted.Length * 9 / 10], clean.Count, all.Count);
    }
}
