using static NetGen.Tests.Reference.SpecialFunctions;

namespace NetGen.Tests.Reference;

/// <summary>Every loss of one sample and its gradient in double; the caller computes the mean over the batch.</summary>
public static class Losses
{
    /// <summary>Whether the loss may be declared after a last layer of that activation and length.</summary>
    public static bool Fits(Loss loss, Activation last, int outputs) => loss switch
    {
        Loss.CrossEntropy => outputs > 1 && last is (Activation.Softmax or Activation.LogSoftmax or Activation.Linear),
        Loss.BinaryCrossEntropy => last is Activation.Sigmoid or Activation.Linear,
        // Its targets have both signs, so the outputs must too.
        Loss.Hinge => last is not (Activation.Relu or Activation.Sigmoid or Activation.HardSigmoid or Activation.Softplus or Activation.Softmax or Activation.LogSoftmax or Activation.Step),
        _ => last != Activation.Step,
    };

    /// <summary>The loss of a sample, from the last layer's sums z and outputs y. The targets of cross-entropy sum to 1.</summary>
    public static double Value(Loss loss, Activation last, double[] z, double[] y, double[] t) => (loss, last) switch
    {
        (Loss.CrossEntropy, Activation.LogSoftmax) => -Sum(y, t, (logP, t) => t * logP),
        (Loss.CrossEntropy, _) => LogSumExp(z) - Sum(z, t, (x, t) => t * x),
        // −t·ln p − (1 − t)·ln(1 − p), with ln p = −softplus(−z) and ln(1 − p) = −softplus(z)
        (Loss.BinaryCrossEntropy, _) => Sum(z, t, (x, t) => t * Softplus(-x) + (1 - t) * Softplus(x)) / z.Length,
        (Loss.MeanSquaredError, _) => Sum(y, t, (y, t) => (y - t) * (y - t)) / y.Length,
        (Loss.MeanAbsoluteError, _) => Sum(y, t, (y, t) => Math.Abs(y - t)) / y.Length,
        (Loss.Huber, _) => Sum(y, t, (y, t) => Math.Abs(y - t) <= 1 ? 0.5 * (y - t) * (y - t) : Math.Abs(y - t) - 0.5) / y.Length,
        (Loss.Hinge, _) => Sum(y, t, (y, t) => Math.Max(0, 1 - t * y)) / y.Length,
        _ => throw new ArgumentOutOfRangeException(nameof(loss)),
    };

    /// <summary>∂L/∂z of a sample: in closed form for the fused pairs, through ∂L/∂y for the others.</summary>
    public static double[] Gradient(Loss loss, Activation last, double[] z, double[] y, double[] t) => (loss, last) switch
    {
        (Loss.CrossEntropy, Activation.Softmax or Activation.Linear) => Each(Activations.Apply(Activation.Softmax, z), t, (p, t) => p - t),
        (Loss.BinaryCrossEntropy, _) => Each(z, t, (x, t) => (Sigmoid(x) - t) / z.Length),
        _ => Activations.Pullback(last, z, y, OutputGradient(loss, y, t)),
    };

    /// <summary>The distance of each output from the point where the loss's gradient jumps.</summary>
    public static IEnumerable<double> Distances(Loss loss, double[] y, double[] t) => loss switch
    {
        Loss.MeanAbsoluteError => Each(y, t, (y, t) => y - t),
        Loss.Hinge => Each(y, t, (y, t) => 1 - t * y),
        _ => y.Select(_ => double.PositiveInfinity),
    };

    private static double[] OutputGradient(Loss loss, double[] y, double[] t) => loss switch
    {
        Loss.CrossEntropy => Each(y, t, (_, t) => -t),
        Loss.MeanSquaredError => Each(y, t, (v, t) => 2 * (v - t) / y.Length),
        Loss.MeanAbsoluteError => Each(y, t, (v, t) => (double)Math.Sign(v - t) / y.Length),
        Loss.Huber => Each(y, t, (v, t) => Math.Clamp(v - t, -1, 1) / y.Length),
        Loss.Hinge => Each(y, t, (v, t) => (1 - t * v > 0 ? -t : 0) / y.Length),
        _ => throw new ArgumentOutOfRangeException(nameof(loss)),
    };

    private static double Sum(double[] a, double[] b, Func<double, double, double> term) => a.Zip(b, term).Sum();

    private static double[] Each(double[] a, double[] b, Func<double, double, double> term) => [.. a.Zip(b, term)];
}
