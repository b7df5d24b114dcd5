namespace NetGen.Tests.Reference;

/// <summary>What weights become where they are stored with fewer bits than a float, from the definition and in double.</summary>
public static class PackedRounding
{
    public static float[] Of(Precision precision, TensorSpec tensor, float[] weights) => precision switch
    {
        Precision.BFloat16 => [.. weights.Select(BFloat16)],
        Precision.Int8 or Precision.DynamicInt8 => [.. weights.Chunk(tensor.Length / tensor.Shape[0]).SelectMany(Int8)],
        _ => weights,
    };

    /// <summary>The nearest number of 8 significant bits, at least 2⁻¹³³ apart.</summary>
    public static float BFloat16(float weight)
    {
        if (weight == 0 || !float.IsFinite(weight))
            return weight;
        double unit = Math.Pow(2, Math.Max(Math.Floor(Math.Log2(Math.Abs((double)weight))), -126) - 7);
        double nearest = Math.Round(weight / unit) * unit;
        return Math.Abs(nearest) < Math.Pow(2, 128) ? (float)nearest : float.CopySign(float.PositiveInfinity, weight);
    }

    /// <summary>Of the inputs of one sample, the nearest multiples of the largest / 127.</summary>
    public static double[] Inputs(double[] x)
    {
        double scale = ScaleOf(x);
        return [.. x.Select(value => Math.Round(value / scale) * scale)];
    }

    /// <summary>Values that change their sign where an input is halfway between two multiples.</summary>
    public static IEnumerable<double> Ties(double[] x, Rounding rounding)
    {
        double scale = ScaleOf(x);
        // The quotient is rounded twice in single precision: a fraction of the error of a sum.
        return x.Select(value => Math.Cos(Math.PI * rounding.Of(new Sum(value / scale, Math.Abs(value / scale) / 4))));
    }

    private static double ScaleOf(double[] x) => x.Max(Math.Abs) is > 0 and var largest ? largest / 127 : 1;

    /// <summary>Of the weights of one output, the nearest multiples of the largest / 127.</summary>
    public static float[] Int8(float[] weights)
    {
        float scale = weights.Max(Math.Abs) / 127;
        return [.. weights.Select(weight => scale == 0 ? 0 : (float)Math.Clamp(Math.Round((double)weight / scale), -127, 127) * scale)];
    }
}
