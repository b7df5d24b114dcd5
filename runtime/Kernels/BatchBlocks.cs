using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Samples that kernels take at once, and where their gradients are summed.</summary>
/// <param name="Number">Which block of all.</param>
/// <param name="Start">Its first sample.</param>
/// <param name="Rows">How many, at most <see cref="Shards.BlockRows"/>.</param>
/// <param name="Place">Its place in its shard.</param>
/// <remarks>Four fields, which the JIT keeps in registers; with one more it keeps none there, and a tiny network's batch would take longer by a twentieth.</remarks>
internal readonly record struct Block(int Number, int Start, int Rows, ShardPlace Place)
{
    /// <summary>The shard that it belongs to.</summary>
    public int Shard => (int)Place >> 3;

    /// <summary>Whether it is its shard's first.</summary>
    public bool BeginsShard => (Place & ShardPlace.First) != 0;

    /// <summary>Whether it is its shard's last.</summary>
    public bool EndsShard => (Place & ShardPlace.Last) != 0;

    /// <summary>Whether its shard is summed apart before it is added to the shards before it.</summary>
    public bool IsApart => (Place & ShardPlace.Apart) != 0;

    /// <summary>Whether the gradients that stand where its own are stored are the same sum's.</summary>
    public bool Accumulates => IsApart ? !BeginsShard : Number > 0;

    /// <summary>Whether a shard that is summed apart is complete with it.</summary>
    public bool CompletesShard => (Place & (ShardPlace.Apart | ShardPlace.Last)) == (ShardPlace.Apart | ShardPlace.Last);
}

/// <summary>A block's place in its shard, and above these bits the number of the shard.</summary>
[Flags]
internal enum ShardPlace
{
    First = 1,
    Last = 2,
    Apart = 4,
    Next = 8,
}

/// <summary>The blocks of a batch in the order of their sums: shard by shard, each in parts that differ by one sample at most.</summary>
/// <remarks>
/// This is the order of every sum of losses and of gradients, whoever computes which part of it.
/// Where every shard is one block, each is added to those before it as it is stored; else the sum of each is complete before it is added, as it is where another thread computes it.
/// </remarks>
/// <param name="samples">Samples in all.</param>
/// <param name="shards">Shards: <see cref="Shards.Count"/> of a whole batch, 1 for a shard by itself, or where samples have no sum.</param>
internal readonly struct BatchBlocks(int samples, int shards)
{
    /// <summary>The blocks of a batch of at most so many samples; shards of more than a block may each have one more than their share.</summary>
    public static long MostIn(int batchCapacity) => Shards.Blocks(batchCapacity) + (HasLongShards(batchCapacity) ? Shards.Maximum : 0L);

    /// <summary>Whether a batch of so many samples has shards of several blocks.</summary>
    public static bool HasLongShards(int samples) => Shards.Blocks(samples) > Shards.Maximum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Enumerator GetEnumerator() => new(samples, shards);

    public struct Enumerator
    {
        private readonly int _samples, _shards;
        private readonly ShardPlace _later;
        private int _shard, _shardStart, _shardEnd, _block, _blocks, _number, _start, _end;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Enumerator(int samples, int shards)
        {
            (_samples, _shards) = (samples, shards);
            _later = Shards.Blocks(samples) > shards ? ShardPlace.Apart : 0;
            (_shard, _number) = (-1, -1);
        }

        public readonly Block Current
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                ShardPlace place = (ShardPlace)(_shard * (int)ShardPlace.Next)
                    | (_block == 0 ? ShardPlace.First : 0) | (_block == _blocks - 1 ? ShardPlace.Last : 0) | (_shard > 0 ? _later : 0);
                return new(_number, _start, _end - _start, place);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            _number++;
            _start = _end;
            if (++_block >= _blocks)
            {
                if (++_shard == _shards)
                    return false;
                (_shardStart, _shardEnd) = (_end, Shards.Cut(_samples, _shard + 1, _shards));
                (_block, _blocks) = (0, Shards.Blocks(_shardEnd - _shardStart));
            }
            _end = _shardStart + Shards.Cut(_shardEnd - _shardStart, _block + 1, _blocks);
            return true;
        }
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double losses, Block block)
    {
        _shard += losses;
        if (!block.EndsShard)
            return;
        Total += _shard / _terms;
        _shard = 0;
    }
}
