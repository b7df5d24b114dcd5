using NetGen.Training;

namespace NetGen.Kernels;

/// <summary>The memory in which the gradients of a batch are summed: one block, and others for shards that are summed separately and then added to it.</summary>
/// <param name="layout">The network's parameters.</param>
/// <param name="shards">The most shards summed separately at the same time; later ones use the memory of the last.</param>
internal sealed class GradientSums(ParameterLayout layout, int shards)
{
    private readonly ParameterBlock[] _shards = [.. Enumerable.Range(0, shards).Select(_ => new ParameterBlock(layout))];

    /// <summary>The sum over all shards.</summary>
    public ParameterBlock Total { get; } = new(layout);

    /// <summary>The memory for a block's gradients if one thread processes all blocks.</summary>
    public ParameterBlock Of(Block block) => block.IsApart ? OfShard(block.Shard) : Total;

    /// <summary>The memory of a shard that is summed separately.</summary>
    public ParameterBlock OfShard(int shard) => shard == 0 ? Total : _shards[Math.Min(shard, _shards.Length) - 1];

    /// <summary>Adds a range of a shard that was summed separately.</summary>
    public void Add(int shard, int start, int length) => Elementwise.Apply(new Addition(Total, OfShard(shard)), start, length);
}
