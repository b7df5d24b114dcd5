using System.Diagnostics;
using System.Globalization;
using Benchmarks.Timing;

namespace Benchmarks.Comparison;

/// <summary>A process that times two builds interleaved. Addresses of code and memory change times by a few hundredths, so a ratio is taken over several processes, with new buffers for each pair.</summary>
internal static class Pairs
{
    /// <summary>The first argument of such a process, followed by the other build, the number of pairs, and the measurements.</summary>
    public const string Command = "pairs";

    private const int BatchCount = 15;
    private const double BatchNanoseconds = 2e5;

    /// <summary>Prints a line for each ratio of this build's time to the other's: the measurement and the ratio.</summary>
    public static int Run(string other, int count, ReadOnlySpan<string> measures)
    {
        OtherBuild[] builds = [new(typeof(Pairs).Assembly.Location), new(other)];
        foreach (string measure in measures)
        {
            bool sharesThreads = measure.EndsWith(".x2", StringComparison.Ordinal);
            int steps = 0;
            for (int pair = 0; pair < count; pair++)
            {
                // The order alternates too.
                OtherBuild[] order = pair % 2 == 0 ? builds : [builds[1], builds[0]];
                if (Array.ConvertAll(order, build => build.Prepare(measure)) is not [{ } first, { } second])
                    break;
                Place(sharesThreads, first, second);
                if (steps == 0)
                    steps = Math.Min(WarmUp(first), WarmUp(second));
                double ratio = Ratio(first, second, steps);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measure} {(pair % 2 == 0 ? ratio : 1 / ratio)}"));
                Affinity.Pin(Affinity.All);
            }
        }
        return 0;
    }

    // A worker thread keeps the affinity of the thread that created it.
    private static void Place(bool sharesThreads, params Func<int, double>[] works)
    {
        Affinity.Pin(Affinity.One);
        if (!sharesThreads)
            return;
        foreach (Func<int, double> work in works)
            work(1);
        Affinity.Pin(Affinity.First);
    }

    private static double Ratio(Func<int, double> first, Func<int, double> second, int steps)
    {
        double[] mine = new double[BatchCount], theirs = new double[BatchCount];
        // The first batch brings the buffers into the caches.
        for (int batch = -1; batch < BatchCount; batch++)
        {
            (double one, double two) = (first(steps), second(steps));
            if (batch >= 0)
                (mine[batch], theirs[batch]) = (one, two);
        }
        Array.Sort(mine);
        Array.Sort(theirs);
        return mine[BatchCount / 2] / theirs[BatchCount / 2];
    }

    /// <summary>Runs until the JIT's last tier is done, and determines the number of steps in a batch.</summary>
    private static int WarmUp(Func<int, double> work)
    {
        int steps = 1;
        long start = Stopwatch.GetTimestamp();
        while (true)
            // The first steps include compilation.
            if (work(steps) < BatchNanoseconds && steps < 1 << 24)
                steps *= 2;
            else if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromMilliseconds(300))
                return steps;
    }
}
