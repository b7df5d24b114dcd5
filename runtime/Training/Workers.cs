using System.Runtime.ExceptionServices;

namespace NetGen.Training;

/// <summary>Threads that share work with the caller, for many short runs of a few microseconds. A run allocates nothing.</summary>
/// <remarks>
/// A worker polls for 10 to 50 µs and then sleeps: waking it costs 11–38 µs, finding it awake 0.3–6 µs. What a worker has not begun when the caller has done its own share, the caller does too: a thread without a processor delays it only in the middle of a share.
/// Waiting workers hold no reference to their owner, so that an owner that is no longer reachable is collected and its threads end.
/// </remarks>
internal sealed class Workers : IDisposable
{
    /// <summary>The calling thread alone.</summary>
    public static readonly Workers One = new(1);

    private readonly Worker[] _workers;
    private bool _disposed;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">The number of threads, the caller included.</param>
    public Workers(int threads)
    {
        Threads = threads;
        _workers = new Worker[threads - 1];
        for (int i = 0; i < _workers.Length; i++)
            _workers[i] = new Worker(i + 1);
    }

    ~Workers() => Stop();

    /// <summary>The number of threads, the caller included.</summary>
    public int Threads { get; }

    /// <summary>Runs the shares of some work on several threads at once, number 0 on the calling thread, and returns when all are done.</summary>
    /// <param name="work">Called once with the number of each share.</param>
    /// <param name="shares">How many shares, at most <see cref="Threads"/>.</param>
    /// <remarks>Rethrows the exception of the lowest share that had one.</remarks>
    public void Run(Action<int> work, int shares)
    {
        // No worker would take its share.
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (shares == 1)
        {
            work(0);
            return;
        }
        ReadOnlySpan<Worker> others = _workers.AsSpan(0, shares - 1);
        foreach (Worker worker in others)
            worker.Offer(work);
        ExceptionDispatchInfo? failure = null;
        try
        {
            work(0);
        }
        catch (Exception error)
        {
            // Rethrown only when the others are done: they use the same buffers.
            failure = ExceptionDispatchInfo.Capture(error);
        }
        foreach (Worker worker in others)
            worker.TakeOver();
        foreach (Worker worker in others)
        {
            ExceptionDispatchInfo? other = worker.Wait();
            failure ??= other;
        }
        failure?.Throw();
    }

    /// <summary>Ends the threads and waits until they have ended.</summary>
    public void Dispose()
    {
        _disposed = true;
        Stop();
        foreach (Worker worker in _workers)
            worker.Join();
        GC.SuppressFinalize(this);
    }

    private void Stop()
    {
        // A worker is missing where its thread could not be started.
        foreach (Worker? worker in _workers)
            worker?.Stop();
    }
}
