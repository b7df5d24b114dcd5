namespace NetGen;

/// <summary>A network that can be trained: its loss and its gradients.</summary>
/// <typeparam name="TSelf">The network's own class.</typeparam>
public interface ITrainableNetwork<TSelf> : INetwork<TSelf> where TSelf : class, ITrainableNetwork<TSelf>
{
    /// <summary>The loss declared for the network.</summary>
    static abstract Loss Loss { get; }

    /// <summary>For a network of one output: the least output that stands for class 1; 0 where outputs are logits or margins, else ½.</summary>
    static virtual float DecisionThreshold => TSelf.Loss == Loss.Hinge ? 0f : 0.5f;

    /// <summary>Forward and backward: returns the mean loss and leaves the mean gradients in <see cref="Workspace.Gradients"/>.</summary>
    /// <param name="inputs">Batch × InputLength numbers.</param>
    /// <param name="targets">Batch × OutputLength numbers.</param>
    /// <param name="workspace">A training workspace of this class with room for the batch.</param>
    /// <exception cref="ArgumentException">The lengths don't belong together, the batch is empty, or the workspace doesn't fit.</exception>
    float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace);

    /// <summary>One step of plain gradient descent: the parameters have the bits of <see cref="ComputeGradients"/> and a step of <see cref="Training.Sgd"/>, in one pass over them. Returns the mean loss before the step; if that is not finite, no step is taken.</summary>
    /// <remarks>What <see cref="Workspace.Gradients"/> then holds is not the gradient.</remarks>
    /// <param name="inputs">Batch × InputLength numbers.</param>
    /// <param name="targets">Batch × OutputLength numbers.</param>
    /// <param name="workspace">A training workspace of this class with room for the batch.</param>
    /// <param name="learningRate">The size of the step, at least 0.</param>
    /// <exception cref="ArgumentException">The lengths don't belong together, the batch is empty, or the workspace doesn't fit.</exception>
    float Descend(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, double learningRate)
    {
        Training.Sgd.CheckLearningRate(learningRate);
        float loss = ComputeGradients(inputs, targets, workspace);
        if (float.IsFinite(loss))
            Training.Sgd.Descend(Parameters, workspace.Gradients, (float)-learningRate);
        return loss;
    }

    /// <summary>One shard of a batch: its share of the batch's mean loss, and its share of the mean gradients in <see cref="Workspace.Gradients"/>.</summary>
    /// <remarks>The shares of all shards (see <see cref="Shards"/>), added in shard order, have the bits of <see cref="ComputeGradients"/>.</remarks>
    /// <param name="inputs">Samples of the shard × InputLength numbers.</param>
    /// <param name="targets">Samples of the shard × OutputLength numbers.</param>
    /// <param name="workspace">A training workspace of this class with room for the shard.</param>
    /// <param name="batchSize">Samples in the whole batch.</param>
    /// <exception cref="ArgumentException">The lengths don't belong together, the shard is empty, or the workspace doesn't fit.</exception>
    double ComputeShardGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize);

    /// <summary>Parts of a gradient pass between which sums over the whole batch are combined; 1 for a network without batch normalisation.</summary>
    static virtual int GradientParts => 1;

    /// <summary>One shard of a batch in one part of a gradient pass: its share of the batch's mean loss, which is 0 but in one part, and after the last part its share of the mean gradients.</summary>
    /// <param name="part">0 to <see cref="GradientParts"/> − 1, in order; all shards take a part before any takes the next.</param>
    /// <param name="inputs">Samples of the shard × InputLength numbers.</param>
    /// <param name="targets">Samples of the shard × OutputLength numbers.</param>
    /// <param name="workspace">The shard's training workspace, the same in every part; its <see cref="Workspace.FirstSample"/> tells the shard's place.</param>
    /// <param name="batchSize">Samples in the whole batch.</param>
    /// <exception cref="ArgumentException">The lengths don't belong together, the shard is empty, or the workspace doesn't fit.</exception>
    double ComputeShardPart(int part, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Workspace workspace, int batchSize) =>
        ComputeShardGradients(inputs, targets, workspace, batchSize);

    /// <summary>Between two parts: combines what all shards left for the next. After the last part: moves running averages, once for the batch.</summary>
    /// <param name="part">The part that all shards have taken.</param>
    /// <param name="shards">Their workspaces, in order.</param>
    void CombineShards(int part, ReadOnlySpan<Workspace> shards)
    {
    }

    /// <summary>The work of the trainer's steps cut for threads to share layer by layer; null, the default, where they take whole shards.</summary>
    /// <param name="batchCapacity">The most samples in a batch.</param>
    /// <param name="threads">The most threads.</param>
    Kernels.SharedStep? ShareSteps(int batchCapacity, int threads) => null;

    /// <summary>Outputs and mean loss of a batch, without gradients; the outputs are those of <see cref="INetwork{TSelf}.ForwardBatch"/>.</summary>
    /// <param name="inputs">Batch × InputLength numbers.</param>
    /// <param name="targets">Batch × OutputLength numbers.</param>
    /// <param name="outputs">Batch × OutputLength numbers, overwritten.</param>
    /// <param name="workspace">A training workspace of this class with room for the batch.</param>
    /// <exception cref="ArgumentException">The lengths don't belong together, the batch is empty, or the workspace doesn't fit.</exception>
    float ComputeLoss(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Span<float> outputs, Workspace workspace);

    /// <summary>The outputs for a batch, keeping in the workspace what <see cref="Backward"/> needs: for a loss of the caller's own.</summary>
    /// <param name="inputs">Batch × InputLength numbers.</param>
    /// <param name="outputs">Batch × OutputLength numbers, overwritten.</param>
    /// <param name="workspace">A training workspace of this class with room for the batch.</param>
    /// <exception cref="ArgumentException">The lengths don't belong together, the batch is empty, or the workspace doesn't fit.</exception>
    void ForwardTraining(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace);

    /// <summary>Follows <see cref="ForwardTraining"/> with the same inputs: gradients of the caller's loss into <see cref="Workspace.Gradients"/>.</summary>
    /// <param name="inputs">The inputs of the forward pass.</param>
    /// <param name="outputGradients">Batch × OutputLength numbers: ∂loss/∂output.</param>
    /// <param name="workspace">The workspace of the forward pass.</param>
    /// <exception cref="ArgumentException">The lengths don't belong together.</exception>
    /// <exception cref="InvalidOperationException">The workspace holds no forward pass of that many samples.</exception>
    void Backward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradients, Workspace workspace);
}
