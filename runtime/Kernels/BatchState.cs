using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>What the samples of one workspace know of their batch: their places in it, and its statistics.</summary>
public sealed class BatchState
{
    private readonly BatchNormalization[] _norms;
    private readonly float[] _rows, _combined;
    private readonly int[] _rowStarts, _combinedStarts;
    private readonly double[] _sums;
    private ulong _key;
    private int _firstSample, _blockStart;

    internal BatchState(BatchNormalization[] norms, int capacity)
    {
        _norms = norms;
        _rowStarts = new int[norms.Length];
        _combinedStarts = new int[norms.Length];
        int rows = 0, combined = 0;
        for (int i = 0; i < norms.Length; i++)
        {
            (_rowStarts[i], _combinedStarts[i]) = (rows, combined);
            rows = checked(rows + 2 * Padded(i) * capacity);
            combined += 5 * Padded(i);
        }
        (_rows, _combined) = (new float[rows], new float[combined]);
        _sums = new double[2 * norms.Select(norm => norm.Channels).DefaultIfEmpty(0).Max()];
    }

    /// <summary>Samples in the workspace.</summary>
    internal int Rows { get; private set; }

    /// <summary>Begins a training step.</summary>
    internal void Begin(ulong seed, long step, int firstSample, int rows)
    {
        _key = Dropouts.Mix(seed + Dropouts.Golden * (ulong)(step + 1));
        (_firstSample, Rows) = (firstSample, rows);
    }

    /// <summary>Tells which block's kernels run next.</summary>
    internal void EnterBlock(int start) => _blockStart = start;

    /// <summary>The draws of a layer for a sample of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Draw(int layer, int row) =>
        Dropouts.Mix(Dropouts.Mix(_key + Dropouts.Golden * (ulong)(layer + 1)) + Dropouts.Golden * (ulong)(_firstSample + _blockStart + row + 1));

    /// <summary>Two sums for each channel, of one sample of the block; the second behind the first, each padded to a multiple of 16.</summary>
    public ref float Row(int norm, int row) => ref _rows[_rowStarts[norm] + 2 * Padded(norm) * (_blockStart + row)];

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
                combined[4 * padded + c] = (float)(squares[c] / Math.Max(1, samples * shape.Count - 1));
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

    /// <summary>Moves the running averages by what the last forward pass found.</summary>
    internal void UpdateRunning(ref float w)
    {
        for (int norm = 0; norm < _norms.Length; norm++)
        {
            BatchNormalization shape = _norms[norm];
            ReadOnlySpan<float> combined = _combined.AsSpan(_combinedStarts[norm]);
            int padded = Padded(norm);
            for (int c = 0; c < shape.Channels; c++)
            {
                Move(ref Unsafe.Add(ref w, shape.Mean + c), combined[c], shape.Momentum);
                Move(ref Unsafe.Add(ref w, shape.Variance + c), combined[4 * padded + c], shape.Momentum);
            }
        }
    }

    private static void Move(ref float running, float batch, float momentum) => running = SoftwareFusedMultiplyAdd.Compute(momentum, batch, (1 - momentum) * running);

    private ReadOnlySpan<float> SumsOf(int norm, int row) => _rows.AsSpan(_rowStarts[norm] + 2 * Padded(norm) * row, 2 * Padded(norm));
}
