using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using NetGen.Data;
using NetGen.Training;

namespace NetGen.Kernels;

/// <summary>A training step in phases that threads share: by blocks of samples, and by panels of a layer's outputs. Each thread has the same panels in every step, so that the weights that it updates stay in its cache.</summary>
/// <remarks>
/// For the trainer. Every sum has the order of <see cref="ITrainableNetwork{TSelf}.ComputeGradients"/>, however the work is divided.
/// <para>The gradients of shared layers are computed by the owners of the parameters, over all samples. All others are summed shard by shard, by the thread with the shard's samples, and then added in the order of the shards, each range of them by one thread.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SharedStep
{
    private readonly PhaseTable _table;
    /// <summary>The starts of the runs of phases, with a barrier between two runs, and the end of the last run.</summary>
    private readonly int[] _meetings;
    private readonly ParameterRanges _summed;
    private readonly BatchSamples _samples;
    private readonly BatchState[] _states;
    private readonly int _blockScratch, _lossTerms;
    private readonly float[] _scratch;
    private readonly int _scratchStart;
    private readonly ThreadBlocks _blocks;
    private readonly double[] _losses;
    private readonly ParameterBlock _parameters;
    private readonly GradientSums _sums;
    private float _scale;
    private FrozenParameters? _frozen;

    private protected SharedStep(ParameterBlock parameters, PhaseTable table, int inputLength, int targetLength, bool sharesInputs, int blockScratch, int lossTerms, int batchCapacity, int threads)
    {
        ParameterLayout layout = parameters.Layout;
        (_parameters, _table, _blockScratch, _lossTerms) = (parameters, table, blockScratch, lossTerms);
        _meetings = [.. table.Meetings()];
        _summed = new(layout, table.Layers);
        int shards = Shards.Count(batchCapacity);
        int most = _summed.IsEmpty ? 1 : shards;
        foreach (SharedLayer layer in table.Layers)
            most = Math.Max(most, layer.Panels);
        Threads = Math.Min(threads, most);
        _samples = new(layout, inputLength, targetLength, batchCapacity, sharesInputs ? Threads : 1);
        (_scratch, _scratchStart) = AlignedBuffer.Allocate(Workspace.BufferLength(BatchBlocks.MostIn(batchCapacity) * blockScratch, layout, batchCapacity));
        _blocks = new(batchCapacity, areShardsWhole: !_summed.IsEmpty);
        _losses = new double[BatchBlocks.MostIn(batchCapacity)];
        // Threads sum their shards at the same time, the owner of a parameter one shard after another.
        _sums = new(layout, !_summed.IsEmpty ? shards - 1 : BatchBlocks.HasLongShards(batchCapacity) ? 1 : 0);
        // A smaller batch has fewer shards, and up to one block they may be longer.
        long rows = (shards + Threads - 1L) / Threads * Math.Max(Shards.BlockRows, (batchCapacity + shards - 1L) / shards);
        _states = new BatchState[Threads];
        for (int i = 0; i < Threads; i++)
            _states[i] = new(table.Norms, layout, (int)Math.Min(rows, batchCapacity));
    }

    /// <summary>The most samples in a batch.</summary>
    internal int Capacity => _samples.Capacity;

    /// <summary>The most threads that can share a training step.</summary>
    internal int Threads { get; }

    /// <summary>Runs of phases before the gradients of shared layers' parameters. All threads complete one before any starts the next.</summary>
    internal int Runs => _meetings.Length - 1;

    /// <summary>The gradients that are stored rather than used at once for an update.</summary>
    internal ParameterBlock Gradients => _sums.Total;

    internal Batch Last => _samples.All;

    /// <summary>Whether every shard is one block: then an update by plain gradient descent can follow the last block's sums immediately.</summary>
    /// <remarks>A panel may hold a frozen layer's outputs too, which must not move.</remarks>
    internal bool CanDescend => !BatchBlocks.HasLongShards(_samples.Count) && _frozen is null;

    /// <summary>The layers that are not trained in this step; null for none.</summary>
    private protected FrozenParameters? Frozen => _frozen;

    private protected ref float Parameters => ref _parameters.First;

    /// <summary>Whether a network has parameters that no thread owns.</summary>
    internal static bool SumsBySamples(ParameterLayout layout, SharedLayer[] layers) => !new ParameterRanges(layout, layers).IsEmpty;

    /// <summary>Sets the samples of the next training step.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="samples">The indices of its samples.</param>
    /// <param name="seed">Determines, with the step, the random bits of augmentation and dropout.</param>
    /// <param name="step">Training steps so far.</param>
    /// <param name="threads">The threads that share it.</param>
    internal void Begin(Dataset data, ReadOnlySpan<int> samples, ulong seed, long step, int threads)
    {
        _samples.Begin(data, samples, seed, step);
        _blocks.Begin(samples.Length);
        _scale = (float)(1 / Terms);
        _frozen = _parameters.Frozen;
        for (int thread = 0; thread < threads; thread++)
        {
            (int start, int count) = _blocks.SamplesOf(thread, threads);
            _states[thread].Begin(seed, step, start, count, samples.Length);
        }
    }

    /// <summary>Runs a thread's share of a run of phases.</summary>
    internal void ComputeRun(int run, int thread, int threads)
    {
        (int first, int end) = (_meetings[run], _meetings[run + 1]);
        if (run == 0)
        {
            (int start, int count) = _blocks.SamplesOf(thread, threads);
            _samples.Gather(thread, start, count);
        }
        if (_table[first].IsByOutputs)
            ComputeOutputs(first, thread, threads);
        else
            ComputeSamples(first, end, thread, threads);
    }

    /// <summary>Combines the results of all threads in a run.</summary>
    internal void EndRun(int run, int threads) => _table.Combine(_meetings[run + 1] - 1, _states.AsSpan(0, threads));

    /// <summary>The mean loss, after the last run; updates the running averages, unless it is not finite.</summary>
    internal float EndSamples()
    {
        LossSum loss = new(Terms);
        for (int i = 0; i < _blocks.Count; i++)
            loss.Add(_losses[i], _blocks[i]);
        if (double.IsFinite(loss.Total))
            _states[0].UpdateRunning(_parameters);
        return (float)loss.Total;
    }

    /// <summary>The gradients of the parameters that a thread owns, each followed immediately by an action on it.</summary>
    /// <param name="thread">The thread's index.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="step">0 to store gradients; else this times the gradients is added to the parameters, and gradients are not stored.</param>
    /// <param name="next">The action on a range of the parameters; returns whether it succeeded.</param>
    internal bool ComputeOwned<TNext>(int thread, int threads, float step, TNext next) where TNext : struct, IRangeWork
    {
        bool well = true;
        for (int phase = _meetings[^1]; phase < _table.Count; phase++)
        {
            SharedLayer layer = _table.Layers[_table[phase].Layer];
            for (LayerRange panel, range = layer.OwnedBy(thread, threads); !range.IsEmpty; range = range with { From = panel.To })
            {
                panel = layer.FirstPanel(range);
                SumPanel(phase, layer, panel, thread, step);
                well &= layer.Do(panel, next);
            }
        }
        return well;
    }

    /// <summary>Applies an action to the parameters that a thread owns.</summary>
    internal bool OverOwned<TNext>(int thread, int threads, TNext next) where TNext : struct, IRangeWork
    {
        bool well = true;
        foreach (SharedLayer layer in _table.Layers)
            for (LayerRange panel, range = layer.OwnedBy(thread, threads); !range.IsEmpty; range = range with { From = panel.To })
                well &= layer.Do(panel = layer.FirstPanel(range), next);
        return well;
    }

    /// <summary>Adds the shards' gradients of a thread's range of the parameters without owners, each followed immediately by an action on it.</summary>
    internal bool ComputeSummed<TNext>(int thread, int threads, TNext next) where TNext : struct, IRangeWork =>
        _summed.Do(thread, threads, new AddingShards<TNext>(_sums, _blocks.Shards, _frozen, next));

    /// <summary>Applies an action to a thread's range of the parameters without owners.</summary>
    internal bool OverSummed<TNext>(int thread, int threads, TNext next) where TNext : struct, IRangeWork => _summed.Do(thread, threads, next);

    private double Terms => (double)_samples.Count * _lossTerms;

    private protected ref float Inputs(int thread, Block block) => ref _samples.Inputs(thread, block);

    private protected ref float Targets(int thread, Block block) => ref _samples.Targets(thread, block);

    private protected ref float Scratch(Block block) => ref _scratch[_scratchStart + block.Number * _blockScratch];

    private protected abstract double ComputePhase(int phase, int thread, Block block, BatchState batch, ref float g, float scale, LayerRange range, float step, bool accumulate);

    private void ComputeSamples(int first, int end, int thread, int threads)
    {
        (int from, int to) = _blocks.Of(thread, threads);
        BatchState batch = _states[thread];
        for (int i = from; i < to; i++)
        {
            Block block = _blocks[i];
            batch.EnterBlock(block.Start - _blocks[from].Start);
            ParameterBlock gradients = _summed.IsEmpty ? _sums.Total : _sums.OfShard(block.Shard);
            double losses = 0;
            for (int phase = first; phase < end; phase++)
                losses += ComputePhase(phase, thread, block, batch, ref gradients.First, _scale, default, step: 0, !block.BeginsShard);
            if (first <= _table.Loss && _table.Loss < end)
                _losses[i] = losses;
        }
    }

    private void ComputeOutputs(int phase, int thread, int threads)
    {
        SharedLayer layer = _table.Layers[_table[phase].Layer];
        // Panel by panel, so that all blocks but the first find its weights in the second-level cache.
        for (LayerRange panel, range = layer.OutputsOf(thread, threads); !range.IsEmpty; range = range with { From = panel.To })
        {
            panel = layer.FirstPanel(range);
            for (int i = 0; i < _blocks.Count; i++)
                ComputePhase(phase, thread, _blocks[i], _states[thread], ref _sums.Total.First, _scale, panel, step: 0, accumulate: false);
        }
    }

    private void SumPanel(int phase, SharedLayer layer, LayerRange panel, int thread, float step)
    {
        for (int i = 0; i < _blocks.Count; i++)
        {
            Block block = _blocks[i];
            ComputePhase(phase, thread, block, _states[thread], ref _sums.Of(block).First, _scale, panel, i == _blocks.Count - 1 ? step : 0, block.Accumulates);
            if (block.CompletesShard)
                layer.Do(panel, new AddingShard(_sums, block.Shard));
        }
        if (_frozen is not null)
            layer.Do(panel, new ClearingFrozen(_sums, _frozen));
    }

    private readonly struct AddingShard(GradientSums sums, int shard) : IRangeWork
    {
        public bool Work(int start, int length)
        {
            sums.Add(shard, start, length);
            return true;
        }
    }

    private readonly struct ClearingFrozen(GradientSums sums, FrozenParameters frozen) : IRangeWork
    {
        public bool Work(int start, int length)
        {
            frozen.Clear(sums.Total, start, length);
            return true;
        }
    }

    private readonly struct AddingShards<TNext>(GradientSums sums, int shards, FrozenParameters? frozen, TNext next) : IRangeWork where TNext : struct, IRangeWork
    {
        public bool Work(int start, int length)
        {
            for (int shard = 1; shard < shards; shard++)
                sums.Add(shard, start, length);
            frozen?.Clear(sums.Total, start, length);
            return next.Work(start, length);
        }
    }
}
