using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace NetGen.Training;

/// <summary>One thread of <see cref="Workers"/>, which takes the share of work that it is offered, unless the thread that offers it takes it over first.</summary>
internal sealed class Worker
{
    private const int None = 0, Offered = 1, Taken = 2, Stopping = 3;

    private readonly Sleeper _worker = new(), _caller = new();
    private readonly Thread _thread;
    private readonly int _share;
    private Action<int>? _work;
    private ExceptionDispatchInfo? _failure;
    private int _state;

    public Worker(int share)
    {
        _share = share;
        _thread = new Thread(Loop) { IsBackground = true, Name = $"NetGen worker {share}" };
        _thread.Start();
    }

    /// <summary>Offers a share of some work.</summary>
    public void Offer(Action<int> work)
    {
        _work = work;
        Volatile.Write(ref _state, Offered);
        _worker.Wake();
    }

    /// <summary>Does the share on the calling thread, unless the worker has begun it: the worker may have no processor for milliseconds.</summary>
    public void TakeOver()
    {
        if (Interlocked.CompareExchange(ref _state, None, Offered) == Offered)
            Work();
    }

    /// <summary>Waits until the share is done. Returns the exception that ended it, if any.</summary>
    public ExceptionDispatchInfo? Wait()
    {
        _caller.WaitWhile(ref _state, Taken);
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        return failure;
    }

    public void Stop()
    {
        Volatile.Write(ref _state, Stopping);
        _worker.Wake();
    }

    public void Join() => _thread.Join();

    private void Loop()
    {
        while (true)
        {
            _worker.WaitWhile(ref _state, None);
            int state = Interlocked.CompareExchange(ref _state, Taken, Offered);
            if (state == Offered)
            {
                Work();
                state = Interlocked.CompareExchange(ref _state, None, Taken);
                _caller.Wake();
            }
            if (state == Stopping)
                return;
        }
    }

    /// <summary>A separate method, so that the stack of a waiting thread references neither the work nor what the work references.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Work()
    {
        try
        {
            _work!(_share);
        }
        catch (Exception error)
        {
            _failure = ExceptionDispatchInfo.Capture(error);
        }
        _work = null;
    }
}
