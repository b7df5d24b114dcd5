using NetGen.Data;

namespace NetGen.Training;

/// <summary>A trainer's step in two halves, between which the loss can end it.</summary>
internal interface ITrainingStep
{
    /// <summary>The most samples in a batch.</summary>
    int Capacity { get; }

    /// <summary>The last batch.</summary>
    Batch Last { get; }

    /// <summary>The last batch's gradients, in parts whose sum they are; to look for what is not finite.</summary>
    ReadOnlySpan<ParameterBlock> Gradients { get; }

    /// <summary>Computes the mean loss of some samples, and what <see cref="Update"/> needs.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="samples">Which of its samples.</param>
    /// <param name="seed">Decides, with the step, what dropout draws.</param>
    /// <param name="step">Steps of this trainer so far.</param>
    float Compute(Dataset data, ReadOnlySpan<int> samples, ulong seed, long step);

    /// <summary>Moves the parameters. Returns whether gradients (where they are clipped) and parameters are still finite.</summary>
    bool Update();
}
