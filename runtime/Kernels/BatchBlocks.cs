using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Samples that kernels take at once, and where their gradients are summed.</summary>
/// <param name="Number">Which block of all.</param>
/// <param name="Start">Its first sample.</param>
/// <param name="Rows">How many, at most <see cref="Shards.BlockRows"/>.</param>
/// <param name="Shard">The shard that it belongs to.</param>
/// <param name="BeginsShard">Whether it is its shard's first.</param>
/// <param name="EndsShard">Whether it is its shard's last.</param>
/// <param name="IsApart">Whether its shard is summed apart before it is added to the shards before it.</param>
internal readonly record struct Block(int Number, int Start, int Rows, int Shard, bool BeginsShard, bool EndsShard, bool IsApart)
{
    /// <summary>Whether the gradients that stand where its own are stored are the same sum's.</summary>
    public bool Accumulates => IsApart ? !BeginsShard : Number > 0;
}

/// <summary>The blocks of a batch in the order of their sums: shard by shard, each in parts that differ by one sample at most.</summary>
/// <remarks>
/// This is the order of every sum of losses and of gradients, whoever computes which part of it.
/// Where every shard is one block, each is added to those before it as it is stored; else the sum of each is complete before it is added, as it is where another thread computes it.
/// </remarks>
/// <param name="samples">Samples in all.</param>
/// <param name="shards">Shards: <see cref="Shards.Count"/> of a whole batch, 1 for a shard by itself, or where samples have no sum.</param>
internal struct BatchBlocks(int samples, int shards)
{
    private readonly int _samples = samples, _shards = shards;
    private readonly bool _areApart = Shards.Blocks(samples) > shards;
    private int _shard = -1, _shardStart, _shardLength, _blocks, _block, _number = -1;

    /// <summary>The blocks of a batch of at most so many samples; shards of more than a block may each have one more than their share.</summary>
    public static long MostIn(int batchCapacity) => Shards.Blocks(batchCapacity) + (HasLongShards(batchCapacity) ? Shards.Maximum : 0L);

    /// <summary>Whether a batch of so many samples has shards of several blocks.</summary>
    public static bool HasLongShards(int samples) => Shards.Blocks(samples) > Shards.Maximum;

    public readonly BatchBlocks GetEnumerator() => this;

    public readonly Block Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            (int offset, int rows) = Shards.Part(_block, _blocks, _shardLength);
            return new(_number, _shardStart + offset, rows, _shard, _block == 0, _block == _blocks - 1, _areApart && _shard > 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        _number++;
        if (++_block < _blocks)
            return true;
        if (++_shard == _shards)
            return false;
        (_shardStart, _shardLength) = Shards.Part(_shard, _shards, _samples);
        (_block, _blocks) = (0, Shards.Blocks(_shardLength));
        return true;
    }
}

/// <summary>The mean loss of a batch: sums of its blocks' samples, each shard's divided by the terms of the whole batch, then added in order.</summary>
internal struct LossSum(double terms)
{
    private readonly double _terms = terms;
    private double _shard;

    /// <summary>The shares of the shards that are complete.</summary>
    public double Total { get; private set; }

    /// <summary>Adds a block's losses.</summary>
    public void Add(double losses, Block block)
    {
        _shard += losses;
        if (!block.EndsShard)
            return;
        Total += _shard / _terms;
        _shard = 0;
    }
}
