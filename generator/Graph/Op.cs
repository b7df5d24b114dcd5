using NetGen.Generator.Model;

namespace NetGen.Generator.Graph;

/// <summary>A loss as the graph computes it: the declared ones, and those fused with the activation before them, which read logits.</summary>
internal enum LossOp
{
    MeanSquaredError,
    MeanAbsoluteError,
    Huber,
    Hinge,
    NegativeLogLikelihood,
    SoftmaxCrossEntropy,
    SigmoidBinaryCrossEntropy,
}

/// <summary>A step of the mathematics: reads buffers, writes one. The set is closed; a layer kind is made of these.</summary>
internal abstract record Op
{
    /// <summary>A step from input to output.</summary>
    public abstract record Forward(Buffer X, Buffer Y) : Op;

    /// <summary>A step that is linear in its weights, with a bias or none.</summary>
    public abstract record Linear(string Layer, Buffer X, Buffer W, Buffer? B, Buffer Y) : Forward(X, Y);

    /// <summary>Y = W·X + B.</summary>
    public sealed record Affine(string Layer, Buffer X, Buffer W, Buffer? B, Buffer Y) : Linear(Layer, X, W, B, Y);

    /// <summary>Y = W∗X + B, a cross-correlation.</summary>
    public sealed record Convolve(string Layer, Buffer X, Buffer W, Buffer? B, Buffer Y, Axis Height, Axis Width, int Groups) : Linear(Layer, X, W, B, Y);

    /// <summary>Y = f(X).</summary>
    public sealed record Activate(Activation Kind, Buffer X, Buffer Y) : Forward(X, Y);

    /// <summary>Y = the largest number or the mean of every window of X.</summary>
    public sealed record Pool(string Layer, PoolKind Kind, Buffer X, Buffer Y, Axis Height, Axis Width) : Forward(X, Y);

    /// <summary>Y = the numbers of X, channels first, in another shape; one of the two is a vector.</summary>
    public sealed record Reshape(Buffer X, Buffer Y) : Forward(X, Y);

    /// <summary>Y = (X − mean) / √(variance + ε) · W + B, channel by channel: of the batch in training, else the running ones.</summary>
    public sealed record BatchNorm(string Layer, Buffer X, Buffer W, Buffer B, Buffer Y, double Epsilon, double Momentum) : Forward(X, Y);

    /// <summary>Y = (X − mean) / √(variance + ε) · W + B over all numbers of a sample.</summary>
    public sealed record LayerNorm(string Layer, Buffer X, Buffer W, Buffer B, Buffer Y, double Epsilon) : Forward(X, Y);

    /// <summary>Y = X with some numbers zeroed and the others scaled up, in training; else X.</summary>
    /// <param name="Index">The layer's place among all layers, which decides its draws.</param>
    public sealed record Drop(string Layer, int Index, double Rate, Buffer X, Buffer Y) : Forward(X, Y);

    /// <summary>Y = X above 0, W·X below.</summary>
    public sealed record Slope(string Layer, Buffer X, Buffer W, Buffer Y) : Forward(X, Y);

    /// <summary>The loss of Y against the targets.</summary>
    public sealed record Loss(LossOp Kind, Buffer Y) : Op;

    /// <summary>∂loss/∂Y, from Y and the targets.</summary>
    public sealed record LossGradient(LossOp Kind, Buffer Y) : Op;

    /// <summary>∂loss/∂X = ∂loss/∂Y · f'(X).</summary>
    public sealed record ActivateGradient(Activation Kind, Buffer X, Buffer Y) : Op;

    /// <summary>∂loss/∂W of a linear step, summed over samples.</summary>
    public sealed record WeightGradient(Linear Of) : Op;

    /// <summary>∂loss/∂B = ∂loss/∂Y, summed over samples.</summary>
    public sealed record BiasGradient(Linear Of) : Op;

    /// <summary>∂loss/∂W and ∂loss/∂B of a normalisation or a slope, summed over samples.</summary>
    public sealed record ParameterGradient(Forward Of) : Op;

    /// <summary>∂loss/∂X from ∂loss/∂Y.</summary>
    public sealed record InputGradient(Forward Of) : Op;
}
