namespace NetGen;

/// <summary>The loss that training minimises; <see cref="MeanSquaredError"/> where a network names none. Means are over the batch, and over the outputs where PyTorch's default is.</summary>
public enum Loss
{
    /// <summary>Mean of (y − t)² over batch and outputs. The default.</summary>
    MeanSquaredError,
    /// <summary>Mean of |y − t| over batch and outputs.</summary>
    MeanAbsoluteError,
    /// <summary>Mean over batch and outputs of ½·d² for |d| ≤ 1 and |d| − ½ beyond, d = y − t (δ = 1).</summary>
    Huber,
    /// <summary>Mean over the batch of −Σ t·ln p, targets being class probabilities. After Softmax p is the output (both are fused), after Linear the outputs are logits, after LogSoftmax the outputs are ln p.</summary>
    CrossEntropy,
    /// <summary>Mean over batch and outputs of −t·ln p − (1 − t)·ln(1 − p). After Sigmoid p is the output (both are fused), after Linear the outputs are logits.</summary>
    BinaryCrossEntropy,
    /// <summary>Mean over batch and outputs of max(0, 1 − t·y), with targets of +1 and −1.</summary>
    Hinge,
}
