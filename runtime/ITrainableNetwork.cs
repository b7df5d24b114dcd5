using System.ComponentModel;
using NetGen.Kernels;

namespace NetGen;

/// <summary>A network that can be trained: its loss and its gradients.</summary>
/// <typeparam name="TSelf">The network's own class.</typeparam>
public interface ITrainableNetwork<TSelf> : INetwork<TSelf> where TSelf : class, ITrainableNetwork<TSelf>
{
    /// <summary>The loss declared for the network; where it has several outputs, that of the first that has one.</summary>
    static abstract Loss Loss { get; }

    /// <inheritdoc/>
    static IReadOnlyList<NetworkOutput> INetwork<TSelf>.Outputs => [new("output", 0, TSelf.OutputLength, TSelf.Loss) { DecisionThreshold = TSelf.DecisionThreshold }];

    /// <summary>For a network of one output: the smallest output that means class 1; 0 where outputs are logits or margins, else ½.</summary>
    static virtual float DecisionThreshold => TSelf.Loss == Loss.Hinge ? 0f : 0.5f;

    /// <summary>The fewest samples of a training batch: 2 where a batch normalisation has one value per channel of a sample, since a single value has no variance; else 1.</summary>
    static virtual int MinimumBatchSize => 1;

    /// <summary>Forward and backward: returns the mean loss and leaves the mean gradients in <see cref="Workspace.Gradients"/>.</summary>
    /// <remarks>
    /// Running statistics of batch normalisations are updated once, unless the loss or a statistic of the batch is not finite.
    /// <para>Samples count by <see cref="Workspace.SampleWeights"/>, if there are any; the gradients of frozen layers (<see cref="ParameterBlock.Freeze"/>) are zero.</para>
    /// </remarks>
    /// <param name="inputs">Batch × InputLength elements.</param>
    /// <param name="targets">Batch × OutputLength elements.</param>
    /// <param name="workspace">A training workspace of this class with room for the batch.</param>
    /// <exception cref="ArgumentException">The lengths don't match, the batch is empty or smaller than <see cref="MinimumBatchSize"/>, a span lies in the gradients, or the workspace doesn't fit.</exception>
    float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace);

    /// <summary>One step of plain gradient descent: the parameters have the bits of <see cref="ComputeGradients"/> and a step of <see cref="Training.Sgd"/>, in one pass over them. Returns the mean loss before the step; if that is not finite, no step is taken.</summary>
    /// <remarks>Afterwards <see cref="Workspace.Gradients"/> does not hold the gradient.</remarks>
    /// <param name="inputs">Batch × InputLength elements.</param>
    /// <param name="targets">Batch × OutputLength elements.</param>
    /// <param name="workspace">A training workspace of this class with room for the batch.</param>
    /// <param name="learningRate">The size of the step, at least 0 and finite as a float.</param>
    /// <exception cref="ArgumentException">The lengths don't match, the batch is empty or smaller than <see cref="MinimumBatchSize"/>, a span lies in the gradients or the parameters, or the workspace doesn't fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is negative, or not finite as a float; nothing has changed.</exception>
    float Descend(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, double learningRate)
    {
        float step = Training.Sgd.StepOf(learningRate);
        float loss = ComputeGradients(inputs, targets, workspace);
        if (float.IsFinite(loss))
            Training.Sgd.Descend(Parameters, workspace.Gradients, step);
        return loss;
    }

    /// <summary>One shard of a batch: its share of the batch's mean loss, and its share of the mean gradients in <see cref="Workspace.Gradients"/>.</summary>
    /// <remarks>For the trainer. The shares of all shards (see <see cref="Shards"/>), added in shard order, have the bits of <see cref="ComputeGradients"/>.</remarks>
    /// <param name="inputs">Samples of the shard × InputLength elements.</param>
    /// <param name="targets">Samples of the shard × OutputLength elements.</param>
    /// <param name="workspace">A training workspace of this class with room for the shard.</param>
    /// <param name="batchSize">Samples in the whole batch.</param>
    /// <exception cref="ArgumentException">The lengths don't match, the shard is empty, the batch is smaller than the shard, or the workspace doesn't fit.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    double ComputeShardGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize);

    /// <summary>The number of phases of a gradient pass, between which sums over the whole batch are combined; 1 for a network without batch normalisation.</summary>
    /// <remarks>For the trainer.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual int GradientPhases => 1;

    /// <summary>One phase of a gradient pass for one shard of a batch: returns the shard's share of the batch's mean loss, which is 0 in all phases but one; the last phase leaves its share of the mean gradients.</summary>
    /// <remarks>For the trainer.</remarks>
    /// <param name="phase">The phase, 0 to <see cref="GradientPhases"/> − 1, in order; all shards compute a phase, and <see cref="CombineShards"/> ends it, before any starts the next.</param>
    /// <param name="inputs">Samples of the shard × InputLength elements, the same in every phase.</param>
    /// <param name="targets">Samples of the shard × OutputLength elements, the same in every phase.</param>
    /// <param name="workspace">The shard's training workspace, the same in every phase and not used between them; its <see cref="Workspace.FirstSample"/> is the shard's position in the batch.</param>
    /// <param name="batchSize">Samples in the whole batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such phase.</exception>
    /// <exception cref="ArgumentException">The lengths don't match, the shard is empty, the batch is smaller than the shard or than <see cref="MinimumBatchSize"/>, or the workspace doesn't fit.</exception>
    /// <exception cref="InvalidOperationException">The workspace doesn't hold the combined previous phase.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    double ComputeShardPhase(int phase, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize)
    {
        ShardChecks.Phase(phase, TSelf.GradientPhases);
        return ComputeShardGradients(inputs, targets, workspace, batchSize);
    }

    /// <summary>Between two phases: combines the results of all shards for the next. After the last phase: updates running averages, once for the batch, unless a statistic of it is not finite.</summary>
    /// <remarks>For the trainer.</remarks>
    /// <param name="phase">The phase that all shards have computed.</param>
    /// <param name="shards">Their workspaces, in order: those of all shards of one batch, each once.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such phase.</exception>
    /// <exception cref="ArgumentException">There is no shard or more than <see cref="Shards.Maximum"/>, one is null, of another class, for inference or listed twice, or they are not a whole batch.</exception>
    /// <exception cref="InvalidOperationException">A shard doesn't hold the phase, or it has been combined before.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void CombineShards(int phase, ReadOnlySpan<Workspace> shards)
    {
        ShardChecks.Phase(phase, TSelf.GradientPhases);
        ShardChecks.Belong(shards, Parameters.Layout);
    }

    /// <summary>The work of the trainer's steps, divided so that threads share it layer by layer; null, the default, where each computes whole shards.</summary>
    /// <remarks>For the trainer.</remarks>
    /// <param name="batchCapacity">The most samples in a batch, at least 1.</param>
    /// <param name="threads">The most threads, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity or the number of threads is less than 1, or the capacity needs a buffer longer than an array can be.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    SharedStep? ShareSteps(int batchCapacity, int threads) => null;

    /// <summary>Outputs and mean loss of a batch, without gradients; the outputs are those of <see cref="INetwork{TSelf}.ForwardBatch"/>.</summary>
    /// <param name="inputs">Batch × InputLength elements.</param>
    /// <param name="targets">Batch × OutputLength elements.</param>
    /// <param name="outputs">Batch × OutputLength elements, overwritten.</param>
    /// <param name="workspace">A training workspace of this class with room for the batch.</param>
    /// <exception cref="ArgumentException">The lengths don't match, the batch is empty, the outputs overlap the inputs or the targets, or the workspace doesn't fit.</exception>
    float ComputeLoss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> outputs, Workspace workspace);

    /// <summary>The outputs for a batch, keeping in the workspace what <see cref="Backward"/> needs: for a custom loss.</summary>
    /// <remarks>Running statistics of batch normalisations are updated once, unless a statistic of the batch is not finite.</remarks>
    /// <param name="inputs">Batch × InputLength elements.</param>
    /// <param name="outputs">Batch × OutputLength elements, overwritten.</param>
    /// <param name="workspace">A training workspace of this class with room for the batch.</param>
    /// <exception cref="ArgumentException">The lengths don't match, the batch is empty or smaller than <see cref="MinimumBatchSize"/>, the outputs overlap the inputs, or the workspace doesn't fit.</exception>
    void ForwardTraining(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace);

    /// <summary>Follows <see cref="ForwardTraining"/> with the same inputs: computes the gradients of the caller's loss into <see cref="Workspace.Gradients"/>.</summary>
    /// <remarks>The gradients are the sum over the samples of the gradients that follow from their output gradients. For the gradients of a mean loss, as <see cref="ComputeGradients"/> leaves them, pass ∂loss/∂output of the mean: each divided by the size of the batch.</remarks>
    /// <param name="inputs">The inputs of the forward pass.</param>
    /// <param name="outputGradients">Batch × OutputLength elements: ∂loss/∂output.</param>
    /// <param name="workspace">The workspace of the forward pass.</param>
    /// <exception cref="ArgumentException">The lengths don't match, or a span lies in the gradients.</exception>
    /// <exception cref="InvalidOperationException">The workspace holds no forward pass of that many samples.</exception>
    void Backward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace);
}
