using Benchmarks.Report;

namespace Benchmarks.Comparison;

/// <summary>The ratios of this build's times for one measurement to another build's, one for each pair.</summary>
internal sealed record Ratios(string Measure, IReadOnlyList<double> All)
{
    private readonly double[] _sorted = [.. All.Order()];

    public double Median => (_sorted[(_sorted.Length - 1) / 2] + _sorted[_sorted.Length / 2]) / 2;

    /// <summary>The 95 % confidence interval of the median, by the sign test: ranks n/2 ± 0.98 √n.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            int rank = Math.Max(0, (int)(_sorted.Length / 2.0 - 0.98 * Math.Sqrt(_sorted.Length)));
            return (_sorted[rank], _sorted[^(rank + 1)]);
        }
    }

    public string[] Row(double bound) =>
    [
        Measure, $"{All.Count}", Figures.Ratio(Median), $"{Figures.Ratio(Interval.Low)}–{Figures.Ratio(Interval.High)}", Interval.Low > bound ? $"above {bound}" : "",
    ];
}
