using NetGen.Kernels;

namespace NetGen;

/// <summary>The buffers of one thread for one network class: intermediate results, and gradients. Made once by the network's <c>CreateWorkspace</c>.</summary>
public sealed class Workspace
{
    private readonly float[] _buffer;
    private readonly int _start;
    private readonly ParameterBlock? _gradients;
    private readonly ParameterBlock[] _shardGradients = [];

    /// <summary>A workspace for a network.</summary>
    /// <param name="layout">The network's parameters; tells whose workspace this is.</param>
    /// <param name="batchCapacity">The most samples in a batch, at least 1.</param>
    /// <param name="training">Whether gradients will be computed.</param>
    /// <param name="blockScratch">Numbers that one block of samples needs.</param>
    /// <param name="norms">The batch normalisations of a network whose samples depend on their batch, perhaps none; null for any other.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1, or more than memory can hold.</exception>
    public Workspace(ParameterLayout layout, int batchCapacity, bool training, int blockScratch, BatchNormalization[]? norms = null)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchCapacity, 1);
        Layout = layout;
        BatchCapacity = batchCapacity;
        BlockScratch = blockScratch;
        // A training pass keeps every block's results until its backward pass; inference needs one block's at a time.
        bool severalBlocks = Shards.Blocks(batchCapacity) > Shards.Maximum;
        long blocks = !training ? 1 : Shards.Blocks(batchCapacity) + (norms is not null && severalBlocks ? Shards.Maximum : 0L);
        long length = blockScratch * blocks;
        if (length > Array.MaxLength - 16)
            throw new ArgumentOutOfRangeException(nameof(batchCapacity), batchCapacity, $"{layout.Network} would need {length * sizeof(float):N0} bytes for the results of so many samples.");
        (_buffer, _start) = AlignedBuffer.Allocate((int)length);
        if (!training)
            return;
        _gradients = new ParameterBlock(layout);
        if (norms is not null)
            Batch = new BatchState(norms, batchCapacity);
        // Only a batch whose shards have several blocks sums a shard apart before it is added; parts of a pass do so for all shards at once.
        if (severalBlocks)
            _shardGradients = [.. Enumerable.Range(0, norms is null ? 1 : Shards.Maximum - 1).Select(_ => new ParameterBlock(layout))];
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

    /// <summary>The place in the whole batch of a shard's first sample.</summary>
    public int FirstSample { get; set; }

    internal ParameterLayout Layout { get; }

    internal int BlockScratch { get; }

    internal ParameterBlock? ShardGradients => _shardGradients.Length == 0 ? null : _shardGradients[0];

    /// <summary>What samples know of their batch; none where they needn't.</summary>
    internal BatchState? Batch { get; }

    /// <summary>Samples whose forward pass the workspace holds for a backward pass; 0 for none.</summary>
    internal int PendingSamples { get; set; }

    /// <summary>The scratch of a block of samples.</summary>
    internal ref float Scratch(int block = 0) => ref _buffer[_start + block * BlockScratch];

    /// <summary>Where a shard's gradients are summed: with the others' where each shard is one block, else by themselves.</summary>
    internal ParameterBlock GradientsOf(int shard, int shards, int samples) =>
        shard == 0 || Shards.Blocks(samples) <= shards ? Gradients : _shardGradients[shard - 1];
}
