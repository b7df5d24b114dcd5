using NetGen.Data;

namespace NetGen.Training;

/// <summary>A training step in two phases, between which a loss that is not finite ends it.</summary>
internal interface ITrainingStep
{
    /// <summary>The most samples in a batch.</summary>
    int Capacity { get; }

    /// <summary>The last batch.</summary>
    Batch Last { get; }

    /// <summary>Blocks whose sum is the last batch's gradients, to be searched for values that are not finite.</summary>
    ReadOnlySpan<ParameterBlock> Gradients { get; }

    /// <summary>Begins an epoch: samples that continue others begin anew.</summary>
    void BeginEpoch();

    /// <summary>Elements of what the samples of the next batch begin with, where they continue those of the last; else 0.</summary>
    int CarriedStatesLength(int batchSize) => 0;

    /// <summary>Copies what the samples of the next batch begin with: out, or in to restore it.</summary>
    void CopyCarriedStates(int batchSize, Span<float> states, bool restore)
    {
    }

    /// <summary>Computes the mean loss of some samples, and the results that <see cref="Update"/> needs.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="samples">The indices of the samples.</param>
    /// <param name="seed">Determines, with the step, what dropout draws.</param>
    /// <param name="step">The number of steps that this trainer has taken.</param>
    float Compute(Dataset data, ReadOnlySpan<int> samples, ulong seed, long step);

    /// <summary>Updates the parameters. Returns whether gradients (where they are clipped) and parameters are still finite.</summary>
    bool Update();
}
