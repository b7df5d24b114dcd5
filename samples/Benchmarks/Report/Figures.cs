using System.Globalization;
using Benchmarks.Timing;

namespace Benchmarks.Report;

/// <summary>The format of figures: three digits, and a tilde before a figure from too few clean batches.</summary>
internal static class Figures
{
    public static string Number(double value) =>
        value.ToString(value < 1 ? "0.00" : value < 10 ? "0.0#" : value < 100 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    public static string Median(Spread spread) => $"{(spread.IsShaky ? "~" : "")}{Number(spread.Median)}";

    public static string MedianAndSpread(Spread spread) => $"{Median(spread)} ({Number(spread.Low)}–{Number(spread.High)})";

    public static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + "×";
}
