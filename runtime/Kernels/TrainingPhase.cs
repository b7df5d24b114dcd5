using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace NetGen.Kernels;

/// <summary>The results that the threads or shards of a batch combine at the end of a phase, before any of them begins the next.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public enum Combination
{
    /// <summary>Nothing: each thread continues with its samples.</summary>
    None,

    /// <summary>The samples' losses. No phase of the training step needs their sum.</summary>
    Loss,

    /// <summary>The samples' sums of a batch normalisation: into the mean and the variance of the batch.</summary>
    Statistics,

    /// <summary>The samples' sums of a batch normalisation's gradients: into their means over the batch.</summary>
    GradientStatistics,
}

/// <summary>A phase of a training step: kernels that run for a block of samples, or for a range of a layer's outputs, without results of other blocks or ranges.</summary>
/// <param name="Layer">The shared layer of whose outputs each thread computes its own, for all samples; −1 where each computes all of its own samples.</param>
/// <param name="Combined">What is combined at its end.</param>
/// <param name="Norm">The batch normalisation whose sums those are.</param>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public readonly record struct TrainingPhase(int Layer, Combination Combined, int Norm)
{
    /// <summary>A phase divided by samples, after which each thread continues with its own.</summary>
    public static TrainingPhase Samples => new(-1, Combination.None, -1);

    /// <summary>The phase that ends in the loss.</summary>
    public static TrainingPhase Loss => new(-1, Combination.Loss, -1);

    /// <summary>A phase divided by a layer's outputs: before the loss they are computed, after it the gradients of their parameters.</summary>
    public static TrainingPhase Outputs(int layer) => new(layer, Combination.None, -1);

    /// <summary>A phase divided by samples, up to a batch normalisation.</summary>
    public static TrainingPhase Statistics(int norm) => new(-1, Combination.Statistics, norm);

    /// <summary>A phase divided by samples, back to a batch normalisation.</summary>
    public static TrainingPhase GradientStatistics(int norm) => new(-1, Combination.GradientStatistics, norm);

    /// <summary>Whether it is divided by outputs.</summary>
    internal bool IsByOutputs => Layer >= 0;

    /// <summary>Whether the next phase needs what is combined.</summary>
    internal bool IsAwaited => Combined is Combination.Statistics or Combination.GradientStatistics;
}
