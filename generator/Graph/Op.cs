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
    /// <summary>Y = W·X + B.</summary>
    public sealed record Affine(string Layer, Buffer X, Buffer W, Buffer? B, Buffer Y) : Op;

    /// <summary>Y = f(X).</summary>
    public sealed record Activate(Activation Kind, Buffer X, Buffer Y) : Op;

    /// <summary>The loss of Y against the targets.</summary>
    public sealed record Loss(LossOp Kind, Buffer Y) : Op;

    /// <summary>∂loss/∂Y, from Y and the targets.</summary>
    public sealed record LossGradient(LossOp Kind, Buffer Y) : Op;

    /// <summary>∂loss/∂X = ∂loss/∂Y · f'(X).</summary>
    public sealed record ActivateGradient(Activation Kind, Buffer X, Buffer Y) : Op;

    /// <summary>∂loss/∂W = ∂loss/∂Y · Xᵀ, summed over samples.</summary>
    public sealed record WeightGradient(Affine Of) : Op;

    /// <summary>∂loss/∂B = ∂loss/∂Y, summed over samples.</summary>
    public sealed record BiasGradient(Affine Of) : Op;

    /// <summary>∂loss/∂X = Wᵀ · ∂loss/∂Y.</summary>
    public sealed record InputGradient(Affine Of) : Op;
}
