using NetGen.Training;

namespace NetGen.Kernels;

/// <summary>Where the gradients of a batch are summed: in one block of parameters, and in others for shards that are complete before they are added to it.</summary>
/// <param name="layout">The network's parameters.</param>
/// <param name="shards">The shards that are summed apart at the same time; each later one has the last one's place.</param>
internal sealed class GradientSums(ParameterLayout layout, int shards)
{
    private readonly ParameterBlock[] _shards = [.. Enumerable.Range(0, shards).Select(_ => new ParameterBlock(layout))];

    /// <summary>The sum over all shards.</summary>
    public ParameterBlock Total { get; } = new(layout);

    /// <summary>Where a block's gradients are summed, where one thread takes block after block.</summary>
    public ParameterBlock Of(Block block) => block.IsApart ? OfShard(block.Shard) : Total;

    /// <summary>Where a shard is summed that is apart from all others.</summary>
    public ParameterBlock OfShard(int shard) => shard == 0 ? Total : _shards[Math.Min(shard, _shards.Length) - 1];

    /// <summary>Adds a range of a shard that was summed apart.</summary>
    public void Add(int shard, int start, int length) => Elementwise.Apply(new Addition(Total, OfShard(shard)), start, length);
}
