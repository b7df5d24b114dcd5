namespace NetGen.Training;

/// <summary>Functions of doubles with the same bits on every machine, as the C library's are not. Accurate to a few ulps.</summary>
internal static class PortableMath
{
    private const double Ln2High = 0.693147180369123816490, Ln2Low = 1.90821492927058770002e-10; // fdlibm's split of ln 2

    /// <summary>cos(π·x) for x ≥ 0.</summary>
    public static double CosPi(double x)
    {
        double turn = x % 2;
        if (turn > 1)
            turn = 2 - turn;
        // Within an eighth of a turn, where the series converge fast.
        return turn <= 0.25 ? Cos(turn * Math.PI) : turn < 0.75 ? Sin((0.5 - turn) * Math.PI) : -Cos((1 - turn) * Math.PI);
    }

    /// <summary>x to the power of p, for x ≥ 0.</summary>
    public static double Power(double x, double p)
    {
        if (p == 0 || x == 1)
            return 1;
        if (x == 0)
            return p > 0 ? 0 : double.PositiveInfinity;
        return p == Math.Floor(p) && Math.Abs(p) < 1 << 30 ? Power(x, (long)p) : Exp(p * Log(x));
    }

    /// <summary>xⁿ by repeated squaring.</summary>
    private static double Power(double x, long n)
    {
        double power = 1;
        for (long left = Math.Abs(n); left > 0; left >>= 1, x *= x)
            if ((left & 1) != 0)
                power *= x;
        return n < 0 ? 1 / power : power;
    }

    /// <summary>Taylor's series of the cosine for |x| ≤ π/4, whose next term is below 2⁻⁵⁵.</summary>
    private static double Cos(double x)
    {
        double sum = 0, square = x * x;
        for (int n = 16; n > 0; n -= 2)
            sum = (1 + sum) * -square / (n * (n - 1));
        return 1 + sum;
    }

    /// <summary>Taylor's series of the sine for |x| ≤ π/4, whose next term is below 2⁻⁵⁵.</summary>
    private static double Sin(double x)
    {
        double sum = 0, square = x * x;
        for (int n = 17; n > 1; n -= 2)
            sum = (1 + sum) * -square / (n * (n - 1));
        return x * (1 + sum);
    }

    /// <summary>ln x for a normal x &gt; 0: x = 2ᵏ·m with m in [√½, √2), and ln m = 2·artanh((m − 1)/(m + 1)).</summary>
    private static double Log(double x)
    {
        int exponent = Math.ILogB(x);
        double mantissa = Math.ScaleB(x, -exponent);
        if (mantissa > 1.4142135623730951)
            (mantissa, exponent) = (mantissa / 2, exponent + 1);
        double z = (mantissa - 1) / (mantissa + 1), square = z * z, sum = 0;
        for (int n = 23; n > 1; n -= 2)
            sum = (sum + 1.0 / n) * square;
        return exponent * Ln2High + (2 * z * (1 + sum) + exponent * Ln2Low);
    }

    /// <summary>eˣ = 2ᵏ·eʳ with |r| ≤ ½·ln 2, by Taylor's series.</summary>
    public static double Exp(double x)
    {
        if (x > 709)
            return double.PositiveInfinity;
        if (x < -745)
            return 0;
        int exponent = (int)Math.Round(x / (Ln2High + Ln2Low));
        double rest = x - exponent * Ln2High - exponent * Ln2Low, sum = 0;
        for (int n = 14; n > 0; n--)
            sum = (1 + sum) * rest / n;
        return Math.ScaleB(1 + sum, exponent);
    }
}
