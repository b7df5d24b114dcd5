using System.Diagnostics;
using System.Globalization;
using Benchmarks.Timing;

namespace Benchmarks.Comparison;

/// <summary>A process that times two builds in turns. Addresses of code and of memory move figures by some hundredths, so several processes and new buffers for each pair stand behind a ratio.</summary>
internal static class Pairs
{
    /// <summary>The first argument of such a process; then come the other build, the pairs of each measure, and the measures.</summary>
    public const string Command = "pairs";

    private const int Turns = 15;
    private const double TurnNanoseconds = 2e5;

    /// <summary>Prints a line for each ratio, this build's time over the other's: the measure, and the ratio.</summary>
    public static int Run(string other, int count, ReadOnlySpan<string> measures)
    {
        OtherBuild[] builds = [new(typeof(Pairs).Assembly.Location), new(other)];
        foreach (string measure in measures)
        {
            bool sharesThreads = measure.EndsWith(".x2", StringComparison.Ordinal);
            int steps = 0;
            for (int pair = 0; pair < count; pair++)
            {
                // Who is first takes turns too.
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

    // A worker stays where its maker is as it is made.
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
        double[] mine = new double[Turns], theirs = new double[Turns];
        // The first turn brings the buffers into the caches.
        for (int turn = -1; turn < Turns; turn++)
        {
            (double one, double two) = (first(steps), second(steps));
            if (turn >= 0)
                (mine[turn], theirs[turn]) = (one, two);
        }
        Array.Sort(mine);
        Array.Sort(theirs);
        return mine[Turns / 2] / theirs[Turns / 2];
    }

    /// <summary>Runs until the JIT's last tier has had its time, and finds how many steps make a turn.</summary>
    private static int WarmUp(Func<int, double> work)
    {
        int steps = 1;
        long start = Stopwatch.GetTimestamp();
        while (true)
            // The first steps take long, being compiled.
            if (work(steps) < TurnNanoseconds && steps < 1 << 24)
                steps *= 2;
            else if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromMilliseconds(300))
                return steps;
    }
}
