using NetGen.Data;
using NetGen.Training;

namespace NetGen.Kernels;

/// <summary>The work of a training step, cut for threads to share: by blocks of samples, and by panels of a layer's outputs. Each thread has the same parts in every step, so that the weights it moves stay in its cache.</summary>
/// <remarks>Every sum has the order of <see cref="ITrainableNetwork{TSelf}.ComputeGradients"/>, whoever computes it.</remarks>
public abstract class SharedStep
{
    /// <summary>Samples behind the batch that a tile may read along.</summary>
    private const int Beyond = 3;

    private readonly SharedLayer[] _layers;
    private readonly int[] _phases;
    private readonly int _inputLength, _targetLength, _blockScratch, _lossTerms;
    private readonly float[] _inputs, _targets, _scratch;
    private readonly int _inputStart, _targetStart, _scratchStart;
    private readonly int[] _samples;
    private readonly Block[] _blocks;
    private readonly double[] _losses;
    private readonly ParameterBlock _parameters;
    private readonly ParameterBlock? _shardGradients;
    private Dataset? _data;
    private int _count, _blockCount;
    private float _scale;

    private protected SharedStep(ParameterBlock parameters, SharedLayer[] layers, int[] phases, int inputLength, int targetLength, int blockScratch, int lossTerms, int batchCapacity, int threads)
    {
        (_parameters, _layers, _phases) = (parameters, layers, phases);
        (_inputLength, _targetLength, _blockScratch, _lossTerms) = (inputLength, targetLength, blockScratch, lossTerms);
        Capacity = batchCapacity;
        Threads = Math.Min(threads, layers.Max(layer => layer.Panels));
        // Shards of more than a block may each have one more than their share.
        bool severalBlocks = Shards.Blocks(batchCapacity) > Shards.Maximum;
        int blocks = Shards.Blocks(batchCapacity) + (severalBlocks ? Shards.Maximum : 0);
        (_inputs, _inputStart) = AlignedBuffer.Allocate(checked((batchCapacity + Beyond) * inputLength));
        (_targets, _targetStart) = AlignedBuffer.Allocate(checked(batchCapacity * targetLength));
        (_scratch, _scratchStart) = AlignedBuffer.Allocate(checked(blocks * blockScratch));
        _samples = new int[batchCapacity];
        _blocks = new Block[blocks];
        _losses = new double[blocks];
        Gradients = new ParameterBlock(parameters.Layout);
        _shardGradients = severalBlocks ? new ParameterBlock(parameters.Layout) : null;
    }

    /// <summary>Some samples that are computed together.</summary>
    private protected readonly record struct Block(int Number, int Start, int Rows, bool BeginsShard, bool EndsShard, bool IsApart);

    /// <summary>The most samples in a batch.</summary>
    internal int Capacity { get; }

    /// <summary>How many threads can share a step.</summary>
    internal int Threads { get; }

    internal int Phases => _phases.Length;

    /// <summary>Where gradients are that are not stepped at once.</summary>
    internal ParameterBlock Gradients { get; }

    internal Batch Last => new(_inputs.AsSpan(_inputStart, _count * _inputLength), _targets.AsSpan(_targetStart, _count * _targetLength), _count);

    /// <summary>Whether every shard is one block: then a plain step can follow the last block's sums at once.</summary>
    internal bool CanDescend => Shards.Blocks(_count) <= Shards.Maximum;

    private protected ref float Parameters => ref _parameters.First;

    /// <summary>Takes samples for the next step.</summary>
    internal void Begin(Dataset data, ReadOnlySpan<int> samples)
    {
        _data = data;
        samples.CopyTo(_samples);
        _count = samples.Length;
        _scale = (float)(1 / ((double)_count * _lossTerms));
        _blockCount = 0;
        for (int shard = 0; shard < Shards.Count(_count); shard++)
        {
            (int start, int length) = Shards.Range(shard, _count);
            int blocks = Shards.Blocks(length);
            for (int i = 0; i < blocks; i++)
            {
                (int offset, int rows) = Shards.Part(i, blocks, length);
                _blocks[_blockCount] = new(_blockCount, start + offset, rows, i == 0, i == blocks - 1, shard > 0 && blocks > 1);
                _blockCount++;
            }
        }
    }

    /// <summary>Copies a thread's samples.</summary>
    internal void Gather(int thread, int threads)
    {
        (int first, int behind) = BlocksOf(thread, threads);
        if (first == behind)
            return;
        int start = _blocks[first].Start, end = _blocks[behind - 1].Start + _blocks[behind - 1].Rows;
        _data!.Gather(_samples.AsSpan(start, end - start), _inputs.AsSpan(_inputStart + start * _inputLength), _targets.AsSpan(_targetStart + start * _targetLength));
    }

    /// <summary>A thread's part of a phase.</summary>
    internal void ComputePhase(int phase, int thread, int threads)
    {
        if (_phases[phase] < 0)
        {
            (int first, int behind) = BlocksOf(thread, threads);
            for (int i = first; i < behind; i++)
                _losses[i] = ComputePhase(phase, _blocks[i], _scale, 0, 0);
            return;
        }
        SharedLayer layer = _layers[_phases[phase]];
        (int panel, int end) = PanelsOf(layer, thread, threads);
        // Panel by panel, so that a panel's weights are read from the second-level cache by all blocks but the first.
        for (; panel < end; panel++)
        {
            (int from, int to) = layer.Columns(panel);
            for (int i = 0; i < _blockCount; i++)
                ComputePhase(phase, _blocks[i], _scale, from, to);
        }
    }

    /// <summary>The mean loss, after the last phase: shares of shards, added in order.</summary>
    internal float Loss()
    {
        double loss = 0, shard = 0, terms = (double)_count * _lossTerms;
        for (int i = 0; i < _blockCount; i++)
        {
            shard += _losses[i];
            if (!_blocks[i].EndsShard)
                continue;
            loss += shard / terms;
            shard = 0;
        }
        return (float)loss;
    }

    /// <summary>A thread's part of the gradients, each followed at once by what is to be done with it.</summary>
    /// <param name="thread">Which thread.</param>
    /// <param name="threads">Of how many.</param>
    /// <param name="step">0; else parameters move by this times their gradients, which are not stored.</param>
    /// <param name="next">Does the rest with a range of the parameters; returns whether all is well.</param>
    internal bool ComputeGradients<TNext>(int thread, int threads, float step, TNext next) where TNext : struct, IRangeWork
    {
        bool well = true;
        for (int l = 0; l < _layers.Length; l++)
        {
            (int panel, int end) = PanelsOf(_layers[l], thread, threads);
            for (; panel < end; panel++)
            {
                ComputePanel(l, panel, step);
                well &= OverPanel(_layers[l], panel, next);
            }
        }
        return well;
    }

    /// <summary>Works on a thread's part of the parameters.</summary>
    internal bool OverParameters<TNext>(int thread, int threads, TNext next) where TNext : struct, IRangeWork
    {
        bool well = true;
        foreach (SharedLayer layer in _layers)
        {
            (int panel, int end) = PanelsOf(layer, thread, threads);
            for (; panel < end; panel++)
                well &= OverPanel(layer, panel, next);
        }
        return well;
    }

    private static bool OverPanel<TNext>(SharedLayer layer, int panel, TNext next) where TNext : struct, IRangeWork
    {
        (int from, int to) = layer.Columns(panel);
        (int start, int length) = layer.Weights(panel);
        return next.Work(start, length) & (layer.Bias < 0 || next.Work(layer.Bias + from, to - from));
    }

    private void ComputePanel(int l, int panel, float step)
    {
        SharedLayer layer = _layers[l];
        (int from, int to) = layer.Columns(panel);
        for (int i = 0; i < _blockCount; i++)
        {
            Block block = _blocks[i];
            // A shard of one block can be added as it is stored; one of several is summed apart first.
            ParameterBlock gradients = block.IsApart ? _shardGradients! : Gradients;
            ComputeLayerGradients(l, block, ref gradients.First, from, to, i == _blockCount - 1 ? step : 0, accumulate: block.IsApart ? !block.BeginsShard : i > 0);
            if (block is { IsApart: true, EndsShard: true })
                OverPanel(layer, panel, new AddShard(Gradients, gradients));
        }
    }

    private protected ref float Inputs(Block block) => ref _inputs[_inputStart + block.Start * _inputLength];

    private protected ref float Targets(Block block) => ref _targets[_targetStart + block.Start * _targetLength];

    private protected ref float Scratch(Block block) => ref _scratch[_scratchStart + block.Number * _blockScratch];

    private protected abstract double ComputePhase(int phase, Block block, float scale, int from, int to);

    private protected abstract void ComputeLayerGradients(int layer, Block block, ref float g, int from, int to, float step, bool accumulate);

    /// <summary>A lone block goes to the caller's thread, a lone panel to the last: neither has both.</summary>
    private (int Start, int End) BlocksOf(int thread, int threads) => ((_blockCount * thread + threads - 1) / threads, (_blockCount * (thread + 1) + threads - 1) / threads);

    private static (int Start, int End) PanelsOf(SharedLayer layer, int thread, int threads) => (layer.Panels * thread / threads, layer.Panels * (thread + 1) / threads);

    private readonly struct AddShard(ParameterBlock sum, ParameterBlock part) : IRangeWork
    {
        public bool Work(int start, int length)
        {
            Elementwise.Apply(new Addition(sum, part), start, length);
            return true;
        }
    }
}

/// <summary>The work of a training step by a network's kernels.</summary>
/// <param name="parameters">The network's parameters.</param>
/// <param name="batchCapacity">The most samples in a batch.</param>
/// <param name="threads">The most threads that share a step.</param>
public sealed class SharedStep<TKernels>(ParameterBlock parameters, int batchCapacity, int threads)
    : SharedStep(parameters, TKernels.SharedLayers, TKernels.Phases, TKernels.InputLength, TKernels.OutputLength, TKernels.BlockScratch, TKernels.LossTerms, batchCapacity, threads)
    where TKernels : struct, ISharedKernels
{
    private protected override double ComputePhase(int phase, Block block, float scale, int from, int to) =>
        TKernels.ComputePhase(phase, ref Inputs(block), ref Targets(block), ref Parameters, ref Scratch(block), block.Rows, scale, from, to);

    private protected override void ComputeLayerGradients(int layer, Block block, ref float g, int from, int to, float step, bool accumulate) =>
        TKernels.ComputeLayerGradients(layer, ref Inputs(block), ref Parameters, ref g, ref Scratch(block), block.Rows, from, to, step, accumulate);
}
