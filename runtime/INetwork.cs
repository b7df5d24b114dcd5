namespace NetGen;

/// <summary>A network of fixed shape, ready for inference. The compiler implements it for every class with <see cref="NetworkAttribute"/>.</summary>
/// <typeparam name="TSelf">The network's own class.</typeparam>
public interface INetwork<TSelf> where TSelf : class, INetwork<TSelf>
{
    /// <summary>Numbers in an input sample.</summary>
    static abstract int InputLength { get; }

    /// <summary>Numbers in an output.</summary>
    static abstract int OutputLength { get; }

    /// <summary>Trained parameters, padding not counted.</summary>
    static abstract int ParameterCount { get; }

    /// <summary>Layers, shapes, parameters, costs and the code shape chosen for each.</summary>
    static abstract NetworkSummary Summary { get; }

    /// <summary>A network with fresh weights drawn from a seed.</summary>
    static abstract TSelf Create(ulong seed);

    /// <summary>Buffers for batches up to a capacity; made once, used for every batch.</summary>
    /// <param name="batchCapacity">The most samples in a batch, at least 1.</param>
    /// <param name="training">Whether gradients will be computed with it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1, or more than memory can hold.</exception>
    static abstract Workspace CreateWorkspace(int batchCapacity, bool training = true);

    /// <summary>All trained parameters, in one aligned block.</summary>
    ParameterBlock Parameters { get; }

    /// <summary>A network with the same weights in a block of its own.</summary>
    TSelf Clone();

    /// <summary>The output for one sample. Never allocates, but for one buffer per thread in a network with more than 64 KB of intermediate results.</summary>
    /// <param name="input">InputLength numbers.</param>
    /// <param name="output">OutputLength numbers, overwritten.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    void Forward(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>The output for one sample, with intermediate results in a workspace. Never allocates.</summary>
    /// <param name="input">InputLength numbers.</param>
    /// <param name="output">OutputLength numbers, overwritten.</param>
    /// <param name="workspace">A workspace of this class.</param>
    /// <exception cref="ArgumentException">A span has another length, or the workspace belongs to another class.</exception>
    void Forward(ReadOnlySpan<float> input, Span<float> output, Workspace workspace);

    /// <summary>The outputs for a batch, each with the same bits as that sample alone.</summary>
    /// <param name="inputs">Batch × InputLength numbers.</param>
    /// <param name="outputs">Batch × OutputLength numbers, overwritten.</param>
    /// <param name="workspace">A workspace of this class with room for the batch.</param>
    /// <exception cref="ArgumentException">The lengths don't belong together, the batch is empty, or the workspace is too small or of another class.</exception>
    void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs, Workspace workspace);
}
