using System.Globalization;

namespace NetGen.Terminal;

/// <summary>Numbers as text, the same in every culture; "–" for what is not known.</summary>
internal static class NumberText
{
    private const string Unknown = "–";

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Count(double value) => double.IsNaN(value) ? Unknown : value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Four significant digits, as losses have.</summary>
    public static string Loss(double value) => double.IsNaN(value) ? Unknown : value.ToString(Math.Abs(value) is >= 1e-3 and < 1e4 or 0 ? Decimals(value) : "0.000e+0", CultureInfo.InvariantCulture);

    /// <summary>A share of 1 in percent.</summary>
    public static string Percent(double share, int decimals = 2) => double.IsNaN(share) ? Unknown : (100 * share).ToString("F" + decimals, CultureInfo.InvariantCulture) + " %";

    public static string Seconds(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>A time for people: 0:07, 1:02:03, 4 d 05:06.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalDays: >= 1000 } => Unknown,
        { Days: > 0 } => time.ToString(@"d\ \d\ hh\:mm", CultureInfo.InvariantCulture),
        { Hours: > 0 } => time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture),
        { TotalSeconds: < 10 } => Invariant($"{time.TotalSeconds:F1} s"),
        _ => time.ToString(@"m\:ss", CultureInfo.InvariantCulture),
    };

    private static string Decimals(double value) => Math.Abs(value) switch { < 10 => "F4", < 100 => "F3", _ => "F2" };
}
