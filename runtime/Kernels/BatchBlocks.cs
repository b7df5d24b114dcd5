using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Samples that kernels process at once, and where their gradients are summed.</summary>
/// <param name="number">Its index among all blocks.</param>
/// <param name="start">Its first sample.</param>
/// <param name="rows">Its samples, at most <see cref="Shards.BlockRows"/>.</param>
/// <param name="position">Its position in its shard.</param>
/// <remarks>Four fields, which the JIT keeps in registers; with one more it keeps none there, and a tiny network's batch takes 5 % longer. Properties would have to be inlined at every use, in code that is compiled for each network.</remarks>
internal readonly struct Block(int number, int start, int rows, ShardPosition position)
{
    /// <summary>Its index among all blocks.</summary>
    public readonly int Number = number;

    /// <summary>Its first sample.</summary>
    public readonly int Start = start;

    /// <summary>Its samples, at most <see cref="Shards.BlockRows"/>.</summary>
    public readonly int Rows = rows;

    /// <summary>Its position in its shard.</summary>
    public readonly ShardPosition Position = position;

    /// <summary>The shard that it belongs to.</summary>
    public int Shard => (int)Position >> 3;

    /// <summary>Whether it is its shard's first.</summary>
    public bool BeginsShard => (Position & ShardPosition.First) != 0;

    /// <summary>Whether it is its shard's last.</summary>
    public bool EndsShard => (Position & ShardPosition.Last) != 0;

    /// <summary>Whether its shard is summed separately before it is added to the shards before it.</summary>
    public bool IsApart => (Position & ShardPosition.Apart) != 0;

    /// <summary>Whether its gradients are added to those that are stored already.</summary>
    public bool Accumulates => (Position & ShardPosition.Apart) != 0 ? (Position & ShardPosition.First) == 0 : Number > 0;

    /// <summary>Whether it completes a shard that is summed separately.</summary>
    public bool CompletesShard => (Position & (ShardPosition.Apart | ShardPosition.Last)) == (ShardPosition.Apart | ShardPosition.Last);
}

/// <summary>A block's position in its shard, and above these bits the index of the shard.</summary>
[Flags]
internal enum ShardPosition
{
    First = 1,
    Last = 2,
    Apart = 4,
    Next = 8,
}

/// <summary>The blocks of a batch in the order of their sums: shard by shard, each in blocks whose sizes differ by at most one sample.</summary>
/// <remarks>
/// This is the order of every sum of losses and of gradients, however it is divided among threads.
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
        private readonly ShardPosition _later;
        private int _shard, _shardStart, _shardEnd, _block, _blocks, _number, _start, _end;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Enumerator(int samples, int shards)
        {
            (_samples, _shards) = (samples, shards);
            _later = Shards.Blocks(samples) > shards ? ShardPosition.Apart : 0;
            (_shard, _number) = (-1, -1);
        }

        public readonly Block Current
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                ShardPosition position = (ShardPosition)(_shard * (int)ShardPosition.Next)
                    | (_block == 0 ? ShardPosition.First : 0) | (_block == _blocks - 1 ? ShardPosition.Last : 0) | (_shard > 0 ? _later : 0);
                return new(_number, _start, _end - _start, position);
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

    /// <summary>The sum over the complete shards.</summary>
    public double Total;

    /// <summary>Adds a block's losses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double losses, Block block)
    {
        _shard += losses;
        if ((block.Position & ShardPosition.Last) == 0)
            return;
        Total += _shard / _terms;
        _shard = 0;
    }
}
