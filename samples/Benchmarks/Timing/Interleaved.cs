using System.Diagnostics;

namespace Benchmarks.Timing;

/// <summary>Times several works in turns, a short batch of each, so that whatever the machine's other tenants do meets all of them alike.</summary>
/// <param name="probe">Asked before and after every batch; a batch counts when both answers are good.</param>
/// <param name="patience">How long a round of turns may go on for works that find no quiet.</param>
internal sealed class Interleaved(Probe probe, int cleanBatches, TimeSpan patience)
{
    /// <summary>Long enough for the clock's grain, short enough that most batches meet no interruption.</summary>
    private const double BatchNanoseconds = 2e5;

    /// <summary>A warm-up ends when nothing has become faster for this long. The JIT's last tier comes in the background, 100 ms after the last method of the first.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(300), LongestWarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Nanoseconds a step of each work.</summary>
    /// <param name="cpus">Where this thread stays while it measures. Warming up it is free, lest the JIT's own thread share that place with it.</param>
    public Spread[] Time(IReadOnlyList<Func<int, double>> works, int[] cpus)
    {
        int[] steps = [.. works.Select(StepsOfABatch)];
        Affinity.Pin(cpus);
        try
        {
            return TimeInTurns(works, steps);
        }
        finally
        {
            Affinity.Pin(Affinity.All);
        }
    }

    private Spread[] TimeInTurns(IReadOnlyList<Func<int, double>> works, int[] steps)
    {
        List<double>[] clean = [.. works.Select(_ => new List<double>())], all = [.. works.Select(_ => new List<double>())];
        long start = Stopwatch.GetTimestamp();
        while (clean.Any(timings => timings.Count < cleanBatches) && Stopwatch.GetElapsedTime(start) < patience)
            for (int i = 0; i < works.Count; i++)
            {
                bool quietBefore = probe.IsClean();
                double nanoseconds = works[i](steps[i]) / steps[i];
                bool quietAfter = probe.IsClean();
                all[i].Add(nanoseconds);
                if (quietBefore && quietAfter)
                    clean[i].Add(nanoseconds);
            }
        return [.. works.Select((_, i) => Spread.Of(clean[i], all[i]))];
    }

    /// <summary>Warms a work up, and finds how many of its steps make a batch.</summary>
    private static int StepsOfABatch(Func<int, double> work)
    {
        int steps = 1;
        double fastest = double.MaxValue;
        long start = Stopwatch.GetTimestamp(), lastGain = start;
        while (Stopwatch.GetElapsedTime(lastGain) < Settled && Stopwatch.GetElapsedTime(start) < LongestWarmUp)
        {
            double batch = work(steps);
            // Judge by long batches only: the clock can't see a single step of a small network.
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
