namespace NetGen.Training;

/// <summary>Lets one thread wait for a number to change: awake at first, then asleep.</summary>
internal sealed class Sleeper
{
    /// <summary>Looks at the number before falling asleep: 10 to 50 µs by machine, about as long as two sleeps cost; the next step comes sooner. By the clock and longer it was no faster, with the processors free or taken.</summary>
    private const int Spins = 40_000;

    private readonly SemaphoreSlim _semaphore = new(0);
    private int _asleep;

    /// <summary>Waits until the number is not <paramref name="value"/>.</summary>
    public void WaitWhile(ref int number, int value)
    {
        for (int spin = 0; spin < Spins; spin++)
        {
            // Without a pause: under a hypervisor one costs 2 µs, and some of them the processor.
            if (Volatile.Read(ref number) != value)
                return;
        }
        while (Volatile.Read(ref number) == value)
        {
            // Whoever takes the flag down owes, or saves, the one release: a change between the check and the sleep is never missed.
            Interlocked.Exchange(ref _asleep, 1);
            if (Volatile.Read(ref number) == value || Interlocked.Exchange(ref _asleep, 0) == 0)
                _semaphore.Wait();
        }
    }

    /// <summary>Wakes the thread if it sleeps. Follows the change of the number.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _asleep, 0) == 1)
            _semaphore.Release();
    }
}
