using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using NetGen.Data;
using NetGen.Training;

namespace NetGen.Kernels;

/// <summary>The work of a training step, cut for threads to share: by blocks of samples, and by panels of a layer's outputs. Each thread has the same parts in every step, so that the weights it moves stay in its cache.</summary>
/// <remarks>For the trainer. Every sum has the order of <see cref="ITrainableNetwork{TSelf}.ComputeGradients"/>, whoever computes it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SharedStep
{
    /// <summary>Samples behind the batch that a tile may read along.</summary>
    private const int Beyond = 3;

    private readonly SharedLayer[] _layers;
    private readonly int[] _phases;
    private readonly int _inputLength, _targetLength, _blockScratch, _lossTerms;
    private readonly float[][] _inputs, _targets;
    private readonly int[] _inputStarts, _targetStarts;
    private readonly float[] _scratch;
    private readonly int _scratchStart;
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
        ArgumentOutOfRangeException.ThrowIfLessThan(batchCapacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (_parameters, _layers, _phases) = (parameters, layers, phases);
        (_inputLength, _targetLength, _blockScratch, _lossTerms) = (inputLength, targetLength, blockScratch, lossTerms);
        Capacity = batchCapacity;
        Threads = Math.Min(threads, layers.Max(layer => layer.Panels));
        // Shards of more than a block may each have one more than their share.
        bool severalBlocks = Shards.Blocks(batchCapacity) > Shards.Maximum;
        int blocks = Shards.Blocks(batchCapacity) + (severalBlocks ? Shards.Maximum : 0);
        (_inputs, _inputStarts) = Allocate((batchCapacity + (long)Beyond) * inputLength);
        (_targets, _targetStarts) = Allocate((long)batchCapacity * targetLength);
        (_scratch, _scratchStart) = AlignedBuffer.Allocate(Room((long)blocks * blockScratch));
        _samples = new int[batchCapacity];
        _blocks = new Block[blocks];
        _losses = new double[blocks];
        Gradients = new ParameterBlock(parameters.Layout);
        _shardGradients = severalBlocks ? new ParameterBlock(parameters.Layout) : null;

        int Room(long length) => Workspace.Room(length, parameters.Layout, batchCapacity);

        (float[][] Buffers, int[] Starts) Allocate(long length)
        {
            (float[] Buffer, int Start)[] buffers = [.. Enumerable.Range(0, Threads).Select(_ => AlignedBuffer.Allocate(Room(length)))];
            return ([.. buffers.Select(buffer => buffer.Buffer)], [.. buffers.Select(buffer => buffer.Start)]);
        }
    }

    /// <summary>The most samples in a batch.</summary>
    internal int Capacity { get; }

    /// <summary>How many threads can share a step.</summary>
    internal int Threads { get; }

    internal int Phases => _phases.Length;

    /// <summary>Where gradients are that are not stepped at once.</summary>
    internal ParameterBlock Gradients { get; }

    internal Batch Last => new(Inputs(0), Targets(0), _count);

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

    /// <summary>A thread's part of a phase.</summary>
    internal void ComputePhase(int phase, int thread, int threads)
    {
        if (phase == 0)
            Gather(thread);
        if (_phases[phase] < 0)
        {
            (int first, int behind) = BlocksOf(thread, threads);
            for (int i = first; i < behind; i++)
                _losses[i] = ComputePhase(phase, thread, _blocks[i], _scale, 0, 0);
            return;
        }
        SharedLayer layer = _layers[_phases[phase]];
        (int from, int to) = layer.OutputsOf(thread, threads);
        // Panel by panel, so that all blocks but the first find its weights in the second-level cache.
        for (int panel = from; panel < to; panel += layer.PanelWidth)
            for (int i = 0; i < _blockCount; i++)
                ComputePhase(phase, thread, _blocks[i], _scale, panel, Math.Min(panel + layer.PanelWidth, to));
    }

    /// <summary>Copies the samples. Every thread has its own, since reading them from another core takes longer than copying them.</summary>
    private void Gather(int thread) => _data!.Gather(_samples.AsSpan(0, _count), Inputs(thread), Targets(thread));

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
            for (Part part = FirstPart(l, thread, threads); !part.IsEmpty; part = part.Next)
            {
                ComputePart(l, part, thread, step);
                well &= part.Do(next);
            }
        return well;
    }

    /// <summary>Works on a thread's part of the parameters.</summary>
    internal bool OverParameters<TNext>(int thread, int threads, TNext next) where TNext : struct, IRangeWork
    {
        bool well = true;
        for (int l = 0; l < _layers.Length; l++)
            for (Part part = FirstPart(l, thread, threads); !part.IsEmpty; part = part.Next)
                well &= part.Do(next);
        return well;
    }

    private Part FirstPart(int l, int thread, int threads)
    {
        SharedLayer layer = _layers[l];
        if (layer.Panels == 1)
        {
            (int first, int behind) = layer.InputsOf(thread, threads);
            return new(layer, 0, first < behind ? layer.Units : 0, first, behind);
        }
        (int from, int to) = layer.OutputsOf(thread, threads);
        return new(layer, from, to, 0, layer.Inputs);
    }

    private void ComputePart(int l, Part part, int thread, float step)
    {
        for (int i = 0; i < _blockCount; i++)
        {
            Block block = _blocks[i];
            // A shard of one block can be added as it is stored; one of several is summed apart first.
            ParameterBlock gradients = block.IsApart ? _shardGradients! : Gradients;
            ComputeLayerGradients(l, thread, block, ref gradients.First, part, i == _blockCount - 1 ? step : 0, accumulate: block.IsApart ? !block.BeginsShard : i > 0);
            if (block is { IsApart: true, EndsShard: true })
                part.Do(new AddShard(Gradients, gradients));
        }
    }

    private protected ref float Inputs(int thread, Block block) => ref _inputs[thread][_inputStarts[thread] + block.Start * _inputLength];

    private protected ref float Targets(int thread, Block block) => ref _targets[thread][_targetStarts[thread] + block.Start * _targetLength];

    private protected ref float Scratch(Block block) => ref _scratch[_scratchStart + block.Number * _blockScratch];

    private protected abstract double ComputePhase(int phase, int thread, Block block, float scale, int from, int to);

    private protected abstract void ComputeLayerGradients(int layer, int thread, Block block, ref float g, Part part, float step, bool accumulate);

    private Span<float> Inputs(int thread) => _inputs[thread].AsSpan(_inputStarts[thread], _count * _inputLength);

    private Span<float> Targets(int thread) => _targets[thread].AsSpan(_targetStarts[thread], _count * _targetLength);

    /// <summary>A thread's blocks; a lone one is the caller's.</summary>
    private (int Start, int End) BlocksOf(int thread, int threads) => ((_blockCount * thread + threads - 1) / threads, (_blockCount * (thread + 1) + threads - 1) / threads);

    /// <summary>Some samples that are computed together. Where a block is apart, its shard's sums are added to the others' when they are complete.</summary>
    private protected readonly record struct Block(int Number, int Start, int Rows, bool BeginsShard, bool EndsShard, bool IsApart);

    /// <summary>Outputs whose parameters a thread owns; or, in a layer of one panel, inputs.</summary>
    private protected readonly record struct Part(SharedLayer Layer, int From, int Behind, int First, int BehindInputs)
    {
        /// <summary>The end of the first panel.</summary>
        public int To => Math.Min(Behind, From + Layer.PanelWidth);

        public bool IsEmpty => From >= Behind;

        /// <summary>What follows the first panel.</summary>
        public Part Next => this with { From = To };

        /// <summary>Works on the first panel's weights and biases.</summary>
        public bool Do<TWork>(TWork work) where TWork : struct, IRangeWork =>
            work.Work(Layer.Weight + From * Layer.Inputs + First * Layer.PanelWidth, (BehindInputs - First) * Layer.PanelWidth)
            & (Layer.Bias < 0 || First > 0 || work.Work(Layer.Bias + From, To - From));
    }

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
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public sealed class SharedStep<TKernels>(ParameterBlock parameters, int batchCapacity, int threads)
    : SharedStep(parameters, TKernels.SharedLayers, TKernels.Phases, TKernels.InputLength, TKernels.OutputLength, TKernels.BlockScratch, TKernels.LossTerms, batchCapacity, threads)
    where TKernels : struct, ISharedKernels
{
    private protected override double ComputePhase(int phase, int thread, Block block, float scale, int from, int to) =>
        TKernels.ComputePhase(phase, ref Inputs(thread, block), ref Targets(thread, block), ref Parameters, ref Scratch(block), block.Rows, scale, from, to);

    private protected override void ComputeLayerGradients(int layer, int thread, Block block, ref float g, Part part, float step, bool accumulate) =>
        TKernels.ComputeLayerGradients(layer, ref Inputs(thread, block), ref Parameters, ref g, ref Scratch(block), block.Rows, part.From, part.To, part.First, part.BehindInputs, step, accumulate);
}
