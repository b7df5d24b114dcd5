using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>An activation's kernels for one vector type.</summary>
/// <param name="Value">f.</param>
/// <param name="Gradient">f′, of x or of y = f(x).</param>
/// <param name="OfInput">Whether f′ is a function of x.</param>
internal sealed record ActivationKernels<T>(Func<T, T> Value, Func<T, T>? Gradient, bool OfInput = false) where T : struct, ILanes<T>
{
    /// <summary>The kernels of an elementwise activation.</summary>
    public static ActivationKernels<T> Of(Activation kind) => kind switch
    {
        Activation.Relu => new(Activations.Relu, Activations.ReluGradient),
        Activation.LeakyRelu => new(Activations.LeakyRelu, Activations.LeakyReluGradient),
        Activation.Elu => new(Activations.Elu, Activations.EluGradient),
        Activation.Selu => new(Activations.Selu, Activations.SeluGradient),
        Activation.Gelu => new(Activations.Gelu, Activations.GeluGradient, OfInput: true),
        Activation.Silu => new(Activations.Silu, Activations.SiluGradient, OfInput: true),
        Activation.Mish => new(Activations.Mish, Activations.MishGradient, OfInput: true),
        Activation.Sigmoid => new(Activations.Sigmoid, Activations.SigmoidGradient),
        Activation.HardSigmoid => new(Activations.HardSigmoid, Activations.HardSigmoidGradient),
        Activation.Tanh => new(Activations.Tanh, Activations.TanhGradient),
        Activation.HardTanh => new(Activations.HardTanh, Activations.HardTanhGradient),
        Activation.HardSwish => new(Activations.HardSwish, Activations.HardSwishGradient, OfInput: true),
        Activation.Softplus => new(Activations.Softplus, Activations.SoftplusGradient),
        Activation.Softsign => new(Activations.Softsign, Activations.SoftsignGradient),
        Activation.Step => new(Activations.Step, null),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not elementwise."),
    };

    /// <summary>f of all x, then f′ of all x; the length of x is a multiple of <c>T.Count</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float[] Over(float[] x)
    {
        float[] results = new float[x.Length * 2];
        for (int i = 0; i < x.Length; i += T.Count)
        {
            T input = T.Load(ref x[0], i), output = Value(input);
            T.Store(output, ref results[0], i);
            if (Gradient is not null)
                T.Store(Gradient(OfInput ? input : output), ref results[x.Length], i);
        }
        return results;
    }
}

/// <summary>The values and derivatives of an activation for all x, with any vector width.</summary>
internal readonly record struct ActivationOver(Activation Kind, float[] X) : IVectorWork<float[]>
{
    public float[] Run<T>() where T : struct, ILanes<T> => ActivationKernels<T>.Of(Kind).Over(X);
}
