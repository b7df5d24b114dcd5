using System.Globalization;

namespace NetGen.Pictures;

/// <summary>A mark on an axis.</summary>
/// <param name="At">Its place, from 0 to 1.</param>
/// <param name="Label">Its text.</param>
internal sealed record Tick(double At, string Label);

/// <summary>An axis: a range of numbers, with marks at round ones.</summary>
internal sealed class Axis
{
    /// <summary>Beyond these, differences of doubles overflow, or powers of ten underflow: what is beyond is drawn at the border.</summary>
    private const double Largest = 1e300, Smallest = 1e-290;

    /// <summary>A range narrower than this share of its numbers has labels that are too long.</summary>
    private const double Narrowest = 2e-4;

    private readonly double _min, _max;
    private readonly bool _isLogarithmic;

    private Axis(double min, double max, bool isLogarithmic) => (_min, _max, _isLogarithmic) = (min, max, isLogarithmic);

    public IReadOnlyList<Tick> Ticks { get; private init; } = [];

    /// <summary>The place of a number, from 0 to 1; null for one that the axis does not have.</summary>
    public double? Place(double value)
    {
        if (!double.IsFinite(value) || _isLogarithmic && value <= 0)
            return null;
        double at = _isLogarithmic ? Math.Log10(Math.Clamp(value, Smallest, Largest)) : Math.Clamp(value, -Largest, Largest);
        return _max == _min ? 0.5 : (at - _min) / (_max - _min);
    }

    /// <summary>An axis for losses, whose ends are marks.</summary>
    public static Axis Of(IEnumerable<double> values, LossScale scale, int marks)
    {
        double[] finite = [.. values.Where(value => double.IsFinite(value) && (scale == LossScale.Linear || value > 0))];
        if (finite is [])
            return new(0, 1, scale == LossScale.Logarithmic);
        return scale == LossScale.Linear ? Linear(finite.Min(), finite.Max(), marks, Label) : Logarithmic(Math.Clamp(finite.Min(), Smallest, Largest), Math.Clamp(finite.Max(), Smallest, Largest), marks);
    }

    /// <summary>An axis for percentages, whose ends are marks, at most 100 %.</summary>
    public static Axis Percent(IEnumerable<double> percentages, int marks)
    {
        double[] finite = [.. percentages.Where(double.IsFinite)];
        return finite is [] ? new(0, 1, isLogarithmic: false) : Linear(finite.Min(), finite.Max(), marks, (value, step) => Label(value, step) + " %", most: 100);
    }

    /// <summary>An axis for epochs, from the first to the last, with marks at whole numbers.</summary>
    public static Axis Epochs(int first, int last, int marks)
    {
        double step = Math.Max(1, Step((last - (double)first) / marks));
        List<Tick> ticks = [];
        var axis = new Axis(first, last, isLogarithmic: false) { Ticks = ticks };
        for (double at = Math.Max(step, Math.Ceiling(first / step) * step); at <= last; at += step)
            ticks.Add(new(axis.Place(at)!.Value, at.ToString("N0", CultureInfo.InvariantCulture)));
        // The first epoch has a mark too, unless the next one is so near that the labels could touch.
        if (ticks is [] || first < last && ticks[0].At * marks > 0.6)
            ticks.Insert(0, new(axis.Place(first)!.Value, first.ToString("N0", CultureInfo.InvariantCulture)));
        return axis;
    }

    private static Axis Linear(double min, double max, int marks, Func<double, double, string> label, double most = Largest)
    {
        (min, max) = (Math.Max(min, -Largest), Math.Min(max, Largest));
        double largest = Math.Max(Math.Abs(min), Math.Abs(max));
        // One value has an axis around it, which starts at 0 rather than below.
        if (max - min <= Narrowest * largest)
        {
            double around = largest < Smallest ? 1 : largest / 10;
            (min, max) = (min >= 0 ? Math.Max(0, min - around) : min - around, Math.Min(max + around, most));
        }
        double step = Step((max - min) / marks);
        double first = Math.Floor(min / step + 1e-9), last = Math.Ceiling(max / step - 1e-9);
        List<Tick> ticks = [];
        for (double i = first; i <= last; i++)
            ticks.Add(new((i - first) / (last - first), label(i * step, step)));
        return new(first * step, last * step, isLogarithmic: false) { Ticks = ticks };
    }

    private static Axis Logarithmic(double min, double max, int marks)
    {
        int first = (int)Math.Floor(Math.Log10(min) + 1e-9), last = (int)Math.Ceiling(Math.Log10(max) - 1e-9);
        if (first == last)
            last++;
        List<Tick> ticks = [];
        var axis = new Axis(first, last, isLogarithmic: true) { Ticks = ticks };
        int stride = Math.Max(1, (last - first + marks - 1) / marks);
        // In few decades, 2 and 5 have marks too.
        int[] factors = last - first <= 2 ? [1, 2, 5] : [1];
        for (int decade = first; decade <= last; decade += stride)
            foreach (int factor in factors)
                if (decade < last || factor == 1)
                    ticks.Add(new((decade + Math.Log10(factor) - first) / (last - first), Label(factor * Power(decade), Power(decade))));
        return axis;
    }

    /// <summary>The least of 1, 2 and 5 times a power of ten that is not less than a distance.</summary>
    private static double Step(double distance)
    {
        int decade = (int)Math.Floor(Math.Log10(Math.Max(distance, 1e-300)));
        foreach (double factor in (ReadOnlySpan<double>)[1, 2, 5])
            if (factor * Power(decade) >= distance * (1 - 1e-9))
                return factor * Power(decade);
        return Power(decade + 1);
    }

    /// <summary>The power of ten nearest to the exact one, on every machine.</summary>
    private static double Power(int decade) => double.Parse($"1e{decade.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);

    private static string Label(double value, double step)
    {
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        double size = Math.Max(Math.Abs(value), step);
        string text = size >= 1e6 || decimals > 5
            ? value == 0 ? "0" : value.ToString("0.####e0", CultureInfo.InvariantCulture)
            : Math.Round(value, decimals).ToString($"N{decimals}", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }
}
