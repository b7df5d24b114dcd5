using System.Diagnostics;

namespace Benchmarks.Timing;

/// <summary>Times several works interleaved, a short batch of each, so that other load on the machine affects all of them equally.</summary>
/// <param name="probe">Called before and after every batch; a batch counts if the core is not shared at either time.</param>
/// <param name="timeLimit">The maximum time to wait for works that get too few undisturbed batches.</param>
internal sealed class Interleaved(Probe probe, int cleanBatches, TimeSpan timeLimit)
{
    /// <summary>Long enough for the clock's resolution, short enough that most batches are not interrupted.</summary>
    private const double BatchNanoseconds = 2e5;

    /// <summary>A warm-up ends when the work has not become faster for this long. The JIT's last tier comes in the background, 100 ms after the last method of the first.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(300), MaxWarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Nanoseconds per step of each work.</summary>
    /// <param name="cpus">The CPUs to which this thread is pinned while it measures. It is not pinned while warming up, so that it does not share a CPU with the JIT's background thread.</param>
    public Spread[] Time(IReadOnlyList<Func<int, double>> works, int[] cpus)
    {
        int[] steps = [.. works.Select(StepsOfABatch)];
        Affinity.Pin(cpus);
        try
        {
            return TimeInterleaved(works, steps);
        }
        finally
        {
            Affinity.Pin(Affinity.All);
        }
    }

    private Spread[] TimeInterleaved(IReadOnlyList<Func<int, double>> works, int[] steps)
    {
        List<double>[] clean = [.. works.Select(_ => new List<double>())], all = [.. works.Select(_ => new List<double>())];
        long start = Stopwatch.GetTimestamp();
        while (clean.Any(timings => timings.Count < cleanBatches) && Stopwatch.GetElapsedTime(start) < timeLimit)
            for (int i = 0; i < works.Count; i++)
            {
                bool cleanBefore = probe.IsClean();
                double nanoseconds = works[i](steps[i]) / steps[i];
                bool cleanAfter = probe.IsClean();
                all[i].Add(nanoseconds);
                if (cleanBefore && cleanAfter)
                    clean[i].Add(nanoseconds);
            }
        return [.. works.Select((_, i) => Spread.Of(clean[i], all[i]))];
    }

    /// <summary>Warms a work up, and determines the number of steps in a batch.</summary>
    private static int StepsOfABatch(Func<int, double> work)
    {
        int steps = 1;
        double fastest = double.MaxValue;
        long start = Stopwatch.GetTimestamp(), lastGain = start;
        while (Stopwatch.GetElapsedTime(lastGain) < Settled && Stopwatch.GetElapsedTime(start) < MaxWarmUp)
        {
            double batch = work(steps);
            // Only long batches count: the clock can't resolve a single step of a small network.
            if (batch < BatchNanoseconds / 2 && steps < 1 << 24)
            {
                steps *= 2;
                continue;
            }
            if (batch / steps < 0.95 * fastest)
                lastGain = Stopwatch.GetTimestamp();
            fastest = Math.Min(fastest, batch / steps);
        }
        return (int)Math.Clamp(BatchNanoseconds / fastest, 1, 1 << 24);
    }
}
