using System.Diagnostics;
using NetGen.Kernels;
using NetGen.Training;

namespace NetGen;

/// <summary>Computes the outputs of batches by several threads of its own.</summary>
/// <remarks>
/// The bits are those of <see cref="INetwork{TSelf}.ForwardBatch"/>. Threads are used where they are faster, as it turns out while batches are computed, and left asleep where they are not: for few samples, or while other programs use the processors.
/// A call allocates nothing. Not for use by several threads at once, except for <see cref="Dispose"/>; several predictors may share a network.
/// </remarks>
/// <typeparam name="TNetwork">The class of the network.</typeparam>
public sealed unsafe class Predictor<TNetwork> : IDisposable where TNetwork : class, INetwork<TNetwork>
{
    /// <summary>The fewest multiply-adds that are handed to a thread at once: 5 to 10 µs, where handing them over takes up to 6 µs.</summary>
    private const long LeastWork = 500_000;

    private readonly Workers _workers;
    private readonly Workspace[] _workspaces;
    private readonly Action<int> _compute;
    private readonly ThreadChoice? _choice;
    private readonly int _rows;
    private float* _inputs, _outputs;
    private int _samples, _parts, _next;
    private int _isBusy;
    private bool _disposed;

    /// <summary>A predictor with threads of its own.</summary>
    /// <param name="network">The network. Weights that change take effect in the next call.</param>
    /// <param name="threads">Threads that share the work, the calling thread included.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is less than 1.</exception>
    public Predictor(TNetwork network, int threads) : this(network, threads, new(Stopwatch.Frequency))
    {
    }

    /// <summary>A predictor that always uses its threads where there is no choice.</summary>
    internal Predictor(TNetwork network, int threads, ThreadChoice? choice)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Network = network;
        _choice = choice;
        long work = Math.Max(1, TNetwork.Summary.Layers.Sum(layer => layer.MultiplyAdds));
        _rows = (int)Math.Max(Shards.BlockRows, Math.Min(int.MaxValue / Math.Max(TNetwork.InputLength, TNetwork.OutputLength), LeastWork / work));
        _workspaces = [.. Enumerable.Range(0, threads).Select(_ => TNetwork.CreateWorkspace(_rows, training: false))];
        _compute = Compute;
        _workers = threads == 1 ? Workers.One : new(threads);
    }

    /// <summary>The network.</summary>
    public TNetwork Network { get; }

    /// <summary>Threads that share the work, the calling thread included.</summary>
    public int Threads => _workspaces.Length;

    /// <summary>The outputs of any number of samples, each with the same bits as that sample alone.</summary>
    /// <param name="inputs">Samples × InputLength elements, at least one sample.</param>
    /// <param name="outputs">Samples × OutputLength elements, overwritten.</param>
    /// <exception cref="ArgumentException">The lengths don't match, there is no sample, the outputs overlap the inputs, or an input is invalid (see <see cref="INetwork{TSelf}.CheckInputs"/>); nothing has been written.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the predictor.</exception>
    /// <exception cref="ObjectDisposedException">The predictor is disposed.</exception>
    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        (int samples, int rest) = Math.DivRem(inputs.Length, TNetwork.InputLength);
        if (rest != 0 || samples == 0 || outputs.Length != (long)samples * TNetwork.OutputLength)
            throw new ArgumentException($"{typeof(TNetwork).Name} takes batches of samples of {TNetwork.InputLength} elements, at least one, and gives {TNetwork.OutputLength} outputs for each; inputs has {inputs.Length} elements and outputs {outputs.Length}.", nameof(inputs));
        BatchChecks.Apart(inputs, outputs);
        TNetwork.CheckInputs(inputs, nameof(inputs));
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
            throw new InvalidOperationException("Another thread is using the predictor; make one for each.");
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            fixed (float* x = inputs, y = outputs)
            {
                _inputs = x;
                _outputs = y;
                (_samples, _next) = (samples, 0);
                Share();
            }
        }
        finally
        {
            _inputs = _outputs = null;
            Volatile.Write(ref _isBusy, 0);
        }
    }

    /// <summary>Ends the threads, after a call that is running. The network is untouched.</summary>
    public void Dispose()
    {
        var wait = new SpinWait();
        while (Interlocked.Exchange(ref _isBusy, 1) != 0)
            wait.SpinOnce();
        _disposed = true;
        if (_workers != Workers.One)
            _workers.Dispose();
        Volatile.Write(ref _isBusy, 0);
    }

    private void Share()
    {
        _parts = (int)((_samples + (_rows - 1L)) / _rows);
        if (_parts == 1 || Threads == 1)
        {
            _workers.Run(_compute, 1);
            return;
        }
        // As many parts for each thread; of many, a thread that is ahead takes one more.
        if (_parts < 4 * Threads)
            _parts = Math.Min(_samples, (_parts + Threads - 1) / Threads * Threads);
        if (_choice is null)
        {
            _workers.Run(_compute, Threads);
            return;
        }
        long start = Stopwatch.GetTimestamp();
        _workers.Run(_compute, _choice.UsesSeveral ? Threads : 1);
        _choice.Record(Stopwatch.GetTimestamp() - start, _samples);
    }

    /// <summary>Computes parts of the batch, one after another, until none is left.</summary>
    private void Compute(int thread)
    {
        for (int part; (part = Interlocked.Increment(ref _next) - 1) < _parts;)
        {
            (int start, int count) = Shards.Part(part, _parts, _samples);
            Network.ForwardBatch(
                new(_inputs + (long)start * TNetwork.InputLength, count * TNetwork.InputLength),
                new(_outputs + (long)start * TNetwork.OutputLength, count * TNetwork.OutputLength),
                _workspaces[thread]);
        }
    }
}
