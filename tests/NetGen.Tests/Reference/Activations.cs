using static NetGen.Tests.Reference.SpecialFunctions;

namespace NetGen.Tests.Reference;

/// <summary>Every activation and its derivative in double, each from its textbook formula.</summary>
public static class Activations
{
    // Klambauer et al. 2017, self-normalising networks; the digits are PyTorch's.
    private const double SeluScale = 1.0507009873554804934193349852946, SeluAlpha = 1.6732632423543772848170429916717;

    /// <summary>y = f(z), over the outputs of one layer for one sample.</summary>
    public static double[] Apply(Activation activation, double[] z)
    {
        double shift = activation is Activation.Softmax or Activation.LogSoftmax ? LogSumExp(z) : 0;
        return activation switch
        {
            Activation.Softmax => [.. z.Select(x => Math.Exp(x - shift))],
            Activation.LogSoftmax => [.. z.Select(x => x - shift)],
            _ => [.. z.Select(x => Value(activation, x))],
        };
    }

    /// <summary>∂L/∂z from ∂L/∂y: the transposed Jacobian of f, at z, times the gradient.</summary>
    public static double[] Pullback(Activation activation, double[] z, double[] y, double[] dy)
    {
        switch (activation)
        {
            // ∂yᵢ/∂zⱼ = yᵢ·(δᵢⱼ − yⱼ)
            case Activation.Softmax:
                double mean = y.Zip(dy, (p, g) => p * g).Sum();
                return [.. y.Zip(dy, (p, g) => p * (g - mean))];
            // ∂yᵢ/∂zⱼ = δᵢⱼ − e^yⱼ
            case Activation.LogSoftmax:
                double sum = dy.Sum();
                return [.. y.Zip(dy, (logP, g) => g - Math.Exp(logP) * sum)];
            default:
                return [.. z.Zip(dy, (x, g) => g * Derivative(activation, x))];
        }
    }

    /// <summary>The points where the derivative, or the function itself, jumps; near them single precision may be on the other side.</summary>
    public static ReadOnlySpan<double> Kinks(Activation activation) => activation switch
    {
        Activation.Relu or Activation.LeakyRelu or Activation.Selu or Activation.Step => [0],
        Activation.HardTanh => [-1, 1],
        Activation.HardSigmoid or Activation.HardSwish => [-3, 3],
        _ => [],
    };

    private static double Value(Activation activation, double x) => activation switch
    {
        Activation.Linear => x,
        Activation.Relu => Math.Max(0, x),
        Activation.LeakyRelu => x >= 0 ? x : 0.01 * x,
        Activation.Elu => x >= 0 ? x : Math.Exp(x) - 1,
        Activation.Selu => SeluScale * (x >= 0 ? x : SeluAlpha * (Math.Exp(x) - 1)),
        Activation.Gelu => x * NormalDistribution(x),
        Activation.Silu => x * Sigmoid(x),
        Activation.Mish => x * Math.Tanh(Softplus(x)),
        Activation.Sigmoid => Sigmoid(x),
        Activation.HardSigmoid => Math.Clamp(x / 6 + 0.5, 0, 1),
        Activation.Tanh => Math.Tanh(x),
        Activation.HardTanh => Math.Clamp(x, -1, 1),
        Activation.HardSwish => x * Math.Clamp(x / 6 + 0.5, 0, 1),
        Activation.Softplus => Softplus(x),
        Activation.Softsign => x / (1 + Math.Abs(x)),
        Activation.Step => x >= 0 ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not an elementwise function."),
    };

    private static double Derivative(Activation activation, double x) => activation switch
    {
        Activation.Linear => 1,
        Activation.Relu => x > 0 ? 1 : 0,
        Activation.LeakyRelu => x > 0 ? 1 : 0.01,
        Activation.Elu => x > 0 ? 1 : Math.Exp(x),
        Activation.Selu => SeluScale * (x > 0 ? 1 : SeluAlpha * Math.Exp(x)),
        Activation.Gelu => NormalDistribution(x) + x * NormalDensity(x),
        Activation.Silu => Sigmoid(x) * (1 + x * (1 - Sigmoid(x))),
        // t + x·(1 − t²)·sigmoid(x), t = tanh(softplus(x))
        Activation.Mish => Math.Tanh(Softplus(x)) + x * Sigmoid(x) / Math.Pow(Math.Cosh(Math.Min(Softplus(x), 300)), 2),
        Activation.Sigmoid => Sigmoid(x) * (1 - Sigmoid(x)),
        Activation.HardSigmoid => x is > -3 and < 3 ? 1.0 / 6 : 0,
        Activation.Tanh => 1 - Math.Tanh(x) * Math.Tanh(x),
        Activation.HardTanh => x is > -1 and < 1 ? 1 : 0,
        Activation.HardSwish => x switch { <= -3 => 0, < 3 => x / 3 + 0.5, _ => 1 },
        Activation.Softplus => Sigmoid(x),
        Activation.Softsign => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x))),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "It has no derivative to train with."),
    };
}
