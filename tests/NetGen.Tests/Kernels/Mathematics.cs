namespace NetGen.Tests.Kernels;

/// <summary>Double-precision references that .NET lacks, good to 10⁻¹³ relative or better.</summary>
internal static class Mathematics
{
    /// <summary>eˣ − 1: Kahan's quotient, whose two rounding errors cancel.</summary>
    public static double Expm1(double x) => Math.Exp(x) switch
    {
        1 => x,
        double.PositiveInfinity => double.PositiveInfinity,
        double u when u - 1 == -1 => -1,
        double u => (u - 1) * x / Math.Log(u),
    };

    /// <summary>ln(1 + x), in the same way.</summary>
    public static double Log1p(double x) => 1 + x is var u && u == 1 ? x : u == double.PositiveInfinity ? u : Math.Log(u) * (x / (u - 1));

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Erf(double x) => Math.Abs(x) switch
    {
        < 2.5 => ErfSeries(x),
        > 6 => Math.CopySign(1, x),
        double a => Math.CopySign(1 - ErfcFraction(a), x),
    };

    /// <summary>The normal distribution function.</summary>
    public static double NormalCdf(double x)
    {
        double z = Math.Abs(x) / Math.Sqrt(2);
        double tail = 0.5 * (z < 2.5 ? 1 - ErfSeries(z) : ErfcFraction(z));
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>The normal density.</summary>
    public static double NormalDensity(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    /// <summary>2/√π·e^(−x²)·Σ 2ᵏ·x^(2k+1)/(2k+1)!!, all terms of one sign.</summary>
    private static double ErfSeries(double x)
    {
        double term = x, sum = x;
        for (int k = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); k++)
            sum += term *= 2 * x * x / (2 * k + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>Laplace's continued fraction e^(−x²)/√π / (x + ½/(x + 1/(x + 3⁄2/(x + …)))), from the far end; 100 terms are plenty for x ≥ 2.5, and from 27 on no double is small enough.</summary>
    private static double ErfcFraction(double x)
    {
        if (x > 27)
            return 0;
        double rest = x;
        for (int k = 100; k > 0; k--)
            rest = x + 0.5 * k / rest;
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * rest);
    }
}
