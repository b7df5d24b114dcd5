using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>Forwards a trainer's reports synchronously on the trainer's thread, and allocates nothing itself.</summary>
internal sealed class SynchronousProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(value);
}

/// <summary>Counts what threads allocate between two calls.</summary>
internal static class Allocations
{
    [ThreadStatic]
    private static long t_before;

    /// <summary>Adds what this thread has allocated since its previous call.</summary>
    public static void Count(ref long total, bool counts)
    {
        long now = GC.GetAllocatedBytesForCurrentThread();
        if (counts && t_before != 0)
            Interlocked.Add(ref total, now - t_before);
        t_before = now;
    }
}
