namespace NetGen;

/// <summary>An output of a network.</summary>
/// <param name="Name">Its name in the declaration; <c>output</c> for the only one.</param>
/// <param name="Offset">The index of its first element in a sample's outputs, and in its targets.</param>
/// <param name="Length">Its elements in a sample; in a network over frames, in a frame.</param>
/// <param name="Loss">Its loss; null for none.</param>
/// <param name="Weight">The factor of its loss in the network's, which is the sum over the outputs.</param>
/// <param name="Activation">The activation that computes it, where the network states it. Cross-entropies after <see cref="Activation.Linear"/> take the elements as logits.</param>
public sealed record NetworkOutput(string Name, int Offset, int Length, Loss? Loss, double Weight = 1, Activation? Activation = null)
{
    /// <summary>In a network over frames, the frames of a sample that have such an output, one after another; else 1.</summary>
    public int Frames { get; init; } = 1;

    /// <summary>The first of these frames, which neither the loss nor an evaluation counts.</summary>
    public int WarmupFrames { get; init; }

    /// <summary>For an output of one element: the smallest value that means class 1; 0 where it is a logit or a margin, else ½.</summary>
    public float DecisionThreshold { get; init; } = Loss == NetGen.Loss.Hinge || Loss == NetGen.Loss.BinaryCrossEntropy && Activation != NetGen.Activation.Sigmoid ? 0f : 0.5f;
}
