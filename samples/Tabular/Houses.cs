using System.Globalization;
using NetGen;

namespace Tabular;

/// <summary>Houses that are made up: columns of numbers and categories, some of them missing, and a price that depends on all of them.</summary>
internal static class Houses
{
    private static readonly string[] s_districts = ["North", "South", "Harbour, old", "Hill", "Garden \"City\""];

    private static readonly double[] s_districtValues = [0, -30, 90, 140, 55];

    /// <summary>Writes a CSV file.</summary>
    public static void Write(string path, int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        using var file = new StreamWriter(path) { NewLine = "\n" };
        file.WriteLine("id,area,rooms,year,district,garden,price");
        for (int id = 1; id <= count; id++)
        {
            double area = 40 + 160 * random.NextDouble();
            int rooms = Math.Clamp((int)(area / 25) + random.NextInt32(3), 1, 9), year = 1900 + random.NextInt32(125), district = random.NextInt32(s_districts.Length);
            bool garden = random.NextInt32(3) == 0;
            double age = (2025 - year) / 125.0;
            double price = 60 + 2.4 * area * (1 + s_districtValues[district] / 400) + 9 * rooms - 130 * age * (1 - age) + (garden ? 25 + 0.2 * area : 0) + 12 * random.NextNormal();
            string yearText = random.NextInt32(12) == 0 ? "" : year.ToString(CultureInfo.InvariantCulture);
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id},{area:F1},{rooms},{yearText},{Quoted(s_districts[district])},{(garden ? "yes" : "no")},{price:F1}"));
        }
    }

    private static string Quoted(string field) => field.AsSpan().ContainsAny(',', '"') ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
