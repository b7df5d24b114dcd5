namespace NetGen.Training;

/// <summary>Lets one thread wait until others are done.</summary>
internal sealed class Rendezvous
{
    private const int Waiting = 0, Complete = 1;

    private readonly Sleeper _sleeper = new();
    private int _missing;
    private int _state;

    /// <summary>Sets the number of arrivals to wait for.</summary>
    public void Expect(int arrivals)
    {
        _missing = arrivals;
        Volatile.Write(ref _state, Waiting);
    }

    /// <summary>Signals that one of the others is done.</summary>
    public void Arrive()
    {
        if (Interlocked.Decrement(ref _missing) != 0)
            return;
        Volatile.Write(ref _state, Complete);
        _sleeper.Wake();
    }

    /// <summary>Waits until all are done.</summary>
    public void Wait() => _sleeper.WaitWhile(ref _state, Waiting);
}
