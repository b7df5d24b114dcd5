namespace NetGen.Training;

/// <summary>Lets threads do a part of their work one after another, in the order of its numbers from 0.</summary>
internal sealed class Turns
{
    private int _turn;
    private bool _isAbandoned;

    /// <summary>Begins with number 0 again, while no thread waits.</summary>
    public void Reset() => (_turn, _isAbandoned) = (0, false);

    /// <summary>Waits until all work of lower numbers is done. Returns false if it never will be.</summary>
    public bool Wait(int number)
    {
        // Without sleeping, which takes a millisecond: the others need microseconds.
        for (SpinWait spin = default; Volatile.Read(ref _turn) != number; spin.SpinOnce(sleep1Threshold: -1))
            if (Volatile.Read(ref _isAbandoned))
                return false;
        return true;
    }

    /// <summary>Ends the work of the number whose turn it is.</summary>
    public void Next() => Volatile.Write(ref _turn, _turn + 1);

    /// <summary>Releases all who wait for a number that has failed.</summary>
    public void Abandon() => Volatile.Write(ref _isAbandoned, true);
}
