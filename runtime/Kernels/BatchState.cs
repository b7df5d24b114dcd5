using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Training;

namespace NetGen.Kernels;

/// <summary>The state of a batch for the samples of one workspace: their positions in it, and its statistics.</summary>
/// <remarks>For emitted code alone.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(Unchecked.Diagnostic)]
public sealed class BatchState
{
    private readonly BatchNormalization[] _norms;
    private readonly float[] _rows, _combined;
    private readonly int[] _rowStarts, _combinedStarts;
    private readonly double[] _sums;
    private ulong _key;
    private int _firstSample, _blockStart;

    internal BatchState(BatchNormalization[] norms, ParameterLayout layout, int capacity)
    {
        _norms = norms;
        _rowStarts = new int[norms.Length];
        _combinedStarts = new int[norms.Length];
        int rows = 0, combined = 0, channels = 0;
        for (int i = 0; i < norms.Length; i++)
        {
            (_rowStarts[i], _combinedStarts[i]) = (rows, combined);
            rows = Workspace.BufferLength(rows + 2L * Padded(i) * capacity, layout, capacity);
            combined += 5 * Padded(i);
            channels = Math.Max(channels, norms[i].Channels);
        }
        (_rows, _combined) = (new float[rows], new float[combined]);
        _sums = new double[2 * channels];
    }

    /// <summary>Samples in the workspace.</summary>
    internal int Rows { get; private set; }

    /// <summary>Samples in the whole batch.</summary>
    internal int BatchSize { get; private set; }

    /// <summary>The number of parts whose sums were combined with those of the batch's other shards.</summary>
    internal int Combined { get; set; }

    /// <summary>Begins a training step.</summary>
    internal void Begin(ulong seed, long step, int firstSample, int rows, int batchSize)
    {
        _key = Dropouts.Mix(seed + Dropouts.Golden * (ulong)(step + 1));
        (_firstSample, Rows, BatchSize, Combined) = (firstSample, rows, batchSize, 0);
    }

    /// <summary>Sets the block whose kernels run next.</summary>
    internal void EnterBlock(int start) => _blockStart = start;

    /// <summary>The random state of a layer for a sample of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Draw(int layer, int row) =>
        Dropouts.Mix(Dropouts.Mix(_key + Dropouts.Golden * (ulong)(layer + 1)) + Dropouts.Golden * (ulong)(_firstSample + _blockStart + row + 1));

    /// <summary>Two sums for each channel, of one sample of the block: the second after the first, each padded to a multiple of 16.</summary>
    public ref float Row(int norm, int row) => ref MemoryMarshal.GetReference(SumsOf(norm, _blockStart + row));

    /// <summary>The batch's: mean, 1/√(variance + ε), mean of ∂y, mean of ∂y·(x − mean)/√(variance + ε), each padded to a multiple of 16.</summary>
    public ref float Of(int norm) => ref _combined[_combinedStarts[norm]];

    private int Padded(int norm) => Norms.Padded(_norms[norm].Channels);

    /// <summary>The mean and the variance of a batch, sample after sample in the order of the shards (Chan, Golub and LeVeque 1979).</summary>
    internal static void CombineForward(int norm, ReadOnlySpan<BatchState> shards)
    {
        BatchState first = shards[0];
        BatchNormalization shape = first._norms[norm];
        int channels = shape.Channels, padded = first.Padded(norm);
        Span<double> means = first._sums.AsSpan(0, channels), squares = first._sums.AsSpan(channels, channels);
        first._sums.AsSpan(0, 2 * channels).Clear();
        long samples = 0;
        foreach (BatchState shard in shards)
        {
            samples += shard.Rows;
            for (int row = 0; row < shard.Rows; row++)
            {
                ReadOnlySpan<float> sums = shard.SumsOf(norm, row);
                for (int c = 0; c < channels; c++)
                    means[c] += sums[c];
            }
        }
        for (int c = 0; c < channels; c++)
            means[c] /= samples;
        foreach (BatchState shard in shards)
            for (int row = 0; row < shard.Rows; row++)
            {
                ReadOnlySpan<float> sums = shard.SumsOf(norm, row);
                for (int c = 0; c < channels; c++)
                {
                    double apart = sums[c] - means[c];
                    squares[c] += sums[padded + c] + shape.Count * apart * apart;
                }
            }
        foreach (BatchState shard in shards)
        {
            Span<float> combined = shard._combined.AsSpan(shard._combinedStarts[norm], 5 * padded);
            for (int c = 0; c < channels; c++)
            {
                combined[c] = (float)means[c];
                combined[padded + c] = (float)(1 / Math.Sqrt(squares[c] / (samples * shape.Count) + shape.Epsilon));
                combined[4 * padded + c] = (float)(squares[c] / (samples * shape.Count - 1));
            }
        }
    }

    /// <summary>The means of ∂y and of ∂y·(x − mean)/√(variance + ε) over a batch.</summary>
    internal static void CombineBackward(int norm, ReadOnlySpan<BatchState> shards)
    {
        BatchState first = shards[0];
        BatchNormalization shape = first._norms[norm];
        int channels = shape.Channels, padded = first.Padded(norm);
        Span<double> sums = first._sums.AsSpan(0, 2 * channels);
        sums.Clear();
        long samples = 0;
        foreach (BatchState shard in shards)
        {
            samples += shard.Rows;
            for (int row = 0; row < shard.Rows; row++)
            {
                ReadOnlySpan<float> of = shard.SumsOf(norm, row);
                for (int c = 0; c < channels; c++)
                {
                    sums[c] += of[c];
                    sums[channels + c] += of[padded + c];
                }
            }
        }
        foreach (BatchState shard in shards)
        {
            Span<float> combined = shard._combined.AsSpan(shard._combinedStarts[norm], 4 * padded);
            for (int c = 0; c < channels; c++)
            {
                combined[2 * padded + c] = (float)(sums[c] / (samples * shape.Count));
                combined[3 * padded + c] = (float)(sums[channels + c] / (samples * shape.Count));
            }
        }
    }

    /// <summary>Updates the running averages with the statistics of the last forward pass, unless one of these is not finite, which would make every later inference invalid.</summary>
    internal void UpdateRunning(ParameterBlock parameters)
    {
        for (int norm = 0; norm < _norms.Length; norm++)
            if (!FiniteCheck.Passes(Statistics(norm, 0)) || !FiniteCheck.Passes(Statistics(norm, 4)))
                return;
        Span<float> values = parameters.All;
        for (int norm = 0; norm < _norms.Length; norm++)
        {
            BatchNormalization shape = _norms[norm];
            ReadOnlySpan<float> means = Statistics(norm, 0), variances = Statistics(norm, 4);
            for (int c = 0; c < shape.Channels; c++)
            {
                Move(ref values[shape.Mean + c], means[c], shape.Momentum);
                Move(ref values[shape.Variance + c], variances[c], shape.Momentum);
            }
        }
    }

    private static void Move(ref float running, float batch, float momentum) => running = SoftwareFusedMultiplyAdd.Compute(momentum, batch, (1 - momentum) * running);

    private ReadOnlySpan<float> Statistics(int norm, int which) => _combined.AsSpan(_combinedStarts[norm] + which * Padded(norm), _norms[norm].Channels);

    private ReadOnlySpan<float> SumsOf(int norm, int row) => _rows.AsSpan(_rowStarts[norm] + 2 * Padded(norm) * row, 2 * Padded(norm));
}
