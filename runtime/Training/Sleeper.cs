namespace NetGen.Training;

/// <summary>Lets one thread wait for a value to change: it spins first, then sleeps.</summary>
internal sealed class Sleeper
{
    /// <summary>Reads of the value before sleeping: 10 to 50 µs depending on the machine, about the cost of two sleeps; the next step usually comes sooner. A limit by time and longer spinning were no faster, with the processors idle or busy.</summary>
    private const int Spins = 40_000;

    private readonly SemaphoreSlim _semaphore = new(0);
    private int _asleep;

    /// <summary>Waits until the value is not <paramref name="value"/>.</summary>
    public void WaitWhile(ref int location, int value)
    {
        for (int spin = 0; spin < Spins; spin++)
        {
            // Without a pause instruction: under a hypervisor one costs 2 µs, and several of them give up the processor.
            if (Volatile.Read(ref location) != value)
                return;
        }
        while (Volatile.Read(ref location) == value)
        {
            // The thread that clears the flag either must release once or makes the release unnecessary: a change between the check and the sleep is never missed.
            Interlocked.Exchange(ref _asleep, 1);
            if (Volatile.Read(ref location) == value || Interlocked.Exchange(ref _asleep, 0) == 0)
                _semaphore.Wait();
        }
    }

    /// <summary>Wakes the thread if it sleeps. Called after the value has changed.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _asleep, 0) == 1)
            _semaphore.Release();
    }
}
