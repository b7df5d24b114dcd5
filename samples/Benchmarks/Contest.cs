using Benchmarks.Bounds;
using Benchmarks.Peers;
using Benchmarks.Timing;

namespace Benchmarks;

/// <summary>The time of a peer for a measurement, in nanoseconds per sample.</summary>
internal sealed record Entry(string Peer, Spread Nanoseconds);

/// <summary>The results of a measurement: the bound, and the times of NetGen and of each peer.</summary>
internal sealed record Outcome(Measure Measure, double Bound, IReadOnlyList<Entry> Entries, IReadOnlyList<string> Excluded)
{
    public Entry? NetGen => Entries.FirstOrDefault(entry => entry.Peer == NetGenPeer.PeerName);

    public Entry? BestPeer => Entries.Where(entry => entry.Peer != NetGenPeer.PeerName).MinBy(entry => entry.Nanoseconds.Median);
}

/// <summary>Runs a measurement with all peers: first once, to compare results, then interleaved, to compare times.</summary>
internal sealed class Contest(AllPeers peers, MachineBounds bounds, Interleaved timer)
{
    /// <summary>Relative to the largest element of the result; float sums of different orders differ by less, errors by more.</summary>
    private const double OutputTolerance = 1e-4, ChangeTolerance = 2e-3;

    public Outcome Run(Model model, Measure measure)
    {
        double bound = bounds.NanosecondsASample(measure);
        double[]? expected = LoopNetwork<double>.Supports(measure) ? Expected(model, measure) : null;
        var admitted = new List<(IPeer Peer, IWork Work)>();
        var excluded = new List<string>();
        try
        {
            foreach (IPeer peer in peers.Present)
            {
                if (peer.Prepare(model, measure) is not { } work)
                    continue;
                admitted.Add((peer, work));
                double[] observed = Observed(model, measure, work.FirstResult());
                // Without a computation in double precision, all peers must agree with the first, which is NetGen.
                double error = Error(expected ??= observed, observed);
                // Not "error > tolerance": a NaN must be rejected too.
                if (error <= (measure.Pass == Pass.Forward ? OutputTolerance : ChangeTolerance))
                    continue;
                admitted.RemoveAt(admitted.Count - 1);
                work.Dispose();
                excluded.Add($"{peer.Name} is excluded from {measure.Name}: the error of its result is {error:E1} relative to the largest element.");
            }
            Spread[] spreads = timer.Time([.. admitted.Select(entrant => (Func<int, double>)entrant.Work.Time)], measure.Threads == 1 ? Affinity.One : Affinity.All);
            return new(measure, bound, [.. admitted.Zip(spreads, (entrant, spread) => new Entry(entrant.Peer.Name, spread / measure.Samples))], excluded);
        }
        finally
        {
            foreach ((_, IWork work) in admitted)
                work.Dispose();
        }
    }

    private static double[] Expected(Model model, Measure measure)
    {
        var network = new LoopNetwork<double>(model, measure.Batch);
        if (measure.Pass == Pass.Forward)
            return HeadOutputs.Join(network.Forward(training: false), measure.Batch);
        network.Train();
        return Changes(model, network.Parameters());
    }

    private static double[] Observed(Model model, Measure measure, float[] result) =>
        measure.Pass == Pass.Training ? Changes(model, result) : Array.ConvertAll(result, value => (double)value);

    /// <summary>The change of the parameters by a step: they change so little that comparing the parameters themselves would be meaningless.</summary>
    private static double[] Changes(Model model, float[] after)
    {
        return [.. after.Zip(model.Parameters, (a, b) => (double)a - b)];
    }

    private static double Error(double[] expected, double[] observed) =>
        expected.Length != observed.Length
            ? double.PositiveInfinity
            : expected.Zip(observed, (e, o) => Math.Abs(e - o)).Aggregate(0.0, (x, y) => x >= y ? x : y) / expected.Max(Math.Abs);
}
