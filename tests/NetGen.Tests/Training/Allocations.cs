using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>Hands a trainer's reports on, on the trainer's own thread, and allocates nothing itself.</summary>
internal sealed class Meter(Action<TrainingProgress> seen) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => seen(value);
}

/// <summary>What threads allocate between two looks.</summary>
internal static class Allocations
{
    [ThreadStatic]
    private static long t_before;

    /// <summary>Adds what this thread has allocated since it was last here.</summary>
    public static void Count(ref long total, bool counts)
    {
        long now = GC.GetAllocatedBytesForCurrentThread();
        if (counts && t_before != 0)
            Interlocked.Add(ref total, now - t_before);
        t_before = now;
    }
}
