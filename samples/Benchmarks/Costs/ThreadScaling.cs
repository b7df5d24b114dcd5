using System.Diagnostics;
using Benchmarks.Bounds;
using Benchmarks.Peers;

namespace Benchmarks.Costs;

/// <summary>What a second thread brings: times of one thread and of two, in nanoseconds per sample, on an otherwise idle machine and in the company of a process that keeps one processor busy.</summary>
/// <param name="Work">The network, and what is done with it.</param>
/// <param name="Bound">What two threads need at least, as for a <see cref="Measure"/>.</param>
/// <param name="Alone">Times on an idle machine.</param>
/// <param name="InCompany">Times in company.</param>
internal sealed record ThreadScaling(string Work, double Bound, ThreadScaling.Times Alone, ThreadScaling.Times InCompany)
{
    /// <summary>The first argument of the process that is the company.</summary>
    public const string CompanyCommand = "company";

    private const int TrainingBatch = 64, PredictionBatch = 256;

    /// <summary>Long enough for interruptions and for the trainer's own choices to have their usual share of the time.</summary>
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1);

    internal sealed record Times(double One, double Two)
    {
        public double Speedup => One / Two;
    }

    /// <summary>The trainer's steps, and the predictor's batches.</summary>
    public static IEnumerable<ThreadScaling> Measure(Topology network, MachineBounds bounds, int rounds)
    {
        var model = new Model(network);
        yield return Measure(new(network, Pass.Training, TrainingBatch, Threads: 2), bounds, rounds, threads => NetGenPeer.PrepareTrainer(model, new(network, Pass.Training, TrainingBatch, threads)));
        yield return Measure(new(network, Pass.Forward, PredictionBatch, Threads: 2), bounds, rounds, threads => NetGenPeer.PreparePredictor(model, new(network, Pass.Forward, PredictionBatch, threads)));
    }

    /// <summary>Keeps a processor busy until the process is killed.</summary>
    public static int KeepBusy()
    {
        while (true)
            Thread.SpinWait(1000);
    }

    private static ThreadScaling Measure(Measure measure, MachineBounds bounds, int rounds, Func<int, IWork> prepare)
    {
        using IWork one = prepare(1), two = prepare(2);
        int steps = Math.Min(StepsOfATurn(one), StepsOfATurn(two));
        Times Time() => Interleave(one, two, steps, rounds, measure.Batch);
        Times alone = Time();
        using Process company = Process.Start("dotnet", [typeof(ThreadScaling).Assembly.Location, CompanyCommand]);
        try
        {
            Thread.Sleep(500);
            return new(measure.Name, bounds.NanosecondsASample(measure), alone, Time());
        }
        finally
        {
            company.Kill();
            company.WaitForExit();
        }
    }

    /// <summary>Means, not medians: a thread that waits for another is slow now and then, not always.</summary>
    private static Times Interleave(IWork one, IWork two, int steps, int rounds, int batch)
    {
        double ofOne = 0, ofTwo = 0;
        for (int round = 0; round < rounds; round++)
        {
            ofOne += one.Time(steps);
            ofTwo += two.Time(steps);
        }
        double samples = (double)rounds * steps * batch;
        return new(ofOne / samples, ofTwo / samples);
    }

    /// <summary>Warms up until the JIT is done and a trainer has tried its threads, and finds how many steps take a turn.</summary>
    private static int StepsOfATurn(IWork work)
    {
        int steps = 1;
        double nanoseconds = work.Time(steps);
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_warmUp;)
        {
            if (nanoseconds < s_turn.TotalNanoseconds / 2)
                steps *= 2;
            nanoseconds = work.Time(steps);
        }
        return Math.Max(1, (int)(steps * s_turn.TotalNanoseconds / nanoseconds));
    }
}
