namespace NetGen;

/// <summary>The buffers of one thread for one network class: intermediate results, and gradients. Made once by the network's <c>CreateWorkspace</c>.</summary>
public sealed class Workspace
{
    private readonly float[] _buffer;
    private readonly int _start;
    private readonly ParameterBlock? _gradients;

    /// <summary>A workspace for a network.</summary>
    /// <param name="layout">The network's parameters; tells whose workspace this is.</param>
    /// <param name="batchCapacity">The most samples in a batch, at least 1.</param>
    /// <param name="training">Whether gradients will be computed.</param>
    /// <param name="blockScratch">Numbers that one block of samples needs.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1, or more than memory can hold.</exception>
    public Workspace(ParameterLayout layout, int batchCapacity, bool training, int blockScratch)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchCapacity, 1);
        Layout = layout;
        BatchCapacity = batchCapacity;
        BlockScratch = blockScratch;
        // A training pass keeps every block's results until its backward pass; inference needs one block's at a time.
        long length = (long)blockScratch * (training ? Shards.Blocks(batchCapacity) : 1);
        if (length > Array.MaxLength - 16)
            throw new ArgumentOutOfRangeException(nameof(batchCapacity), batchCapacity, $"{layout.Network} would need {length * sizeof(float):N0} bytes for the results of so many samples.");
        (_buffer, _start) = AlignedBuffer.Allocate((int)length);
        if (!training)
            return;
        _gradients = new ParameterBlock(layout);
        // Only a batch whose shards have several blocks sums a shard apart before it is added.
        if (Shards.Blocks(batchCapacity) > Shards.Maximum)
            ShardGradients = new ParameterBlock(layout);
    }

    /// <summary>The most samples in a batch.</summary>
    public int BatchCapacity { get; }

    /// <summary>What dropout draws from, beside the step.</summary>
    public ulong Seed { get; set; }

    /// <summary>The number of the next training pass; each leaves it one higher.</summary>
    public long Step { get; set; }

    /// <summary>Whether gradients can be computed with it.</summary>
    public bool IsTraining => _gradients is not null;

    /// <summary>The mean gradients that the last pass left; the same object for life, overwritten by each pass.</summary>
    /// <exception cref="InvalidOperationException">The workspace was made for inference.</exception>
    public ParameterBlock Gradients =>
        _gradients ?? throw new InvalidOperationException($"This workspace of {Layout.Network} was made for inference: CreateWorkspace(batchCapacity, training: true) makes one with gradients.");

    internal ParameterLayout Layout { get; }

    internal int BlockScratch { get; }

    internal ParameterBlock? ShardGradients { get; }

    /// <summary>Samples whose forward pass the workspace holds for a backward pass; 0 for none.</summary>
    internal int PendingSamples { get; set; }

    /// <summary>The scratch of a block of samples.</summary>
    internal ref float Scratch(int block = 0) => ref _buffer[_start + block * BlockScratch];
}
