namespace NetGen.Training;

/// <summary>The loss of one output of several for one sample, computed from its elements in double precision: the network itself computes only the sum over all outputs.</summary>
internal static class OutputLoss
{
    /// <summary>The loss, without its weight; NaN if the output has none.</summary>
    /// <param name="output">The output.</param>
    /// <param name="y">Its elements.</param>
    /// <param name="t">Its targets.</param>
    public static double Of(NetworkOutput output, ReadOnlySpan<float> y, ReadOnlySpan<float> t) => (output.Loss, output.Activation) switch
    {
        (null, _) => double.NaN,
        (Loss.MeanSquaredError, _) => Mean(y, t, static (y, t) => (y - t) * (y - t)),
        (Loss.MeanAbsoluteError, _) => Mean(y, t, static (y, t) => Math.Abs(y - t)),
        (Loss.Huber, _) => Mean(y, t, static (y, t) => Math.Abs(y - t) <= 1 ? (y - t) * (y - t) / 2 : Math.Abs(y - t) - 0.5),
        (Loss.Hinge, _) => Mean(y, t, static (y, t) => Math.Max(0, 1 - t * y)),
        (Loss.CrossEntropy, Activation.Softmax) => y.Length * Mean(y, t, static (y, t) => -t * Log(y)),
        (Loss.CrossEntropy, Activation.LogSoftmax) => y.Length * Mean(y, t, static (y, t) => -t * y),
        (Loss.CrossEntropy, _) => OfLogits(y, t),
        (_, Activation.Sigmoid) => Mean(y, t, static (y, t) => -t * Log(y) - (1 - t) * Log(1 - y)),
        // ln(1 + eˣ) − t·x, without overflow.
        _ => Mean(y, t, static (x, t) => Math.Max(x, 0) - t * x + Math.Log(1 + Math.Exp(-Math.Abs(x)))),
    };

    /// <summary>Σ t·(ln Σⱼ e^xⱼ − x).</summary>
    private static double OfLogits(ReadOnlySpan<float> x, ReadOnlySpan<float> t)
    {
        double largest = double.NegativeInfinity, sum = 0, loss = 0;
        foreach (float logit in x)
            largest = Math.Max(largest, logit);
        foreach (float logit in x)
            sum += Math.Exp(logit - largest);
        double total = largest + Math.Log(sum);
        for (int i = 0; i < x.Length; i++)
            loss += t[i] * (total - x[i]);
        return loss;
    }

    private static double Log(double probability) => Math.Log(Math.Max(probability, float.Epsilon));

    private static double Mean(ReadOnlySpan<float> y, ReadOnlySpan<float> t, Func<double, double, double> term)
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
            sum += term(y[i], t[i]);
        return sum / y.Length;
    }
}
