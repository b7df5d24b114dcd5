namespace NetGen.Training;

/// <summary>Where one thread waits for others to be done.</summary>
internal sealed class Rendezvous
{
    private const int Open = 0, Met = 1;

    private readonly Sleeper _sleeper = new();
    private int _missing;
    private int _state;

    /// <summary>Starts waiting for so many arrivals.</summary>
    public void Expect(int arrivals)
    {
        _missing = arrivals;
        Volatile.Write(ref _state, Open);
    }

    /// <summary>One of the others is done.</summary>
    public void Arrive()
    {
        if (Interlocked.Decrement(ref _missing) != 0)
            return;
        Volatile.Write(ref _state, Met);
        _sleeper.Wake();
    }

    /// <summary>Waits until all are done.</summary>
    public void Wait() => _sleeper.WaitWhile(ref _state, Open);
}
