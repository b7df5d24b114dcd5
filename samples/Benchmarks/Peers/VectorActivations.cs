using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using NetGen;

namespace Benchmarks.Peers;

/// <summary>Activations through .NET's own vectorised functions, for peers that have none.</summary>
internal static class VectorActivations
{
    public static void Apply(Activation activation, Span<float> y, int width)
    {
        switch (activation)
        {
            case Activation.Relu:
                TensorPrimitives.Max(y, 0f, y);
                break;
            case Activation.Sigmoid:
                TensorPrimitives.Sigmoid(y, y);
                break;
            case Activation.Tanh:
                TensorPrimitives.Tanh(y, y);
                break;
            case Activation.Softmax:
                for (int start = 0; start < y.Length; start += width)
                    StableSoftmax(y.Slice(start, width));
                break;
        }
    }

    public static void MultiplyDerivative(Activation activation, ReadOnlySpan<float> y, Span<float> dy)
    {
        if (activation is not (Activation.Relu or Activation.Sigmoid or Activation.Tanh))
            return;
        ReadOnlySpan<Vector<float>> ys = MemoryMarshal.Cast<float, Vector<float>>(y);
        Span<Vector<float>> dys = MemoryMarshal.Cast<float, Vector<float>>(dy);
        for (int i = 0; i < ys.Length; i++)
            dys[i] = activation switch
            {
                Activation.Relu => Vector.ConditionalSelect(Vector.GreaterThan(ys[i], Vector<float>.Zero), dys[i], Vector<float>.Zero),
                Activation.Sigmoid => dys[i] * ys[i] * (Vector<float>.One - ys[i]),
                _ => dys[i] * (Vector<float>.One - ys[i] * ys[i]),
            };
        for (int i = ys.Length * Vector<float>.Count; i < y.Length; i++)
            dy[i] *= activation switch
            {
                Activation.Relu => y[i] > 0 ? 1 : 0,
                Activation.Sigmoid => y[i] * (1 - y[i]),
                _ => 1 - y[i] * y[i],
            };
    }

    private static void StableSoftmax(Span<float> y)
    {
        // TensorPrimitives.SoftMax overflows for large logits, which is not acceptable in practice.
        TensorPrimitives.Subtract(y, TensorPrimitives.Max(y), y);
        TensorPrimitives.SoftMax(y, y);
    }
}
