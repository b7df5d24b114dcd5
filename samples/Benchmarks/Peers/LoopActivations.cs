using System.Numerics;
using NetGen;

namespace Benchmarks.Peers;

/// <summary>Activations, one element at a time.</summary>
internal static class LoopActivations
{
    /// <param name="width">The number of elements in a sample, over which a softmax is computed.</param>
    public static void Apply<T>(Activation activation, Span<T> y, int width) where T : struct, IFloatingPointIeee754<T>
    {
        if (activation == Activation.Linear)
            return;
        if (activation == Activation.Softmax)
        {
            for (int start = 0; start < y.Length; start += width)
                Softmax(y.Slice(start, width));
            return;
        }
        for (int i = 0; i < y.Length; i++)
            y[i] = activation switch
            {
                Activation.Relu => y[i] > T.Zero ? y[i] : T.Zero,
                Activation.Sigmoid => T.One / (T.One + T.Exp(-y[i])),
                Activation.Tanh => T.Tanh(y[i]),
                _ => throw new NotSupportedException($"There are no loops for {activation}."),
            };
    }

    public static void MultiplyDerivative<T>(Activation activation, ReadOnlySpan<T> y, Span<T> dy) where T : struct, IFloatingPointIeee754<T>
    {
        // The derivative of softmax is part of its loss.
        if (activation is Activation.Linear or Activation.Softmax)
            return;
        for (int i = 0; i < y.Length; i++)
            dy[i] *= activation switch
            {
                Activation.Relu => y[i] > T.Zero ? T.One : T.Zero,
                Activation.Sigmoid => y[i] * (T.One - y[i]),
                _ => T.One - y[i] * y[i],
            };
    }

    private static void Softmax<T>(Span<T> y) where T : struct, IFloatingPointIeee754<T>
    {
        T largest = y[0], sum = T.Zero;
        foreach (T value in y)
            largest = T.Max(largest, value);
        for (int i = 0; i < y.Length; i++)
            sum += y[i] = T.Exp(y[i] - largest);
        for (int i = 0; i < y.Length; i++)
            y[i] /= sum;
    }
}
