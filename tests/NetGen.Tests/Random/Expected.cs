namespace NetGen.Tests.RandomCases;

/// <summary>Values of the reference, and the uncertainty of each due to rounding, computed lazily since few comparisons need it.</summary>
public sealed class Expected(double[] values, Func<double[]> uncertainty)
{
    private readonly Lazy<double[]> _uncertainty = new(uncertainty);

    public double[] Values => values;

    public double[] Uncertainty => _uncertainty.Value;

    /// <summary>Compares values with a tolerance relative to max(1, |expected|), plus the uncertainty of single precision.</summary>
    public void Compare(ReadOnlySpan<float> actual, double tolerance, string what)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double allowed = tolerance * Math.Max(1, Math.Abs(values[i]));
            if (!(Math.Abs(values[i] - actual[i]) <= allowed))
                Expect.Close(values[i], actual[i], allowed + 2 * Uncertainty[i], $"{what}[{i}]");
        }
    }
}
