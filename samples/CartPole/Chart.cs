namespace CartPole;

/// <summary>Draws a curve as text.</summary>
internal static class Chart
{
    private const int Rows = 10, Columns = 60;

    /// <param name="values">The values, the first on the left.</param>
    /// <param name="top">The value at the upper edge; the lower is 0.</param>
    public static void Draw(IReadOnlyList<double> values, double top)
    {
        int columns = Math.Min(Columns, values.Count);
        for (int row = Rows; row > 0; row--)
        {
            var line = new char[columns];
            for (int column = 0; column < columns; column++)
                line[column] = values[column * values.Count / columns] >= top * (row - 0.5) / Rows ? '█' : ' ';
            Console.WriteLine($"{top * row / Rows,5:F0} │{new string(line).TrimEnd()}");
        }
        Console.WriteLine($"{0,5} └{new string('─', columns)}");
    }
}
