namespace NetGen.Tests.Reference;

/// <summary>z = (x − mean) / √(variance + ε)·w + b over a set of values that share mean and variance.</summary>
public sealed class Normalization
{
    private readonly double[] _x;
    private readonly double _deviation, _meanMagnitude;
    private readonly Rounding _rounding;

    // The rounding error of a mean is the same for all values of the set, so the error of their sum is a multiple of it.
    public Normalization(double[] x, double epsilon, Rounding rounding)
    {
        _x = x;
        _rounding = rounding;
        _meanMagnitude = x.Select(Math.Abs).Average();
        Mean = x.Length == 1 ? x[0] : rounding.Of(new Sum(x.Average(), _meanMagnitude));
        Variance = rounding.Of(new Sum(x.Select(value => (value - Mean) * (value - Mean)).Average()));
        _deviation = Math.Sqrt(Variance + epsilon);
    }

    public double Mean { get; }

    /// <summary>The biased variance.</summary>
    public double Variance { get; }

    // The uncertainty of the difference from a mean is relative to both, however small the difference; the difference of a single value from itself is exact.
    private double Magnitude(int i) => _x.Length == 1 ? 0 : (Math.Abs(_x[i]) + _meanMagnitude) / _deviation;

    private double Normalized(int i) => (_x[i] - Mean) / _deviation;

    public Sum[] Forward(Func<int, double> weight, Func<int, double> bias) =>
        [.. _x.Select((_, i) => new Sum(Normalized(i) * weight(i) + bias(i), Magnitude(i) * Math.Abs(weight(i)) + Math.Abs(bias(i))))];

    /// <summary>∂L/∂x; passes the set's contributions to ∂L/∂w and ∂L/∂b to the caller.</summary>
    // With x̂ the normalised values and g = ∂L/∂z·w: ∂L/∂x = (g − mean g − x̂·mean(g·x̂)) / √(variance + ε).
    public Sum[] Pullback(double[] dz, Func<int, double> weight, Action<int, Sum> addWeight, Action<int, Sum> addBias)
    {
        double mean = 0, meanMagnitude = 0, along = 0, alongMagnitude = 0;
        for (int i = 0; i < _x.Length; i++)
        {
            addWeight(i, new(dz[i] * Normalized(i), Math.Abs(dz[i]) * Magnitude(i)));
            addBias(i, new(dz[i]));
            double g = dz[i] * weight(i) / _x.Length;
            mean += g;
            meanMagnitude += Math.Abs(g);
            along += g * Normalized(i);
            alongMagnitude += Math.Abs(g) * Magnitude(i);
        }
        if (_x.Length == 1)
            return new Sum[1];
        mean = _rounding.Of(new Sum(mean, meanMagnitude));
        along = _rounding.Of(new Sum(along, alongMagnitude));
        return
        [
            .. _x.Select((_, i) => new Sum(
                (dz[i] * weight(i) - mean - Normalized(i) * along) / _deviation,
                (Math.Abs(dz[i] * weight(i)) + meanMagnitude + Magnitude(i) * alongMagnitude) / _deviation)),
        ];
    }
}
