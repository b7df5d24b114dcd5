using NetGen.Tests.Reference;

namespace NetGen.Tests.Kernels;

/// <summary>Functions that .NET lacks, in double, with a relative error of 10⁻¹³, also near zeros and in the tails.</summary>
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
    public static double Log1p(double x) => (1 + x) switch
    {
        1 => x,
        double.PositiveInfinity => double.PositiveInfinity,
        double u => Math.Log(u) * (x / (u - 1)),
    };

    /// <summary>The normal distribution function.</summary>
    public static double NormalCdf(double x)
    {
        double z = Math.Abs(x) / Math.Sqrt(2);
        double tail = 0.5 * (z < 2.5 ? 1 - SpecialFunctions.Erf(z) : Erfc(z));
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>1 − erf(x) for x ≥ 2.5 by Laplace's continued fraction, e^(−x²)/√π / (x + ½/(x + 1/(x + 3⁄2/(x + …)))). 100 terms suffice; from x = 27 the result is below the smallest double.</summary>
    private static double Erfc(double x)
    {
        if (x > 27)
            return 0;
        double rest = x;
        for (int k = 100; k > 0; k--)
            rest = x + 0.5 * k / rest;
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * rest);
    }
}
