using Benchmarks.Peers;
using Benchmarks.Report;
using Benchmarks.Timing;

namespace Benchmarks.Calibration;

/// <summary>Measures which values of the generator's limits are best on this machine.</summary>
internal sealed class Calibrator(Interleaved timer)
{
    /// <summary>Differences between sums of other orders are smaller.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Writes a table and a sentence for each study.</summary>
    public void Run(IEnumerable<LimitStudy> studies)
    {
        foreach (LimitStudy study in studies)
        {
            IReadOnlyList<Alternative> alternatives = study.Alternatives;
            var table = new Table([$"{study.Limit}, ns per sample", .. alternatives.Select(alternative => alternative.Label)]);
            var rows = new List<Row>();
            foreach (Subject subject in study.Subjects)
                foreach (Step step in study.Steps)
                {
                    Row row = Time(study, subject, step);
                    rows.Add(row);
                    string size = subject.Size == 0 ? "" : $" ({subject.Size})";
                    string what = step.Batch == 0 ? $"{step.Pass.ToString().ToLowerInvariant()}" : $"{step}";
                    table.Add([$"{subject.Name}{size} {what}", .. row.Nanoseconds.Select(Figures.Number)]);
                }
            Console.Write(table);
            Console.WriteLine($"\n{study.Conclude(rows)}\n");
        }
    }

    private Row Time(LimitStudy study, Subject subject, Step step)
    {
        IReadOnlyList<Alternative> alternatives = study.Alternatives;
        int[] batches = [.. alternatives.Select(alternative => alternative.Batch ?? step.Batch)];
        IWork[] works = [.. alternatives.Select((alternative, i) => Prepare(study.Limit, alternative, subject, step.Pass, batches[i]))];
        try
        {
            float[][] results = Array.ConvertAll(works, work => work.FirstResult());
            for (int i = 1; i < results.Length; i++)
                Compare(results[0], results[i], $"{study.Limit} = {alternatives[i].Value} with {subject.Name}");
            Spread[] spreads = timer.Time([.. works.Select(work => (Func<int, double>)work.Time)], Affinity.One);
            return new(subject, step, [.. spreads.Select((spread, i) => spread.Median / batches[i])]);
        }
        finally
        {
            foreach (IWork work in works)
                work.Dispose();
        }
    }

    private static IWork Prepare(string limit, Alternative alternative, Subject subject, Pass pass, int batch)
    {
        Type network = GeneratorVariant.With(new Dictionary<string, int> { [limit] = alternative.Value }).Compile(subject);
        Topology topology = Topology.Of(network);
        return NetGenPeer.Prepare(network, new Model(topology), new Measure(topology, pass, batch, Threads: 1));
    }

    /// <summary>Compares results: outputs, or parameters after a step.</summary>
    private static void Compare(float[] expected, float[] observed, string what)
    {
        double largest = expected.Max(Math.Abs);
        // Not "a difference above": a NaN must be detected too.
        if (!expected.Zip(observed).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * largest))
            throw new InvalidOperationException($"{what} gives a different result.");
    }
}
