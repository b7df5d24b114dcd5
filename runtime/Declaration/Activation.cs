namespace NetGen;

/// <summary>The function applied to each output of a layer. Definitions and defaults are PyTorch's.</summary>
public enum Activation
{
    /// <summary>f(x) = x.</summary>
    Linear,
    /// <summary>f(x) = max(0, x).</summary>
    Relu,
    /// <summary>f(x) = x for x ≥ 0, 0.01·x below.</summary>
    LeakyRelu,
    /// <summary>f(x) = x for x ≥ 0, eˣ − 1 below.</summary>
    Elu,
    /// <summary>f(x) = λ·x for x ≥ 0, λ·α·(eˣ − 1) below; λ = 1.0507, α = 1.67326 (Klambauer et al. 2017).</summary>
    Selu,
    /// <summary>f(x) = x·Φ(x) with the exact normal distribution function, by erf.</summary>
    Gelu,
    /// <summary>f(x) = x·sigmoid(x), also called Swish.</summary>
    Silu,
    /// <summary>f(x) = x·tanh(ln(1 + eˣ)).</summary>
    Mish,
    /// <summary>f(x) = 1 / (1 + e⁻ˣ).</summary>
    Sigmoid,
    /// <summary>f(x) = min(max(x/6 + 1/2, 0), 1).</summary>
    HardSigmoid,
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
    /// <summary>f(x) = min(max(x, −1), 1).</summary>
    HardTanh,
    /// <summary>f(x) = x·hardsigmoid(x).</summary>
    HardSwish,
    /// <summary>f(x) = ln(1 + eˣ).</summary>
    Softplus,
    /// <summary>f(x) = x / (1 + |x|).</summary>
    Softsign,
    /// <summary>f(x)ᵢ = e^xᵢ / Σⱼ e^xⱼ over the layer's outputs.</summary>
    Softmax,
    /// <summary>The logarithm of softmax: f(x)ᵢ = xᵢ − ln Σⱼ e^xⱼ.</summary>
    LogSoftmax,
    /// <summary>f(x) = 1 for x ≥ 0, 0 below: the classic threshold neuron. A class that uses it can't be trained.</summary>
    Step,
}
