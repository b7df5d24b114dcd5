using Benchmarks.Comparison;
using Benchmarks.Peers;
using Benchmarks.Timing;

namespace Benchmarks.Costs;

/// <summary>What several heads cost: the time of a measurement, over that of the same network with one dense layer of as many outputs in their place.</summary>
/// <param name="Ratios">One for each pair of works, since the addresses of their buffers change times by a few hundredths.</param>
internal sealed record HeadsCost(Ratios Ratios)
{
    /// <summary>A ratio whose interval is above it is marked.</summary>
    public const double Bound = 1.05;

    private const int Pairs = 9;

    /// <summary>Compares every measurement on one thread.</summary>
    public static IEnumerable<HeadsCost> Measure(Topology heads, Topology oneLayer, Interleaved timer) =>
        from measure in Benchmarks.Measure.Of(heads)
        where measure.Threads == 1
        select new HeadsCost(new Ratios($"{measure.Name} over {oneLayer.Name}", [.. Enumerable.Range(0, Pairs).Select(_ => Ratio(measure, measure with { Network = oneLayer }, timer))]));

    private static double Ratio(Measure heads, Measure oneLayer, Interleaved timer)
    {
        using var peer = new NetGenPeer();
        using IWork first = peer.Prepare(new Model(heads.Network), heads)!, second = peer.Prepare(new Model(oneLayer.Network), oneLayer)!;
        Spread[] spreads = timer.Time([first.Time, second.Time], Affinity.One);
        return spreads[0].Median / spreads[1].Median;
    }
}
