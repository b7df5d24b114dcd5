using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace NetGen.Training;

/// <summary>One thread of <see cref="Workers"/>.</summary>
internal sealed class Worker
{
    private readonly Rendezvous _rendezvous;
    private readonly Sleeper _sleeper = new();
    private readonly Thread _thread;
    private readonly int _number;
    private Action<int>? _work;
    private ExceptionDispatchInfo? _failure;
    private int _generation;
    private bool _stopping;

    public Worker(int number, Rendezvous rendezvous)
    {
        _number = number;
        _rendezvous = rendezvous;
        _thread = new Thread(Loop) { IsBackground = true, Name = $"NetGen worker {number}" };
        _thread.Start();
    }

    public void Start(Action<int> work)
    {
        _work = work;
        Interlocked.Increment(ref _generation);
        _sleeper.Wake();
    }

    public void Stop()
    {
        _stopping = true;
        Interlocked.Increment(ref _generation);
        _sleeper.Wake();
    }

    public void Join() => _thread.Join();

    public ExceptionDispatchInfo? TakeFailure()
    {
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        return failure;
    }

    private void Loop()
    {
        for (int seen = 0; ; seen++)
        {
            _sleeper.WaitWhile(ref _generation, seen);
            if (_stopping)
                return;
            Work();
            _rendezvous.Arrive();
        }
    }

    /// <summary>A separate method, so that the stack of a waiting thread references neither the work nor what the work references.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Work()
    {
        try
        {
            _work!(_number);
        }
        catch (Exception error)
        {
            _failure = ExceptionDispatchInfo.Capture(error);
        }
        _work = null;
    }
}
