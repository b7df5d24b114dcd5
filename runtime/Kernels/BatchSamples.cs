using NetGen.Data;

namespace NetGen.Kernels;

/// <summary>The samples of a batch, gathered by the threads that share it.</summary>
internal sealed class BatchSamples
{
    /// <summary>Samples after the batch that a tile may also read.</summary>
    private const int Beyond = 3;

    private readonly int _inputLength, _targetLength;
    private readonly float[][] _inputs, _targets;
    private readonly int[] _inputStarts, _targetStarts;
    private readonly int[] _samples;
    private Dataset? _data;
    private ulong _seed;
    private long _step;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="layout">The network's parameters.</param>
    /// <param name="inputLength">Elements of an input.</param>
    /// <param name="targetLength">Elements of a target.</param>
    /// <param name="capacity">The most samples of a batch.</param>
    /// <param name="copies">One for each thread, where threads read all samples: reading them from another core takes longer than copying them. 1 if each reads only its own samples.</param>
    public BatchSamples(ParameterLayout layout, int inputLength, int targetLength, int capacity, int copies)
    {
        (_inputLength, _targetLength) = (inputLength, targetLength);
        (_inputs, _inputStarts) = Allocate((capacity + (long)Beyond) * inputLength);
        (_targets, _targetStarts) = Allocate((long)capacity * targetLength);
        _samples = new int[capacity];

        (float[][] Buffers, int[] Starts) Allocate(long length)
        {
            (float[][] buffers, int[] starts) = (new float[copies][], new int[copies]);
            for (int i = 0; i < copies; i++)
                (buffers[i], starts[i]) = AlignedBuffer.Allocate(Workspace.BufferLength(length, layout, capacity));
            return (buffers, starts);
        }
    }

    /// <summary>The most samples of a batch.</summary>
    public int Capacity => _samples.Length;

    /// <summary>Samples of this batch.</summary>
    public int Count { get; private set; }

    /// <summary>The whole batch, when all threads have gathered their samples.</summary>
    public Batch All => new(InputsOf(0, 0, Count), TargetsOf(0, 0, Count), Count);

    private bool HasCopies => _inputs.Length > 1;

    /// <summary>Sets the samples of the next batch, and what their augmentation depends on.</summary>
    public void Begin(Dataset data, ReadOnlySpan<int> samples, ulong seed, long step)
    {
        (_data, _seed, _step) = (data, seed, step);
        samples.CopyTo(_samples);
        Count = samples.Length;
    }

    /// <summary>Copies a thread's samples; all samples to a copy of its own.</summary>
    public void Gather(int thread, int start, int count)
    {
        if (HasCopies)
            (start, count) = (0, Count);
        _data!.Gather(_samples.AsSpan(start, count), InputsOf(thread, start, count), TargetsOf(thread, start, count), _seed, _step);
    }

    /// <summary>A block's inputs, as a thread reads them.</summary>
    public ref float Inputs(int thread, Block block) => ref _inputs[CopyOf(thread)][_inputStarts[CopyOf(thread)] + block.Start * _inputLength];

    /// <summary>A block's targets, as a thread reads them.</summary>
    public ref float Targets(int thread, Block block) => ref _targets[CopyOf(thread)][_targetStarts[CopyOf(thread)] + block.Start * _targetLength];

    private Span<float> InputsOf(int thread, int start, int count) => _inputs[CopyOf(thread)].AsSpan(_inputStarts[CopyOf(thread)] + start * _inputLength, count * _inputLength);

    private Span<float> TargetsOf(int thread, int start, int count) => _targets[CopyOf(thread)].AsSpan(_targetStarts[CopyOf(thread)] + start * _targetLength, count * _targetLength);

    private int CopyOf(int thread) => HasCopies ? thread : 0;
}
