namespace NetGen.Training;

/// <summary>Sums of errors for each of several columns of numbers.</summary>
/// <param name="columns">The number of columns.</param>
/// <remarks>The variation of the targets is added up as by B. P. Welford, <i>Note on a method for calculating corrected sums of squares and products</i>, Technometrics 4, 1962: exact where they are all the same.</remarks>
internal sealed class ErrorSums(int columns)
{
    private readonly Column[] _columns = new Column[columns];
    private long _count;

    private record struct Column(double Absolute, double Squared, double Mean, double Variation);

    public double MeanAbsoluteError => Mean(static (column, count) => column.Absolute / count);

    public double MeanSquaredError => Mean(static (column, count) => column.Squared / count);

    public double RootMeanSquaredError => Mean(static (column, count) => Math.Sqrt(column.Squared / count));

    /// <summary>1 − Σ(t − y)² / Σ(t − mean t)². Of targets that are all the same 1 if there is no error, else 0.</summary>
    public double R2 => _count < 2 ? double.NaN : Mean(static (column, _) =>
        column.Variation != 0 ? 1 - column.Squared / column.Variation : double.IsNaN(column.Squared) ? double.NaN : column.Squared == 0 ? 1 : 0);

    public void Add(ReadOnlySpan<float> y, ReadOnlySpan<float> t)
    {
        _count++;
        for (int i = 0; i < _columns.Length; i++)
        {
            ref Column column = ref _columns[i];
            double target = t[i], error = y[i] - target, distance = target - column.Mean;
            column.Absolute += Math.Abs(error);
            column.Squared += error * error;
            column.Mean += distance / _count;
            column.Variation += distance * (target - column.Mean);
        }
    }

    public void Reset()
    {
        _count = 0;
        Array.Clear(_columns);
    }

    private double Mean(Func<Column, long, double> value)
    {
        double sum = 0;
        foreach (Column column in _columns)
            sum += value(column, _count);
        return sum / _columns.Length;
    }
}
